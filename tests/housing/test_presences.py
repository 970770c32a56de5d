"""Rounds: one answer a person, the later one counts, and what does not agree with the stay waits for the team."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from beneficiaries.models import Denial
from housing import actions
from housing.models import Absence, Disagreement, Presence, PresenceRound
from housing.plugs.presences import tasks
from referrals.models import Update
from tests.constraints import check_now
from tests.factories import flat, household, referral
from tests.housing.rounds import DAY, begin, close, see
from tests.stays import end_stay, housed
from wemix import mailing

TODAY = timezone.localdate


@pytest.fixture
def stay(host, alice, dora):
    """A mother and two children, here since a hundred nights."""
    return housed(alice, host, dora, last_name="Visti")


@pytest.fixture
def mother(stay):
    return stay.household.people.order_by("born_on").first()


@pytest.fixture
def child(stay):
    return stay.household.people.order_by("born_on").last()


@pytest.fixture
def evening(host, carlo):
    return begin(carlo)


def refused(constraint):
    return pytest.raises(IntegrityError, match=constraint)


def open_kinds():
    return sorted(Disagreement.objects.open().values_list("kind", flat=True))


def away(stay, person, starts=-4, kind="hospital", by=None):
    absence = Absence(stay=stay, household=stay.household, person=person, starts_on=TODAY() + starts * DAY, kind=kind)
    actions.save_absence(absence=absence, fields=[], by=by or stay.planned_by)
    return absence


# The answers


def test_an_answer_says_who_saw_it_when_and_when_it_was_received(evening, mother, carlo):
    see(evening, mother, "present", carlo, at=20)
    presence = Presence.objects.get()
    assert (presence.by, presence.answer) == (carlo, "present")
    assert presence.received_at - presence.seen_at > timedelta(minutes=19)


def test_what_was_seen_later_stays_whichever_came_first(evening, mother, carlo, olga):
    see(evening, mother, "present", olga, at=5)
    see(evening, mother, "unauthorised", carlo, at=30)
    assert Presence.objects.values_list("answer", "by").get() == ("present", olga.pk)
    see(evening, mother, "authorised", carlo, at=1)
    assert Presence.objects.get().answer == "authorised"
    assert evening.presences.get().history.count() == 2  # what was said before is remembered


def test_a_person_has_one_answer_a_round(evening, stay, mother, carlo):
    see(evening, mother, "present", carlo)
    more = {"stay": stay, "household": stay.household, "person": mother, "seen_at": timezone.now(), "by": carlo}
    with refused("one_answer_per_person_and_round"), transaction.atomic():
        Presence(round=evening, answer="authorised", received_at=timezone.now(), **more).save()


def test_nobody_is_recorded_in_anothers_household(evening, stay, mother, carlo, alice):
    see(evening, mother, "present", carlo)
    with refused("presence_same_stay"), transaction.atomic():
        Presence.objects.update(household=household(alice))
        check_now()


def test_nobody_is_recorded_in_the_round_of_another_house(stay, mother, carlo, dario):
    with refused("presence_of_another_house"), transaction.atomic():
        see(begin(dario), mother, "present", carlo)


def test_nothing_is_received_before_it_is_seen(evening, mother, carlo):
    with refused("seen_before_it_was_received"), transaction.atomic():
        see(evening, mother, "present", carlo, at=-10)


def test_a_part_of_the_day_has_one_round(evening, carlo, olga, dario):
    with refused("one_round_per_part_of_the_day"), transaction.atomic():
        begin(olga)
    begin(olga, part="morning")
    begin(dario)


def test_a_closed_round_says_who(evening):
    with refused("closed_round_says_who"), transaction.atomic():
        PresenceRound.objects.update(closed_at=timezone.now())


def test_a_closed_round_takes_only_what_was_seen_before(evening, mother, child, carlo):
    close(evening, carlo)
    with refused("round_is_closed"), transaction.atomic():
        see(evening, mother, "present", carlo)
    see(evening, child, "present", carlo, at=10)
    assert Presence.objects.get().person == child


# What does not agree


def test_who_was_not_recorded_is_not_present(evening, mother, child, carlo, olga):
    see(evening, mother, "present", carlo)
    close(evening, carlo)
    assert open_kinds() == ["missed", "missed"]
    morning = begin(carlo, part="morning")
    see(morning, child, "unauthorised", olga)
    settled = Disagreement.objects.get(person=child, kind="missed")
    assert (settled.how, settled.settled_by) == ("recorded", olga)


def test_what_a_device_sends_after_the_closing_was_not_missed(evening, mother, carlo):
    close(evening, carlo)
    see(evening, mother, "authorised", carlo, at=10)
    assert not Disagreement.objects.open().filter(person=mother).exists()


def test_what_was_seen_before_says_nothing_of_tonight(evening, stay, mother, child, carlo):
    """A phone that found no network all day: neither the alarm nor what was missed ends by it, and none is raised."""
    yesterday, brother = begin(carlo, ago=1), stay.household.people.exclude(pk__in=[mother.pk, child.pk]).get()
    see(evening, child, "unauthorised", carlo, at=30)
    see(evening, brother, "present", carlo, at=30)
    close(evening, carlo)
    see(yesterday, child, "present", carlo, at=50)
    see(yesterday, mother, "present", carlo, at=90)
    see(yesterday, brother, "unauthorised", carlo, at=50)
    assert open_kinds() == ["minor", "missed"]


def test_what_arrives_after_the_closing_is_compared_too(evening, stay, mother, carlo):
    away(stay, mother)
    close(evening, carlo)
    see(evening, mother, "present", carlo, at=10)
    assert open_kinds() == ["away", "missed", "missed"]  # the children were not recorded


def test_a_round_closed_for_a_day_takes_nothing_more(evening, mother, carlo):
    close(evening, carlo)
    PresenceRound.objects.update(opened_at=timezone.now() - 2 * DAY, closed_at=timezone.now() - 1.1 * DAY)
    evening.refresh_from_db()
    with refused("round_is_closed"), transaction.atomic():
        see(evening, mother, "present", carlo, at=60 * 40)


def test_authorised_said_of_a_minor_does_not_end_the_alarm(evening, child, carlo):
    see(evening, child, "authorised", carlo, at=40)
    assert open_kinds() == ["absent"]  # nothing is written that explains it
    see(evening, child, "unauthorised", carlo, at=30)
    see(evening, child, "authorised", carlo, at=20)
    assert "minor" in open_kinds()


def test_an_absence_that_is_over_explains_nothing_of_tonight(evening, stay, child, carlo):
    see(evening, child, "unauthorised", carlo, at=30)
    over = Absence(stay=stay, household=stay.household, person=child, starts_on=TODAY() - 6 * DAY, kind="family")
    over.ends_on = TODAY() - 5 * DAY
    actions.save_absence(absence=over, fields=[], by=carlo)
    assert open_kinds() == ["minor"]
    away(stay, child)
    assert open_kinds() == []


def test_an_absence_that_nobody_wrote_waits_from_the_second_day(stay, mother, carlo, olga):
    for ago, kinds in ((2, []), (1, ["absent"]), (0, ["absent"])):
        evening = begin(carlo, ago=ago)
        for person in stay.household.people.all():
            see(evening, person, "unauthorised" if person == mother else "present", carlo)
        close(evening, carlo)
        assert open_kinds() == kinds
    assert Disagreement.objects.get().since == begin(carlo, part="morning").day - 2 * DAY
    absence = away(stay, mother, by=olga)
    assert open_kinds() == []
    assert Disagreement.objects.values_list("how", "settled_by").get() == ("absence", olga.pk)
    assert absence.kind == "hospital"


def test_a_written_absence_that_is_confirmed_agrees(evening, stay, mother, child, carlo):
    away(stay, mother)
    for person in stay.household.people.all():
        see(evening, person, "authorised" if person == mother else "present", carlo)
    close(evening, carlo)
    assert open_kinds() == []


@pytest.mark.parametrize("settled_by", ["back", "never"])
def test_who_is_seen_here_and_written_as_away_is_asked_about(evening, stay, mother, carlo, olga, settled_by):
    absence = away(stay, mother)
    for person in stay.household.people.all():
        see(evening, person, "present", carlo)
    close(evening, carlo)
    assert open_kinds() == ["away"]
    if settled_by == "back":
        actions.end_absence(absence=absence, on=evening.day, by=olga)
    else:
        actions.withdraw_absence(absence=absence, by=olga)
    assert Disagreement.objects.values_list("how", "settled_by").get() == ("corrected", olga.pk)


def test_who_is_seen_here_and_written_as_gone_is_asked_about(stay, mother, carlo, dora):
    evening = begin(carlo)
    end_stay(stay=stay, on=evening.day, by=dora)
    see(evening, mother, "present", carlo)
    close(evening, carlo)
    assert open_kinds() == ["gone"]


def test_the_leaving_settles_what_was_open(evening, stay, carlo, dora):
    close(evening, carlo)
    end_stay(stay=stay, on=TODAY(), by=dora)
    assert open_kinds() == []


def test_what_is_settled_says_who_and_how(evening, stay, carlo, olga):
    close(evening, carlo)
    with refused("settled_says_who_and_how"), transaction.atomic():
        Disagreement.objects.update(settled_at=timezone.now())
    one = Disagreement.objects.first()
    actions.settle_disagreement(disagreement=one, how="mistake", note="Era a cena", by=olga)
    assert (one.settled_by, one.note) == (olga, "Era a cena")


# The alarm


def test_a_minor_of_whom_nobody_knows_is_told_at_once_and_once(evening, child, carlo, dora, olga, alice):
    Update.objects.all().delete()
    see(evening, child, "unauthorised", carlo, at=5)
    mailing.send_waiting(9)
    assert set(Update.objects.values_list("user", "what")) == {(dora.pk, "minor_absent"), (olga.pk, "minor_absent")}
    assert {letter.to[0] for letter in mail.outbox} == {dora.email, olga.email}
    assert child.last_name not in mail.outbox[0].subject + mail.outbox[0].body
    assert tasks(dora)[1].rows[0].label == str(child)
    see(evening, child, "unauthorised", carlo)
    see(begin(carlo, part="morning"), child, "unauthorised", carlo)
    mailing.send_waiting(9)
    assert Update.objects.count() == 2 and len(mail.outbox) == 2
    see(evening, child, "present", carlo)
    assert not tasks(dora)[1].rows


def test_of_an_adult_or_an_explained_absence_there_is_no_alarm(evening, stay, mother, child, carlo):
    see(evening, mother, "unauthorised", carlo)
    away(stay, child, kind="family")
    see(evening, child, "unauthorised", carlo)
    assert open_kinds() == []


def test_an_absence_not_explained_does_not_end_the_alarm(evening, stay, child, carlo):
    see(evening, child, "unauthorised", carlo)
    absence = away(stay, child, kind="unexplained")
    assert open_kinds() == ["minor"]
    absence.kind = "family"
    actions.save_absence(absence=absence, fields=["kind"], by=carlo)
    assert open_kinds() == []


# Whose rows


def test_rounds_are_the_houses_own(evening, child, alice, mara, dario, carlo, olga, dora):
    see(evening, child, "unauthorised", carlo)
    for user in (carlo, olga, dora):
        assert PresenceRound.objects.visible_to(user).exists() and Presence.objects.visible_to(user).exists()
    for user in (alice, mara, dario):
        assert not PresenceRound.objects.visible_to(user).exists()
        assert not Presence.objects.visible_to(user).exists()
        assert not Disagreement.objects.visible_to(user).exists()
    assert not Disagreement.objects.visible_to(carlo).exists()  # the team's
    assert Disagreement.objects.visible_to(olga).exists()


def test_who_is_denied_a_household_reads_nothing_of_its_rounds(evening, stay, child, carlo, olga, dora):
    see(evening, child, "unauthorised", carlo)
    for user in (carlo, olga):
        Denial.objects.create(user=user, person=child, household=stay.household, by=dora)
        assert not Presence.objects.visible_to(user).exists()
    assert not Disagreement.objects.visible_to(olga).exists()


def test_a_home_that_is_only_promised_is_not_asked_about(evening, host, alice, dora, carlo):
    referral(host, of=household(alice, size=2), until="accepted", coordinator=dora, place=flat(host))
    close(evening, carlo)
    assert open_kinds() == []
