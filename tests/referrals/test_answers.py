"""What follows an answer that is no: each reason with its effect, heard by both sides, never in silence."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from referrals import actions
from referrals.answers import DATA, HOUSEHOLD_SAYS, TEAM_SAYS, DeclineReason, Effect, PauseReason, TakeBackReason
from referrals.forms.answers import asked_by
from referrals.matching.rules import RULES
from referrals.models import FollowUp, Message, Referral, Update
from referrals.plugs.answers import tasks
from referrals.states import State
from referrals.weighing.loading import DATUM
from referrals.weighing.passing import passed_over_by
from tests.factories import UserFactory, flat, household, referral
from wemix.access import Role


def in_days(count):
    return timezone.localdate() + timedelta(days=count)


@pytest.fixture
def dina(host):
    """The other coordinator."""
    return UserFactory(first_name="Dina", organisation=host, role=Role.COORDINATOR)


@pytest.fixture
def proposal(host, rossi, dora, home, dina):
    return referral(host, of=rossi, until="proposed", coordinator=dora, place=home).proposals.get()


@pytest.fixture
def as_dora(client, dora):
    client.force_login(dora)
    client.cookies["django_language"] = "en"
    return client


def answer(client, proposal, name, **said):
    return client.post(reverse(f"referrals:proposal_{name}", args=[proposal.pk]), said)


def again(row):
    return type(row).objects.get(pk=row.pk)


def rows_of(user):
    """Title -> labels, of what waits for this person."""
    return {str(task.title): [row.label for row in task.rows] for task in tasks(user) if task.rows and task.mine}


# The table


def test_every_reason_has_its_effect():
    assert set(HOUSEHOLD_SAYS) == set(DeclineReason)
    assert set(TEAM_SAYS) == set(TakeBackReason) - {TakeBackReason.WITHDRAWN}  # the sender's own act
    for table in (HOUSEHOLD_SAYS, TEAM_SAYS):
        assert {consequence.effect for consequence in table.values()} == set(Effect)


def test_what_the_table_names_is_there():
    for reason, consequence in (HOUSEHOLD_SAYS | TEAM_SAYS).items():
        assert consequence.rule in {"", *(rule.code for rule in RULES)}
        assert consequence.datum in {"", *DATA}
        assert consequence.effect != Effect.PARK or reason in PauseReason.values


def test_every_datum_that_the_matching_asks_about_may_be_put_right():
    assert set(DATUM.values()) <= set(DATA)


# Each effect

SAYS = [("decline", reason, consequence) for reason, consequence in HOUSEHOLD_SAYS.items()]
SAYS += [("take_back", reason, consequence) for reason, consequence in TEAM_SAYS.items()]


@pytest.mark.parametrize(("name", "reason", "consequence"), SAYS, ids=lambda each: str(each)[:24])
def test_no_answer_costs_the_place_in_the_order(as_dora, proposal, name, reason, consequence):
    since = proposal.referral.waiting_since
    said = {"day": {"on": in_days(20)}, "datum": {"datum": "PETS"}, "": {}}[asked_by(consequence)]
    assert answer(as_dora, proposal, name, reason=reason, **said).status_code == 302
    now = again(proposal.referral)
    assert now.waiting_since == since
    assert now.state == (State.IN_REVIEW if consequence.effect == Effect.REASSESS else State.WAITING)
    assert again(proposal).answer_reason == str(reason.label)


def test_not_now_is_a_pause_until_a_day(as_dora, proposal):
    answer(as_dora, proposal, "decline", reason="NOT_NOW", on=in_days(30))
    now = again(proposal.referral)
    assert (now.parked_until, now.parked_reason, now.is_parked) == (in_days(30), "NOT_NOW", True)
    assert list(Referral.objects.parked()) == [now] and not Referral.objects.not_parked().exists()


def test_no_answer_is_asked_again_on_a_day(as_dora, proposal, dora):
    answer(as_dora, proposal, "decline", reason="NO_ANSWER", on=in_days(5))
    (left,) = FollowUp.objects.all()
    assert (left.kind, left.due_on) == ("ask_again", in_days(5))
    assert "Ask the household again" not in rows_of(dora)
    FollowUp.objects.update(due_on=in_days(0))
    assert rows_of(dora)["Ask the household again"] == [str(proposal.household)]


def test_something_wrong_with_the_flat_waits_until_somebody_says_done(as_dora, proposal, dora, dina, home):
    answer(as_dora, proposal, "decline", reason="UNIT_FAULT")
    title = "Put the data of the flat right"
    assert rows_of(dora)[title] == rows_of(dina)[title] == [str(home.unit)]
    page = reverse("referrals:follow_up", args=[FollowUp.objects.get().pk])
    assert reverse("admin:housing_unit_change", args=[home.unit_id]) in as_dora.get(page).content.decode()
    assert as_dora.post(page, {"note": "Gradino segnato"}).status_code == 302
    done = FollowUp.objects.get()
    assert (done.done_by, done.done_note) == (dora, "Gradino segnato")
    assert title not in rows_of(dora) and title not in rows_of(dina)
    assert as_dora.post(page, {"note": "Due volte"}).status_code == 422
    assert FollowUp.objects.get().done_note == "Gradino segnato"


def test_a_wrong_datum_is_a_question_to_the_sender(as_dora, proposal, alice):
    answer(as_dora, proposal, "take_back", reason="WRONG_DATUM", datum="STEP_FREE")
    question = Message.objects.open_questions().get()
    assert (question.field, question.referral) == ("STEP_FREE", proposal.referral)
    assert "A datum of the household was wrong" not in question.text  # as a sentence of the middle
    assert "a datum of the household was wrong" in question.text
    assert Update.objects.filter(user=alice, what="question").exists()


@pytest.mark.parametrize(("reason", "datum"), [("SHARED", "SHARED"), ("STEPS", "STEP_FREE")])
def test_some_reasons_know_their_datum(as_dora, proposal, reason, datum):
    answer(as_dora, proposal, "decline", reason=reason)
    assert Message.objects.open_questions().get().field == datum


def test_what_is_asked_already_is_not_asked_twice(as_dora, proposal, dora):
    actions.ask(referral=proposal.referral, by=dora, text="Scale?", field="STEP_FREE")
    assert answer(as_dora, proposal, "decline", reason="STEPS").status_code == 302
    assert Message.objects.open_questions().get().text == "Scale?"


def test_who_found_another_home_is_weighed_again_and_keeps_the_day(as_dora, proposal, dora):
    since = Referral.objects.get().waiting_since
    Referral.objects.update(waiting_since=since - timedelta(days=50))
    answer(as_dora, proposal, "decline", reason="OTHER_HOME")
    back = actions.put_on_waiting_list(referral=Referral.objects.get(), by=dora, urgency=3)
    assert back.waiting_since == since - timedelta(days=50)


# The form


@pytest.mark.parametrize(
    ("reason", "said", "field"),
    [
        ("NOT_NOW", {}, "on"),
        ("NOT_NOW", {"on": in_days(0)}, "on"),
        ("NO_ANSWER", {"on": "boh"}, "on"),
        ("TEAM_MISTAKE", {}, "datum"),
        ("", {}, "reason"),
    ],
)
def test_what_the_effect_asks_is_needed(as_dora, proposal, reason, said, field):
    refused = answer(as_dora, proposal, "decline", reason=reason, note="Parlato al telefono", **said)
    assert refused.status_code == 422 and list(refused.context["form"].errors) == [field]
    assert "Parlato al telefono" in refused.content.decode()
    assert again(proposal).outcome == "open"


def test_what_the_effect_does_not_ask_is_left_out(as_dora, proposal):
    """The fields are there for every reason, also where no style hides them."""
    answer(as_dora, proposal, "decline", reason="TOO_FAR", on=in_days(-9), datum="PETS")
    assert not Referral.objects.get().parked_until and not Message.objects.exists()


def test_every_reason_says_its_effect_on_the_page(as_dora, proposal):
    page = as_dora.get(reverse("referrals:proposal_decline", args=[proposal.pk])).content.decode()
    for consequence in HOUSEHOLD_SAYS.values():
        assert str(consequence.effect.label) in page


# Both sides hear of it


@pytest.mark.parametrize(("name", "reason"), [("decline", "TOO_FAR"), ("take_back", "MISTAKE")])
def test_both_sides_hear_of_a_no_at_once_except_who_wrote_it(as_dora, proposal, alice, dora, dina, name, reason):
    Update.objects.all().delete()
    answer(as_dora, proposal, name, reason=reason)
    assert set(Update.objects.values_list("user", "what")) == {(alice.pk, name), (dina.pk, name)}


def test_of_a_protected_household_the_substitute_hears_nothing(host, alice, bob, dora):
    hidden = household(alice, secret=True)
    hidden.substitute = bob
    hidden.save()
    made = referral(host, of=hidden, until="proposed", coordinator=dora, place=flat(host, is_protected=True))
    actions.decline_proposal(proposal=made.proposals.get(), reason="TOO_FAR", note="", by=dora)
    assert not Update.objects.filter(user=bob).exists()


def test_what_happened_is_told_in_its_own_words(as_dora, client, proposal, alice):
    answer(as_dora, proposal, "decline", reason="TOO_FAR")
    client.force_login(alice)
    assert "home declined" in client.get(reverse("home")).content.decode()
    page = client.get(reverse("referrals:detail", args=[proposal.referral_id])).content.decode()
    assert "Home declined: Too far from school or work" in page


# The pause


@pytest.fixture
def parked(host, rossi, dora, dina):
    return referral(host, of=rossi, until="parked", coordinator=dora)


def test_nothing_is_proposed_to_who_is_on_pause(as_dora, parked, home, dora):
    sentence = f"This household is on pause until {in_days(30):%d/%m/%Y}."
    address = reverse("referrals:propose", args=[parked.pk, home.pk])
    assert sentence in as_dora.get(address).content.decode()
    said = {"why_code": "BEST_FIT", "entry_on": in_days(1), "held_until": in_days(7), "override_reason": "x"}
    assert as_dora.post(address, said).status_code == 422
    with pytest.raises(ValidationError, match="on pause"):
        actions.propose(referral=parked, place=home, entry_on=in_days(1), held_until=in_days(7), assessed={}, by=dora)
    assert again(parked).state == State.WAITING


def test_the_place_in_the_order_is_kept_on_pause(host, alice, dora):
    first, second = (referral(host, worker=alice, until="waiting", coordinator=dora) for _ in range(2))
    actions.park(referral=first, until=in_days(9), reason="OTHER", by=dora)
    assert list(Referral.objects.waiting().in_order()) == [first, second]


def test_a_pause_is_shown_in_lists_and_on_the_page(as_dora, parked):
    said = f"on pause until {in_days(30):%d/%m/%Y}"
    for page in (reverse("referrals:list"), reverse("referrals:detail", args=[parked.pk])):
        assert said in as_dora.get(page).content.decode()


def test_from_its_day_on_the_household_counts_again_and_somebody_is_told(parked, dora, dina, olga, home):
    title = "The pause is over: talk to the household"
    assert title not in rows_of(dora)
    Referral.objects.update(parked_until=in_days(0))
    assert list(Referral.objects.not_parked()) == [parked]
    assert rows_of(dora)[title] == rows_of(dina)[title] == [str(parked.household)]
    assert tasks(olga) == []
    actions.propose(
        referral=again(parked), place=home, entry_on=in_days(1), held_until=in_days(7), assessed={}, by=dora
    )
    now = Referral.objects.get()
    assert (now.state, now.parked_until, now.parked_reason) == (State.PROPOSED, None, "")
    assert title not in rows_of(dora)


def test_a_coordinator_ends_the_pause_or_renews_it(as_dora, parked, alice):
    step = lambda name: reverse("referrals:step", args=[parked.pk, name])  # noqa: E731
    form = as_dora.get(step("park")).context["form"]
    assert (form.initial["until"], form.initial["reason"]) == (in_days(30), "NOT_NOW")
    as_dora.post(step("park"), {"until": in_days(60), "reason": "AWAY", "note": "Ricovero"})
    assert again(parked).parked_until == in_days(60)
    as_dora.post(step("resume"), {"note": "Tornata a casa"})
    assert again(parked).parked_until is None
    assert set(Update.objects.filter(user=alice).values_list("what", flat=True)) >= {"park", "resume"}


@pytest.mark.parametrize("said", [{"until": in_days(0), "reason": "OTHER"}, {"until": in_days(3), "reason": ""}])
def test_a_pause_says_until_when_and_why(as_dora, parked, said):
    assert as_dora.post(reverse("referrals:step", args=[parked.pk, "park"]), said).status_code == 422


def test_withdrawing_ends_the_pause(parked, alice):
    ended = actions.withdraw(referral=parked, by=alice)
    assert (ended.state, ended.parked_until) == (State.WITHDRAWN, None)


def test_only_coordinators_pause(parked, olga, alice):
    for person in (olga, alice):
        with pytest.raises(PermissionDenied):
            actions.park(referral=parked, until=in_days(2), reason="OTHER", by=person)


def test_who_is_on_pause_stands_in_the_waiting_list_and_is_not_passed_over(as_dora, parked, host, alice, dora, home):
    other = referral(host, of=household(alice), until="waiting", coordinator=dora)
    told = as_dora.get(reverse("referrals:waiting")).content.decode()
    assert f"on pause until {in_days(30):%d/%m/%Y}" in told
    assert parked not in passed_over_by(other, home)
    listed = as_dora.get(reverse("referrals:households", args=[home.pk])).content.decode()
    assert str(parked.household) not in listed and str(other.household) in listed
    actions.resume(referral=parked, by=dora)
    assert str(parked.household) in as_dora.get(reverse("referrals:households", args=[home.pk])).content.decode()


def test_who_is_on_pause_is_in_no_plan_until_its_day(as_dora, parked, home):
    def planned():
        return str(parked.household) in as_dora.get(reverse("referrals:plan")).content.decode()

    choices = reverse("referrals:plan_choices", args=[parked.pk])
    assert not planned() and as_dora.get(choices).status_code == 404
    Referral.objects.update(parked_until=in_days(0))
    assert planned() and as_dora.get(choices).status_code == 200
