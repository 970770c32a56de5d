"""Places out of use: works that are over, works going on, works to come."""

from datetime import timedelta

from housing import actions
from referrals.demo.clock import at

WORKS = ("Rifacimento del bagno", "Caldaia da sostituire", "Imbiancatura", "Infiltrazioni dal tetto")


def close_places(dice, slots, by, today):
    over, going_on, endless, to_come = [slot for slot in slots if slot.kept_for_works]
    _close(dice, over, today - timedelta(days=400), 60, by)
    _close(dice, going_on, today - timedelta(days=20), 95, by)
    _close(dice, endless, today - timedelta(days=45), None, by)
    _close(dice, to_come, today + timedelta(days=30), 40, by)


def _close(dice, slot, first, days, by):
    with at(first - timedelta(days=10), 12):
        actions.close_place(
            place=slot.place,
            starts_on=first,
            ends_on=first + timedelta(days=days) if days else None,
            reason=dice.choice(WORKS),
            cost_centre="CDC 214",
            reference=f"Ordine {dice.randint(10, 90)}/{first.year}",
            by=by,
        )
