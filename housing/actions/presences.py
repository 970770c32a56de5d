"""A round of the house: opened, each answer recorded, closed; and what does not agree, until it is settled."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from housing.models import Absence, Disagreement, Occupant, Presence, PresenceRound
from housing.presences import flats_of
from wemix import audit, sockets

Answer, Kind, How = Presence.Answer, Disagreement.Kind, Disagreement.How
LOOK_BACK = 7  # days in which an earlier absence is looked for


@transaction.atomic
def open_round(*, round, by):
    round.host_id, round.opened_by = by.organisation_id, by
    round.save()
    audit.change("round.open", round, by=by)


@transaction.atomic
def record_presences(*, round, said, seen_at, by):
    """`said`: (occupant, answer). What somebody saw later stays, whichever came first."""
    humans = [occupant.human for occupant, _ in said]
    known = {row.human: row for row in Presence.objects.select_for_update().filter(round=round, human__in=humans)}
    for occupant, answer in said:
        presence = known.get(occupant.human) or Presence(
            round=round,
            stay=occupant.place_use.stay,
            household_id=occupant.household_id,
            person=occupant.person,
        )
        if not presence._state.adding and presence.seen_at > seen_at:
            continue
        presence.answer, presence.seen_at, presence.by = answer, seen_at, by
        presence.received_at = timezone.now()
        presence.save()
        _follow(presence, by)
    if not round.is_open:
        _compare(round, Occupant.objects.filter(human__in=[occupant.human for occupant, _ in said]))
    audit.change("presence.record", round, by=by, rows=len(said))


def _follow(presence, by):
    """What an answer settles, and the alarm for a minor of whom nobody knows why they are not here.

    One that comes late says nothing of what was seen after it.
    """
    later = _is_known_later(presence)
    for disagreement in _open_with(presence):
        if how := _settled_how(disagreement, presence, later):
            _settle(disagreement, how, by)
    if later or presence.answer == Answer.PRESENT or not _is_missing_minor(presence):
        return
    kind = Kind.MINOR if presence.answer == Answer.UNAUTHORISED else Kind.ABSENT
    if _disagree(presence.round, presence.stay, presence.person, kind, presence.round.day) and kind == Kind.MINOR:
        sockets.stay_alarms.tell(presence.stay, "minor_absent", by)


def _open_with(presence):
    mine = Disagreement.objects.open().filter(person__human=presence.human, round__host=presence.round.host_id)
    return mine.select_related("round")


def _settled_how(disagreement, presence, later):
    """None: the answer says nothing of it."""
    of_this_round = disagreement.round_id == presence.round_id
    if disagreement.kind == Kind.MISSED and of_this_round:
        return How.RECORDED
    if later or not (of_this_round or disagreement.round.opened_at <= presence.seen_at):
        return None
    if disagreement.kind == Kind.MISSED:
        return How.RECORDED
    if presence.answer == Answer.PRESENT:
        return How.SEEN if disagreement.kind in (Kind.MINOR, Kind.ABSENT) else None
    return How.MISTAKE if of_this_round and disagreement.kind in (Kind.AWAY, Kind.GONE) else None


def _is_known_later(presence):
    seen = Presence.objects.filter(human=presence.human, round__host=presence.round.host_id)
    return seen.filter(seen_at__gt=presence.seen_at).exists()


def _is_missing_minor(presence):
    """Nothing is written that explains it: «authorised», said on a round, is no absence yet."""
    if not presence.person.is_minor_on(presence.round.day):
        return False
    written = Absence.objects.on(presence.round.day).filter(stay=presence.stay_id, person=presence.person_id)
    return not written.exclude(kind=Absence.Kind.UNEXPLAINED).exists()


@transaction.atomic
def close_round(*, round, by):
    """Who was not recorded is not present: what does not agree with the stays waits from now on for the team."""
    now = timezone.now()
    if not PresenceRound.objects.filter(pk=round.pk, closed_at=None).update(closed_at=now, closed_by=by):
        return
    _compare(round)
    audit.change("round.close", round, by=by)


def _compare(round, occupants=None):
    """What was seen, of everybody or of these, with what is written of their stays."""
    before = _absent_before(round)
    for expected in _expected(round, Occupant.objects.all() if occupants is None else occupants):
        kind = _what_disagrees(expected, before)
        if kind:
            since = before.get(expected.occupant.human, round.day) if kind == Kind.ABSENT else round.day
            _disagree(round, expected.occupant.place_use.stay, expected.person, kind, since)


def _expected(round, occupants):
    """Also those of whom this reader is told nothing."""
    living_here = occupants.filter(place_use__stay__host=round.host_id)
    flats = flats_of(round, occupants=living_here, presences=Presence.objects.all(), absences=Absence.objects.all())
    return [expected for flat in flats for expected in flat.people]


def _absent_before(round):
    """{human: day}: those whose last answer on an earlier day says that they were not here."""
    days = (round.day - timedelta(days=LOOK_BACK), round.day - timedelta(days=1))
    rows = Presence.objects.filter(round__host=round.host_id, round__day__range=days)
    last = rows.order_by("human", "-seen_at").distinct("human").values_list("human", "answer", "round__day")
    return {human: day for human, answer, day in last if answer != Answer.PRESENT}


def _what_disagrees(expected, absent_before):
    if expected.presence is None:
        return None if expected.has_left else Kind.MISSED
    if expected.presence.answer == Answer.PRESENT:
        return Kind.GONE if expected.has_left else Kind.AWAY if expected.absence else None
    is_known = expected.absence or expected.has_left
    return Kind.ABSENT if not is_known and expected.occupant.human in absent_before else None


def _disagree(round, stay, person, kind, since):
    """Once, until it is settled; the alarm for a minor says it all."""
    open_ones = Disagreement.objects.open().filter(person=person)
    if open_ones.filter(kind__in=[kind, Kind.MINOR]).exists():
        return None
    return Disagreement.objects.create(
        round=round, stay=stay, household_id=stay.household_id, person=person, kind=kind, since=since
    )


@transaction.atomic
def settle_disagreement(*, disagreement, how, by, note=""):
    """By whoever looked into it."""
    disagreement.note = note
    _settle(disagreement, how, by)


def settle(disagreements, how, *, by):
    """Those still open, by what somebody has just written."""
    for disagreement in disagreements.open():
        _settle(disagreement, how, by)


def _settle(disagreement, how, by):
    disagreement.how, disagreement.settled_by, disagreement.settled_at = how, by, timezone.now()
    disagreement.save()
    audit.change("disagreement.settle", disagreement, by=by)
