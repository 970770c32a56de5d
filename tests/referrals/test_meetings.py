"""The équipe: who sees it, what its agenda holds, what is carried, and that closed minutes stay as they are."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from beneficiaries import actions as people
from beneficiaries.models import DiaryEntry, LifeProject
from housing.models import Stay
from referrals import actions
from referrals.actions import meetings
from referrals.agenda import agenda_of
from referrals.models import Meeting, MeetingPoint
from referrals.workflow import Step, take_step
from tests import factories

Kind = MeetingPoint.Kind
TODAY = timezone.localdate()


def agenda(meeting):
    return [(point.kind, point.household_id) for point in meeting.points.on_agenda()]


def referred(host, rossi, dora, until, place=None):
    return factories.referral(host, of=rossi, until=until, coordinator=dora, place=place)


# The agenda


@pytest.mark.parametrize(
    ("state", "kinds"),
    [
        ("draft", []),
        ("submitted", [Kind.NEW]),
        ("in_review", [Kind.NEW]),
        ("asked", []),
        ("waiting", []),
        ("proposed", [Kind.PROPOSAL]),
        ("accepted", []),
        ("withdrawn", []),
    ],
)
def test_the_agenda_holds_who_is_to_be_weighed_and_whose_answer_is_awaited(host, rossi, dora, home, state, kinds):
    referred(host, rossi, dora, state, home)
    assert agenda(factories.meeting(dora)) == [(kind, rossi.pk) for kind in kinds]


def test_the_agenda_holds_what_was_declined_since_the_last_meeting(host, rossi, dora, home):
    made = referred(host, rossi, dora, "proposed", home)
    actions.decline_proposal(proposal=made.proposals.get(), reason="TOO_FAR", note="", by=dora)
    first = factories.meeting(dora)
    assert agenda(first) == [(Kind.DECLINED, rossi.pk)]
    assert "troppo lontano" in first.points.get().facts.lower()
    first.points.update(done=True)
    meetings.close_meeting(meeting=first, by=dora)
    assert agenda(factories.meeting(dora)) == []


@pytest.mark.parametrize(("days", "is_there"), [(-5, True), (60, True), (61, False)])
def test_the_agenda_holds_planned_exits_that_are_near(host, rossi, dora, home, days, is_there):
    stay = referred(host, rossi, dora, "housed", home).stay
    Stay.objects.filter(pk=stay.pk).update(planned_until=TODAY + timedelta(days=days), planned_from="2020-01-01")
    assert ((Kind.EXTENSION, rossi.pk) in agenda(factories.meeting(dora))) == is_there


@pytest.mark.parametrize(("days", "is_there"), [(-5, True), (14, True), (15, False)])
def test_the_agenda_holds_reviews_that_are_due(host, rossi, dora, home, days, is_there):
    referred(host, rossi, dora, "housed", home)
    LifeProject.objects.create(household=rossi, opened_by=dora, next_review_on=TODAY + timedelta(days=days))
    assert ((Kind.REVIEW, rossi.pk) in agenda(factories.meeting(dora))) == is_there


def test_the_agenda_knows_no_incident(host, rossi, dora, olga, home):
    """It is read by its author and by the coordinators; the agenda by the whole team."""
    referred(host, rossi, dora, "housed", home)
    people.write_incident(entry=DiaryEntry(household=rossi, text="Lite segreta", harm="nobody"), by=olga)
    assert Kind.INCIDENT not in [matter.kind for matter in agenda_of(factories.meeting(dora))]


def test_another_hosts_matters_are_not_on_the_agenda(host, other_host, rossi, dora, dario):
    factories.referral(other_host, of=rossi, until="submitted", coordinator=dario)
    assert agenda(factories.meeting(dora)) == []


def test_no_secret_address_stands_in_the_facts(host, alice, dora):
    of = factories.household(alice, secret=True)
    factories.referral(host, of=of, until="proposed", coordinator=dora, place=factories.flat(host, name="Nascosta"))
    point = factories.meeting(dora).points.get()
    assert point.kind == Kind.PROPOSAL and "Nascosta" not in point.facts


@pytest.mark.parametrize("answered", [False, True])
def test_a_home_is_named_no_more_once_the_address_has_become_secret(client, host, rossi, dora, answered):
    """Whatever the facts of the point said when they were kept, also where nothing brings them up to date."""
    made = referred(host, rossi, dora, "proposed", factories.flat(host, name="Nascosta; in fondo"))
    if answered:
        actions.decline_proposal(proposal=made.proposals.get(), reason="TOO_FAR", note="", by=dora)
    meetings.close_meeting(meeting=factories.meeting(dora), by=dora)
    point = factories.meeting(dora).points.exclude(carried_from=None).get()
    assert "Nascosta" in point.facts
    rossi.people.update(address_secret=True)
    client.force_login(dora)
    pages = [reverse("referrals:meeting_point", args=[point.pk])]
    pages += [reverse("referrals:meeting", args=[meeting.pk]) for meeting in Meeting.objects.all()]
    for page in pages:
        said = client.get(page).content.decode()
        assert "Un alloggio (indirizzo segreto); " in said and "Nascosta" not in said and "in fondo" not in said


def test_no_protected_home_stands_in_the_facts(host, rossi, dora):
    referred(host, rossi, dora, "proposed", factories.flat(host, name="Nascosta", is_protected=True))
    point = factories.meeting(dora).points.get()
    assert point.kind == Kind.PROPOSAL and "Nascosta" not in point.facts


def test_bringing_it_up_to_date_adds_what_is_new_at_the_end_and_keeps_what_is_written(host, alice, dora):
    first, second = factories.household(alice), factories.household(alice)
    made = factories.referral(host, of=first, until="submitted", coordinator=dora)
    meeting = factories.meeting(dora)
    meeting.points.update(decision="Li vediamo giovedì")
    factories.referral(host, of=second, until="submitted", coordinator=dora)
    take_step(made, Step.TAKE, by=dora)
    actions.put_on_waiting_list(referral=made, urgency=3, by=dora)
    for _twice in range(2):
        meetings.bring_up_to_date(meeting=meeting, by=dora)
    assert agenda(meeting) == [(Kind.NEW, first.pk), (Kind.NEW, second.pk)]
    assert meeting.points.first().decision == "Li vediamo giovedì"


def test_what_was_left_out_does_not_come_back_at_the_same_meeting(host, rossi, dora):
    referred(host, rossi, dora, "submitted")
    meeting = factories.meeting(dora)
    meetings.leave_out(point=meeting.points.get(), by=dora)
    meetings.bring_up_to_date(meeting=meeting, by=dora)
    assert agenda(meeting) == []


def test_more_households_cost_the_agenda_no_more(host, alice, dora):
    def one_more_of_each():
        for state in ("submitted", "proposed", "housed"):
            of = factories.household(alice)
            factories.referral(host, of=of, until=state, coordinator=dora, place=factories.flat(host))
        with CaptureQueriesContext(connection) as queries:
            agenda_of(Meeting(host=host, day=TODAY + timedelta(days=180), opened_at=timezone.now()))
        return len(queries)

    few = one_more_of_each()
    one_more_of_each()
    assert one_more_of_each() == few


# What is carried


def test_open_points_come_first_at_the_next_meeting_and_say_how_often(host, rossi, alice, dora):
    referred(host, rossi, dora, "submitted")
    meeting = factories.meeting(dora)
    point = meetings.add_point(point=MeetingPoint(meeting=meeting, title="Orari del custode"), by=dora)
    meeting.points.exclude(pk=point.pk).update(done=True)
    for times in (1, 2):
        meetings.close_meeting(meeting=meeting, by=dora)
        meeting = factories.meeting(dora)
        first = meeting.points.first()
        assert (first.title, first.times_carried) == ("Orari del custode", times)
        assert first.carried_from.carried_from == (point if times == 2 else None)


def test_a_matter_that_was_left_open_and_still_stands_comes_once(host, rossi, dora):
    referred(host, rossi, dora, "submitted")
    meetings.close_meeting(meeting=factories.meeting(dora), by=dora)
    point = factories.meeting(dora).points.get()
    assert (point.kind, point.times_carried) == (Kind.NEW, 1)


# Steps


def test_a_step_taken_at_the_meeting_stands_in_its_point_for_ever(client, host, rossi, dora):
    made = referred(host, rossi, dora, "in_review")
    meeting = factories.meeting(dora)
    page = reverse("referrals:meeting_point", args=[meeting.points.get().pk])
    client.force_login(dora)
    assert f"passo/eligible/?next={page.replace('/', '%2F')}" in client.get(page).content.decode()
    step = reverse("referrals:step", args=[made.pk, "eligible"])
    said = {"urgency": 2, "urgency_reason": "Sfratto il 12", "urgency_until": TODAY + timedelta(days=9)}
    assert client.post(f"{step}?next={page}", said).url == page
    assert "In lista d'attesa, urgenza: alta (Dora Coordina" in client.get(page).context["here"].steps[0]
    meetings.close_meeting(meeting=meeting, by=dora)
    assert meeting.points.get().steps_taken.startswith("In lista d'attesa, urgenza: alta (Dora Coordina")


def test_a_home_proposed_from_a_point_leads_back_to_the_point(client, host, rossi, dora, home):
    """Through the homes, one of them, and the form: each hands the way back on."""
    meeting = meetings.open_meeting(meeting=Meeting(host=host, chair=dora), present=[dora], by=dora)
    made = referred(host, rossi, dora, "waiting")
    point = meetings.add_point(point=MeetingPoint(meeting=meeting, household=rossi, referral=made), by=dora)
    back = reverse("referrals:meeting_point", args=[point.pk])
    client.force_login(dora)
    args = [made.pk, home.pk]
    trail = [
        back,
        *(reverse(f"referrals:{name}", args=args[:n]) for name, n in (("match", 1), ("pair", 2), ("propose", 2))),
    ]
    ending = f"?next={back.replace('/', '%2F')}"
    for here, there in pairwise(trail):
        said = client.get(here if here == back else here + ending).content.decode()
        assert f'href="{there}{ending}"' in said, here
    assert f'href="{back}"' in client.get(trail[1] + ending).content.decode()
    said = {"why_code": "BEST_FIT", "override_reason": "Va bene", "entry_on": TODAY, "held_until": TODAY}
    assert client.post(trail[3] + ending, said).url == back


def test_a_step_taken_before_the_meeting_did_not_come_of_it(host, rossi, dora):
    referred(host, rossi, dora, "in_review")
    assert meetings.steps_of(factories.meeting(dora)) == {}


# Closing


def test_a_meeting_to_come_or_with_nobody_there_is_not_closed(host, dora):
    meeting = factories.meeting(dora, day=TODAY + timedelta(days=1))
    with pytest.raises(ValidationError, match="still to come"):
        meetings.close_meeting(meeting=meeting, by=dora)
    Meeting.objects.update(day=TODAY)
    meeting.present.clear()
    with pytest.raises(ValidationError, match="who was there"):
        meetings.close_meeting(meeting=meeting, by=dora)
