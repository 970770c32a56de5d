"""The audit of fairness, from the rows of a body: what became of those who were referred to it, group by group."""

from collections import defaultdict
from datetime import timedelta

from housing.models import Place
from referrals.answers import TakeBackReason
from referrals.fairness.grouping import grouped
from referrals.fairness.replay import first_come
from referrals.matching.arrivals import with_all_answered
from referrals.matching.fairness import Case
from referrals.matching.simulation import Possible, emptied
from referrals.models import Proposal, Referral
from referrals.rulebooks import current
from referrals.states import State
from referrals.weighing.loading import place_facts
from wemix.periods import midnight

BY_THE_SENDER = TakeBackReason.WITHDRAWN  # its proposal fell with the request: no refusal of the team


def cases_of(host, first, last):
    """A Case for each referral sent to this body in the period, both days included; as things stand today."""
    sent = Referral.objects.figures_of(host).filter(
        host=host, submitted_at__gte=midnight(first), submitted_at__lt=midnight(last + timedelta(days=1))
    )
    known = grouped(sent)
    answers = _answers([each.referral for each in known])
    places = emptied(place_facts(Place.objects.of_host(host).in_service().select_related("unit")))
    possible, would = Possible(current(host)), first_come(host, first)
    return [_case(each, answers[each.referral.pk], places, possible, would) for each in known]


def _answers(referrals):
    """(the household's reason, the team's) for a no, or empty, of each proposal; by referral."""
    by_referral = defaultdict(list)
    proposals = Proposal.objects.filter(referral__in=referrals).order_by("pk")
    for referral, *reasons in proposals.values_list("referral", "decline_reason", "take_back_reason"):
        by_referral[referral].append(reasons)
    return by_referral


def _case(each, answers, places, possible, would):
    row, entered = each.referral, each.referral.stay and each.referral.stay.started_on
    refused = [row.not_eligible_reason] if row.not_eligible_reason else []
    refused += [of_team for _, of_team in answers if of_team not in ("", BY_THE_SENDER)]
    return Case(
        groups=each.groups,
        is_proposed=bool(answers),
        is_housed=bool(entered),
        waited=(entered - row.waiting_since).days if entered and row.waiting_since else None,
        declined=tuple(of_household for of_household, _ in answers if of_household),
        refused=tuple(refused),
        is_withdrawn=row.state == State.WITHDRAWN,
        has_no_place=not _has_a_place(each.facts, row, places, possible),
        first_come=would.get(row.pk),
    )


def _has_a_place(household, row, places, possible):
    asked = with_all_answered(household, id=row.pk)
    return any(possible.among([asked], place) for place in places)
