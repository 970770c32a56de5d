"""What stands between a household and our homes today, for papers that anybody may read over a shoulder.

Told by rules and by counts: nothing that another household could be known by.
"""

from collections import Counter
from dataclasses import dataclass

from django.utils import timezone

from housing.models import Place
from referrals import rulebooks
from referrals.answers import DATA
from referrals.matching.changes import changes
from referrals.matching.grid import places_for
from referrals.matching.order import is_lifted
from referrals.matching.ranking import HIDDEN
from referrals.matching.rulebook import Rulebook
from referrals.matching.verdicts import FAIL, MISSING, PASS
from referrals.weighing.loading import DATUM, household_facts, place_facts

# What a paper says to be missing. Whether their address must stay secret is asked by voice: who reads over a shoulder
# may be whom they flee.
ON_PAPER = {datum: label for datum, label in DATA.items() if datum != "secret_address"}
THEIRS = ("chosen", "shorter", "needed_later")  # changes that are the household's own to make


@dataclass(frozen=True)
class Outlook:
    rulebook: Rulebook  # the published rules that it was looked at with
    is_lifted: bool  # by the days waited, one band up
    homes: int  # looked at
    suitable: int
    obstacles: tuple  # (code of the rule, how many homes it excludes), the most frequent first
    missing: tuple  # data of the household that would decide about a home
    changes: tuple  # (sentence, how many homes it would open), of what the household itself could change


def outlook(referral):
    """`referral`: a row with its household and host. A flat counts once, by the best of its beds."""
    places = Place.objects.filter(unit__building__host=referral.host_id).in_service().select_related("unit__building")
    household, today = household_facts(referral), timezone.localdate()
    there = {place.id: place for place in place_facts(places)}
    rulebook = rulebooks.current(referral.host)
    best = {}
    for assessment in places_for(household, there.values(), today, rulebook):
        best.setdefault(there[assessment.place_id].unit, assessment)
    return Outlook(
        rulebook=rulebook,
        is_lifted=is_lifted(household, today, rulebook),
        homes=len(best),
        suitable=sum(assessment.fits for assessment in best.values()),
        obstacles=tuple(_obstacles(best.values())),
        missing=tuple(_missing(best.values())),
        changes=tuple(_changes(best.values(), household, there, rulebook)),
    )


def _obstacles(assessments):
    failed = [verdict.rule for each in assessments for verdict in each.neutral_verdicts if verdict.outcome == FAIL]
    return Counter(failed).most_common()


def _missing(assessments):
    """Only what is not known of the household, and where nothing else excludes the home already."""
    asked = [
        DATUM.get(question.field)
        for each in assessments
        if not each.is_blocked
        for verdict in each.neutral_verdicts
        if verdict.outcome == MISSING
        for question in verdict.questions
    ]
    return [str(ON_PAPER[datum]) for datum in dict.fromkeys(asked) if datum in ON_PAPER]


def _changes(assessments, household, places, rulebook):
    """Of homes that one rule alone excludes; a rule that could tell of other people tells nothing."""
    found = Counter()
    for each in assessments:
        against = [verdict for verdict in each.verdicts if verdict.outcome != PASS]
        if len(against) == 1 and against[0].rule not in HIDDEN:
            pair = (household, places[each.place_id], rulebook, each.on)
            found.update({change.sentence for change in changes(against[0], *pair) if change.code in THEIRS})
    return found.most_common()
