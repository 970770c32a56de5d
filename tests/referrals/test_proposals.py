"""Proposing a home, holding it, and recording what the household answers."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from beneficiaries.actions import add_member
from beneficiaries.models import LivesApart
from housing.actions import close_place
from housing.models import Occupant, PlaceUse
from referrals import actions
from referrals.matching.freezing import read_snapshot
from referrals.models import Proposal, Referral
from referrals.plugs.proposals import holds_that_ended
from referrals.states import State
from referrals.views import proposals as views
from tests.factories import PersonFactory, PlaceFactory, UserFactory, bed, flat, household, need, referral
from wemix.access import Role

ONCE = "0c9a4b1e-1111-4222-8333-444455556666"


def in_days(count):
    return timezone.localdate() + timedelta(days=count)


@pytest.fixture
def waiting(host, rossi, dora):
    made = referral(host, of=rossi, until="waiting", coordinator=dora, needed_from=in_days(0), planned_days=90)
    need(rossi, "STEP_FREE", "NO")
    return made


@pytest.fixture
def as_dora(client, dora):
    client.force_login(dora)
    client.cookies["django_language"] = "en"
    return client


def said(**more):
    return {"why_code": "BEST_FIT", "entry_on": in_days(3), "held_until": in_days(7)} | more


def propose(client, referral, place, **more):
    return client.post(reverse("referrals:propose", args=[referral.pk, place.pk]), said(**more))


@pytest.fixture
def proposed(as_dora, waiting, home):
    assert propose(as_dora, waiting, home, why="Vicino alla scuola").status_code == 302
    return Proposal.objects.get()


def again(row):
    row.refresh_from_db()
    return row


# Proposing


def test_proposing_holds_the_place_and_freezes_why(proposed, waiting, home, dora):
    assert again(waiting).state == State.PROPOSED
    assert (proposed.place, proposed.proposed_by, proposed.entry_on) == (home, dora, in_days(3))
    assert (proposed.hold.kind, proposed.hold.starts_on, proposed.hold.is_cancelled) == ("hold", in_days(3), False)
    assert read_snapshot(proposed.assessed).fits
    assert "Rossifinti" not in str(proposed.assessed)


def test_the_form_foresees_the_day_when_the_home_is_free_and_needed(as_dora, waiting, home):
    page = as_dora.get(reverse("referrals:propose", args=[waiting.pk, home.pk]))
    fields = page.context["form"].fields
    assert (fields["entry_on"].initial, fields["held_until"].initial) == (in_days(0), in_days(7))
    assert "override_reason" not in fields


@pytest.mark.parametrize("who", ["alice", "olga", "carlo", "mara", "otto", "tecla"])
def test_only_coordinators_propose(client, request, waiting, home, who):
    client.force_login(request.getfixturevalue(who))
    assert propose(client, waiting, home).status_code == 403


def test_a_double_click_proposes_once(as_dora, waiting, home):
    answers = [propose(as_dora, waiting, home, once=ONCE) for _ in range(2)]
    made = Proposal.objects.get()
    assert [answer.url for answer in answers] == [reverse("referrals:proposal", args=[made.pk])] * 2


def test_why_is_picked_from_the_list(as_dora, waiting, home):
    answer = propose(as_dora, waiting, home, why_code="")
    assert answer.status_code == 422 and "why_code" in answer.context["form"].errors


@pytest.mark.parametrize("field", ["entry_on", "held_until"])
def test_no_day_lies_in_the_past(as_dora, waiting, home, field):
    answer = propose(as_dora, waiting, home, **{field: in_days(-1)})
    assert answer.status_code == 422 and list(answer.context["form"].errors) == [field]


def test_nobody_enters_before_the_home_is_free(as_dora, waiting, host, dora):
    home = flat(host, step_free="NO")
    close_place(place=home, starts_on=in_days(0), ends_on=in_days(20), reason="Lavori", by=dora)
    answer = propose(as_dora, waiting, home, entry_on=in_days(19))
    assert answer.status_code == 422 and list(answer.context["form"].errors) == ["entry_on"]


def test_what_a_coordinator_may_set_aside_needs_a_written_reason(as_dora, waiting, host):
    small = flat(host, beds=3)
    answer = propose(as_dora, waiting, small)
    assert answer.status_code == 422 and list(answer.context["form"].errors) == ["override_reason"]
    assert "4 people do not fit in 3 beds." in answer.content.decode()
    assert propose(as_dora, waiting, small, override_reason="Il piccolo dorme con la madre").status_code == 302
    assert Proposal.objects.get().override_reason == "Il piccolo dorme con la madre"


def test_what_is_not_known_needs_a_written_reason_too(as_dora, waiting, host):
    need(waiting.household, "PETS", "NO")
    waiting.household.needs.filter(kind="STEP_FREE").update(answer="UNKNOWN")
    assert list(propose(as_dora, waiting, flat(host, step_free="NO")).context["form"].errors) == ["override_reason"]


def test_what_nobody_may_set_aside_cannot_be_proposed(as_dora, waiting, host):
    need(waiting.household, "SHARED", "NO")
    single = bed(host)
    sentence = "The household does not accept a shared flat."
    page = as_dora.get(reverse("referrals:propose", args=[waiting.pk, single.pk]))
    assert sentence in page.content.decode() and b"why_code" not in page.content
    answer = propose(as_dora, waiting, single, override_reason="Si adatteranno")
    assert answer.status_code == 422 and sentence in answer.content.decode()
    assert not Proposal.objects.exists()


def test_people_to_keep_apart_are_never_proposed_together(as_dora, waiting, host, alice, dora):
    taken = bed(host)
    free = PlaceFactory(unit=taken.unit, name="Letto 2")
    other = referral(host, worker=alice, until="housed", coordinator=dora, place=taken)
    LivesApart.objects.create(household=other.household, other_household=waiting.household, by=dora)
    assert propose(as_dora, waiting, free, override_reason="Una notte sola").status_code == 422


def test_who_is_not_on_the_waiting_list_is_not_proposed_a_home(as_dora, host, alice, dora, home):
    weighed = referral(host, worker=alice, until="in_review", coordinator=dora)
    answer = propose(as_dora, weighed, home, override_reason="Subito")
    assert answer.status_code == 422 and "waiting list" in answer.content.decode()


def test_a_place_held_meanwhile_is_refused_with_its_sentence(as_dora, waiting, home, host, alice, dora):
    referral(host, worker=alice, until="proposed", coordinator=dora, place=home)
    answer = propose(as_dora, waiting, home)
    assert answer.status_code == 422 and "The place is held for somebody else." in answer.content.decode()


def test_of_two_coordinators_at_once_the_second_reads_what_the_database_says(
    as_dora, waiting, home, host, alice, dora, monkeypatch
):
    """Both found the place free; the constraint knows better."""
    referral(host, worker=alice, until="proposed", coordinator=dora, place=home)
    monkeypatch.setattr(views, "_refusals", lambda *seen: [])
    answer = propose(as_dora, waiting, home, override_reason="Libero un minuto fa")
    assert answer.status_code == 422 and "This place is not free in these days." in answer.content.decode()
    assert Proposal.objects.filter(referral=waiting).count() == 0
    assert again(waiting).state == State.WAITING


def test_the_reserve_is_somebody_else_who_waits(as_dora, waiting, home, host, alice, dora):
    other = referral(host, worker=alice, until="waiting", coordinator=dora)
    page = as_dora.get(reverse("referrals:propose", args=[waiting.pk, home.pk]))
    assert list(page.context["form"].fields["reserve"].queryset) == [other]
    propose(as_dora, waiting, home, reserve=other.pk)
    assert Proposal.objects.get().reserve == other


# The page of a proposal


def test_what_was_frozen_is_read_again(as_dora, proposed, home):
    home.beds = 1
    home.save()
    told = as_dora.get(reverse("referrals:proposal", args=[proposed.pk])).content.decode()
    assert "4 people fit in 4 beds." in told and "Vicino alla scuola" in told and "The best of those that fit" in told


@pytest.mark.parametrize("who", ["dora", "olga", "alice", "bob"])
def test_the_team_and_the_sender_read_the_proposal(client, request, proposed, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(reverse("referrals:proposal", args=[proposed.pk])).status_code == 200


@pytest.mark.parametrize(("who", "status"), [("charlie", 404), ("dario", 404), ("carlo", 403), ("mara", 403)])
def test_strangers_find_nothing(client, request, proposed, who, status):
    client.force_login(request.getfixturevalue(who))
    assert client.get(reverse("referrals:proposal", args=[proposed.pk])).status_code == status


def test_of_a_protected_household_only_the_named_worker_reads_it(client, host, alice, bob, dora):
    hidden = household(alice, secret=True)
    place = flat(host, is_protected=True)
    made = referral(host, of=hidden, until="proposed", coordinator=dora, place=place).proposals.get()
    address = reverse("referrals:proposal", args=[made.pk])
    client.force_login(alice)
    assert client.get(address).status_code == 200
    client.force_login(bob)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("who", ["alice", "olga"])
def test_reserve_and_people_apart_are_for_coordinators(client, request, proposed, host, charlie, dora, who):
    other = referral(host, worker=charlie, until="waiting", coordinator=dora)
    Proposal.objects.update(reserve=other, assessed=proposed.assessed)
    client.cookies["django_language"] = "en"
    client.force_login(request.getfixturevalue(who))
    told = client.get(reverse("referrals:proposal", args=[proposed.pk])).content.decode()
    assert str(other.household) not in told and "apart" not in told
    client.force_login(dora)
    assert str(other.household) in client.get(reverse("referrals:proposal", args=[proposed.pk])).content.decode()


def test_why_it_was_chosen_is_the_team_s_own_note(client, proposed, alice):
    client.force_login(alice)
    told = client.get(reverse("referrals:proposal", args=[proposed.pk])).content.decode()
    assert "Vicino alla scuola" not in told


# Answers


def answer(client, proposal, name, **data):
    return client.post(reverse(f"referrals:proposal_{name}", args=[proposal.pk]), data)


def test_accepting_plans_the_entry_in_the_place_that_was_held(as_dora, proposed, waiting, home):
    assert answer(as_dora, proposed, "accept", entry_on=in_days(4), until=in_days(90)).status_code == 302
    stay = again(waiting).stay
    assert (waiting.state, stay.planned_from, stay.planned_until) == (State.ACCEPTED, in_days(4), in_days(90))
    assert again(proposed).outcome == Proposal.Outcome.ACCEPTED
    assert PlaceUse.objects.holding().get().kind == PlaceUse.Kind.STAY
    page = as_dora.get(reverse("referrals:proposal", args=[proposed.pk])).content.decode()
    assert reverse("referrals:step", args=[waiting.pk, "house"]) in page


def test_the_planned_exit_follows_the_planned_stay(as_dora, proposed):
    form = as_dora.get(reverse("referrals:proposal_accept", args=[proposed.pk])).context["form"]
    assert form.fields["until"].initial == in_days(3 + 90)


def test_the_exit_does_not_come_before_the_entry(as_dora, proposed):
    refused = answer(as_dora, proposed, "accept", entry_on=in_days(4), until=in_days(3))
    assert refused.status_code == 422 and list(refused.context["form"].errors) == ["until"]


def test_more_people_than_beds_are_allowed_with_a_reason(as_dora, waiting, host):
    propose(as_dora, waiting, flat(host, beds=3), override_reason="Il piccolo dorme con la madre")
    made = Proposal.objects.get()
    dates = {"entry_on": in_days(4), "until": in_days(90)}
    refused = answer(as_dora, made, "accept", **dates)
    assert refused.status_code == 422 and list(refused.context["form"].errors) == ["excess_reason"]
    assert answer(as_dora, made, "accept", **dates, excess_reason="Chiesto dalla famiglia").status_code == 302
    use = PlaceUse.objects.holding().get()
    assert (use.excess, use.excess_reason) == (1, "Chiesto dalla famiglia")
    assert Occupant.objects.count() == 4


def test_a_child_who_leaves_the_cot_before_the_entry_needs_a_bed(as_dora, waiting, home, alice):
    turns_two = in_days(-726)
    add_member(household=waiting.household, person=PersonFactory.build(born_on=turns_two), by=alice)
    propose(as_dora, waiting, home)
    refused = answer(as_dora, Proposal.objects.get(), "accept", entry_on=in_days(10), until=in_days(90))
    assert list(refused.context["form"].errors) == ["excess_reason"]
    assert answer(as_dora, Proposal.objects.get(), "accept", entry_on=in_days(3), until=in_days(90)).status_code == 302


def test_declining_frees_the_home_and_keeps_the_place_in_the_order(as_dora, proposed, waiting):
    since = waiting.waiting_since
    assert answer(as_dora, proposed, "decline", reason="TOO_FAR", note="La scuola").status_code == 302
    assert (again(waiting).state, waiting.waiting_since) == (State.WAITING, since)
    assert (again(proposed).outcome, proposed.decline_reason) == (Proposal.Outcome.DECLINED, "TOO_FAR")
    assert not PlaceUse.objects.holding().exists()


def test_the_order_is_the_same_after_a_refusal(as_dora, host, alice, dora, home):
    first, second = (referral(host, worker=alice, until="waiting", coordinator=dora) for _ in range(2))
    order = list(Referral.objects.waiting().in_order())
    propose(as_dora, first, home, override_reason="Troppo grande, ma libero")
    answer(as_dora, Proposal.objects.get(), "decline", reason="TOO_FAR")
    assert list(Referral.objects.waiting().in_order()) == order == [first, second]


def test_a_refusal_is_given_a_reason(as_dora, proposed):
    assert answer(as_dora, proposed, "decline", note="Boh").status_code == 422


def test_taking_back_frees_the_home(as_dora, proposed, waiting):
    assert answer(as_dora, proposed, "take_back", reason="UNUSABLE", note="Guasto alla caldaia").status_code == 302
    assert again(waiting).state == State.WAITING
    assert again(proposed).outcome == Proposal.Outcome.CANCELLED
    assert not PlaceUse.objects.holding().exists()


@pytest.mark.parametrize("name", ["accept", "decline", "take_back"])
@pytest.mark.parametrize("who", ["alice", "olga"])
def test_only_coordinators_record_answers(client, request, proposed, who, name):
    client.force_login(request.getfixturevalue(who))
    assert answer(client, proposed, name).status_code == 403


def test_a_proposal_is_answered_once(as_dora, proposed, waiting, host):
    answer(as_dora, proposed, "decline", reason="OTHER")
    propose(as_dora, waiting, flat(host))
    refused = answer(as_dora, proposed, "decline", reason="TOO_FAR")
    assert refused.status_code == 422 and "This proposal was answered already." in refused.content.decode()
    assert again(proposed).decline_reason == "OTHER"
    assert again(waiting).state == State.PROPOSED


def test_an_answered_proposal_refuses_an_action_too(proposed, dora):
    actions.take_proposal_back(proposal=proposed, reason="MISTAKE", note="", by=dora)
    with pytest.raises(ValidationError):
        actions.take_proposal_back(proposal=proposed, reason="MISTAKE", note="", by=dora)


def test_the_form_of_an_answered_proposal_leads_to_it(as_dora, proposed):
    answer(as_dora, proposed, "decline", reason="OTHER")
    page = as_dora.get(reverse("referrals:proposal_accept", args=[proposed.pk]))
    assert page.url == reverse("referrals:proposal", args=[proposed.pk])


def test_a_double_click_records_one_answer(as_dora, proposed):
    answers = [answer(as_dora, proposed, "decline", reason="OTHER", once=ONCE) for _ in range(2)]
    assert [each.status_code for each in answers] == [302, 302]


# Nothing lapses by itself


def test_a_hold_whose_day_has_come_is_a_task_of_the_coordinators(proposed, dora, olga, alice, dario):
    assert [task.rows for task in holds_that_ended(dora)] == [()]
    Proposal.objects.update(held_until=timezone.localdate())
    (task,) = holds_that_ended(dora)
    assert [(row.label, row.due) for row in task.rows] == [(str(proposed.household), in_days(0))]
    assert holds_that_ended(dario)[0].rows == ()
    assert holds_that_ended(olga) == holds_that_ended(alice) == []


def test_an_overdue_proposal_still_holds_and_says_so(as_dora, proposed):
    Proposal.objects.update(held_until=in_days(-3))
    told = as_dora.get(reverse("referrals:proposal", args=[proposed.pk])).content.decode()
    assert "Nothing lapses by itself" in told
    assert not again(proposed.hold).is_cancelled


def test_another_coordinator_of_the_host_may_answer(client, proposed, host):
    client.force_login(UserFactory(organisation=host, role=Role.COORDINATOR))
    assert answer(client, proposed, "take_back", reason="MISTAKE", note="Sostituisco Dora").status_code == 302
