"""Rounds of the last evenings, today's half done, and one of each kind of what does not agree."""

from datetime import timedelta

from django.utils import timezone

from beneficiaries import actions as beneficiaries
from housing import actions
from housing.models import Absence, Occupant, Presence, PresenceRound
from housing.presences import flats_of
from referrals.demo.clock import at
from wemix.access import Role

Answer = Presence.Answer
EVENINGS = (3, 2, 1)  # days ago


def add_presences(host, today):
    (custodian, *_), (operator, *_) = host.of(Role.CUSTODIAN), host.of(Role.OPERATOR)
    yesterday = today - timedelta(days=1)
    gone, away, missing, forgotten = _odd_ones(host, today)
    with at(yesterday, 15):
        beneficiaries.end_membership(membership=gone.person.memberships.get(), on=yesterday, by=operator)
    for ago in EVENINGS:
        day = today - timedelta(days=ago)
        odd = {gone.person: Answer.PRESENT} if ago == 1 else {}
        odd |= {away.person: Answer.PRESENT} if away and ago == 1 else {}
        odd |= {missing.person: Answer.UNAUTHORISED} if ago < len(EVENINGS) else {}
        odd |= {forgotten.person: None} if ago == 1 else {}
        round = _round(host, day, odd, custodian)
        with at(day, 22):
            actions.close_round(round=round, by=custodian)
    _half(host, today, custodian)


def _odd_ones(host, today):
    """Who has gone and is seen, who is away and is seen, who is not seen, and who is forgotten."""
    flats = _flats(host, PresenceRound(host=host.organisation, day=today))
    grown = [each for flat in flats for each in flat.people if not each.is_minor and not each.has_left]
    away = next((each for each in grown if each.absence), None)
    at_home = [each for each in grown if not each.absence]
    heads = [each for each in at_home if _is_head(each)]
    others = [each for each in at_home if not _is_head(each)]
    return others[0], away, heads[-2], heads[-4]  # the last are not asked about today


def _is_head(expected):
    return expected.person.memberships.filter(is_head=True).exists()


def _round(host, day, odd, by, until=None):
    with at(day, 20):
        round = PresenceRound(part=PresenceRound.Part.EVENING, day=day)
        actions.open_round(round=round, by=by)
    for minute, flat in enumerate(_flats(host, round)[:until]):
        said = [(each.occupant, odd.get(each.person, _usual(each))) for each in flat.people]
        said = [(occupant, answer) for occupant, answer in said if answer]
        with at(day, 20, 1 + minute % 58):
            actions.record_presences(round=round, said=said, seen_at=timezone.now(), by=by)
    return round


def _usual(expected):
    if expected.has_left:
        return None
    if expected.absence:
        return Answer.AUTHORISED if expected.absence.is_authorised else Answer.UNAUTHORISED
    return Answer.PRESENT


def _half(host, today, by):
    """The first half of the house is done; of one minor in it nobody knows where they are."""
    flats = _flats(host, PresenceRound(host=host.organisation, day=today))
    half = len(flats) // 2
    minors = (each.person for flat in flats[:half] for each in flat.people if each.person.is_minor_on(today))
    lost = [person for person in minors if person.age_on(today) > 12][:1]
    _round(host, today, dict.fromkeys(lost, Answer.UNAUTHORISED), by, until=half)


def _flats(host, round):
    living_here = Occupant.objects.filter(place_use__stay__host=host.organisation)
    return flats_of(round, occupants=living_here, presences=Presence.objects.all(), absences=Absence.objects.all())
