"""What happens between the keys and the leaving: a birth, somebody who goes, another flat, an end."""

from datetime import date, timedelta

from beneficiaries import actions as beneficiaries
from beneficiaries.vocabularies.people import Kinship
from housing import actions as housing
from referrals import actions
from referrals.demo import people, words
from referrals.demo.clock import at
from referrals.demo.homes import choose
from referrals.demo.plans import partner_of

NEVER = date.max


def live(dice, plan, slots, today):
    """Everything of a stay that began; the slot learns until when it is taken."""
    begun, leaves = plan.days["house"], plan.days.get("close")
    middle = begun + ((leaves or today) - begun) / 2
    if plan.story in DURING:
        DURING[plan.story](dice, plan, slots, middle)
    if leaves:
        _leave(dice, plan, leaves)
    plan.frees(leaves + timedelta(days=7) if leaves else NEVER)
    if plan.story == "leaving":
        _confirm_exit(plan, today + timedelta(days=dice.randint(15, 90)))


def _birth(dice, plan, slots, day):
    child = people.newborn(dice, plan, day)
    with at(day + timedelta(days=4), 12):
        beneficiaries.add_member(
            household=plan.household, person=child, kinship=Kinship.CHILD, since=day, by=plan.worker
        )


def _separation(dice, plan, slots, day):
    """The partner goes to live elsewhere; the others stay."""
    person = partner_of(plan)
    with at(day, 17):
        beneficiaries.end_membership(membership=person.memberships.get(), on=day, by=plan.worker)


def _transfer(dice, plan, slots, day):
    """To another flat, where one is free: the same stay goes on."""
    others = choose([slot for slot in slots if slot not in plan.slots], plan, day)
    if not others:
        return
    with at(day, 15):
        housing.transfer(stay=plan.stay, places=[slot.place for slot in others], on=day, by=plan.coordinator)
    plan.frees(day + timedelta(days=7))
    plan.slots = others


DURING = {"birth": _birth, "separation": _separation, "transfer": _transfer}


def _leave(dice, plan, day):
    reason, destination = dice.choice(words.EXITS)
    with at(day, 11, dice.randint(0, 59)):
        plan.referral = actions.close(
            referral=plan.referral, on=day, reason=reason, destination=destination, by=plan.coordinator
        )
    plan.stay.refresh_from_db()


def _confirm_exit(plan, day):
    """The day of leaving is agreed: from then on the place can be given to others."""
    for use in plan.stay.uses.holding().filter(ends_on__isnull=True):
        use.occupants.filter(ends_on__isnull=True).update(ends_on=day)
        use.ends_on = day
        use.save()
    plan.frees(day)
    plan.stay.planned_until = day
    plan.stay.save()
