"""What other rules would change today, before they are published: on the whole waiting list, and on one pair.

A room: it weighs every household that waits, whoever looks; who may not be seen is in the totals, and in no row.
"""

from dataclasses import dataclass

from django.utils import timezone

from housing.models import Place
from referrals import rulebooks
from referrals.matching.before_after import Change, compare
from referrals.matching.ranking import Assessment, assess
from referrals.matching.rulebook_wording import label_of_rule
from referrals.matching.rules import RULES
from referrals.models import Referral
from referrals.weighing.loading import household_facts, households_facts, place_facts


@dataclass(frozen=True)
class Row:
    """One household for which something changes."""

    referral: Referral
    change: Change
    best_before: Place | None
    best_after: Place | None


@dataclass(frozen=True)
class Preview:
    differences: list
    rows: list  # those who come in, those who go out, then the others in the order to be
    figures: dict  # how many households come in, go out…, those not named included
    waiting: int

    @property
    def changes_nothing(self):
        return not any(self.figures.values())


def on_the_list(host, reader, before, after):
    referrals = {each.household_id: each for each in _waiting_for(host)}
    places = {place.pk: place for place in _places_of(host)}
    facts = households_facts(referrals.values()), place_facts(places.values())
    changes = compare(*facts, timezone.localdate(), before, after)
    changed = [change for change in changes if not change.is_none]
    seen = _seen_by(reader, referrals.values())
    named = [change for change in changed if referrals[change.household].pk in seen]
    return Preview(
        differences=rulebooks.differences(before, after),
        rows=[_row(change, referrals, places) for change in sorted(named, key=_gravity)],
        figures=_figures(changed),
        waiting=len(referrals),
    )


def _waiting_for(host):
    return Referral.objects.filter(host=host).waiting().select_related("household")


def _places_of(host):
    return Place.objects.of_host(host).in_service().select_related("unit__building")


def _seen_by(reader, referrals):
    rows = Referral.objects.visible_to(reader).filter(pk__in=[each.pk for each in referrals])
    return set(rows.values_list("pk", flat=True))


def _gravity(change):
    return not change.comes_in, not change.goes_out, change.after.place


def _row(change, referrals, places):
    bests = (places.get(change.before.best), places.get(change.after.best))
    return Row(referrals[change.household], change, *bests)


def _figures(changes):
    return {
        "come_in": sum(change.comes_in for change in changes),
        "go_out": sum(change.goes_out for change in changes),
        "other_homes": sum(change.before.fitting != change.after.fitting for change in changes),
        "other_best": sum(change.before.best != change.after.best for change in changes),
        "climb": sum(change.climbs > 0 for change in changes),
        "sink": sum(change.climbs < 0 for change in changes),
    }


# The test bench: one household and one place, by the rules in force and by the new ones


@dataclass(frozen=True)
class Bench:
    referral: Referral
    place: Place
    before: Assessment
    after: Assessment

    @property
    def rules(self):
        """Of each rule what it says by either rulebook; None where it is switched off."""
        said = [{verdict.rule: verdict for verdict in each.verdicts} for each in (self.before, self.after)]
        pairs = [(rule.code, *(each.get(rule.code) for each in said)) for rule in RULES]
        return [
            {"label": label_of_rule(code), "before": one, "after": two, "differs": _said(one) != _said(two)}
            for code, one, two in pairs
        ]

    @property
    def points(self):
        return [
            {
                "label": one.label,
                "before": one,
                "after": two,
                "differs": (one.points, one.weight) != (two.points, two.weight),
            }
            for one, two in zip(self.before.points, self.after.points, strict=True)
        ]


def _said(verdict):
    return verdict and (verdict.outcome, verdict.sentence)


def on_a_pair(referral, place, before, after):
    household, there, today = household_facts(referral), place_facts([place])[0], timezone.localdate()
    return Bench(referral, place, *(assess(household, there, today, rulebook) for rulebook in (before, after)))
