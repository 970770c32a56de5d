"""The table of steps of a stay, walked whole: a step is taken if, and only if, the table says so."""

import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, InternalError, connection, transaction
from django.utils import timezone

from housing import actions
from housing.models import Stay, StayEvent
from housing.workflow import RULES, Step, steps_open_to, take_step
from referrals import actions as referrals
from tests.factories import household, referral
from tests.stays import DAY, awaited, end_stay, hand_over_keys, housed, planned_until
from wemix.access import Role

PEOPLE = {
    Role.SOCIAL_WORKER: "alice",
    Role.OPERATOR: "olga",
    Role.CUSTODIAN: "carlo",
    Role.COORDINATOR: "dora",
    Role.MANAGER: "mara",
    Role.OFFICER: "otto",
    Role.TECHNICIAN: "tecla",
}
TODAY = timezone.localdate()


def ask(stay, by, asked_by="household", until=TODAY + 300 * DAY):
    return actions.ask_extension(stay=stay, asked_by=asked_by, reason="WORK", until=until, by=by)


def planned(alice, host, dora, home):
    return awaited(alice, host, dora, place=home, on=TODAY)


def displaced(alice, host, dora, home):
    there = housed(alice, host, dora, place=home)
    actions.confirm_exit(stay=there, on=TODAY + 9 * DAY, by=dora)
    coming = awaited(alice, host, dora, place=home, on=TODAY + 10 * DAY)
    actions.undo_exit(stay=there, reason="HEALTH", by=dora)
    return Stay.objects.get(pk=coming.pk)


def running(alice, host, dora, home):
    return housed(alice, host, dora, place=home)


def asked(alice, host, dora, home):
    stay = housed(alice, host, dora, place=home)
    ask(stay, dora)
    return stay


def weighed(alice, host, dora, home):
    stay = asked(alice, host, dora, home)
    actions.give_opinion(stay=stay, opinion="in_favour", by=alice)
    return stay


def confirmed(alice, host, dora, home):
    stay = housed(alice, host, dora, place=home)
    actions.confirm_exit(stay=stay, on=TODAY + 9 * DAY, by=dora)
    return stay


def beyond(alice, host, dora, home):
    return planned_until(housed(alice, host, dora, place=home), TODAY - DAY)


def ended(alice, host, dora, home):
    return housed(alice, host, dora, place=home, left=3)


def to_follow(alice, host, dora, home):
    return housed(alice, host, dora, place=home, days=300, left=95)


def cancelled(alice, host, dora, home):
    stay = planned(alice, host, dora, home)
    referrals.fall_through(referral=stay.referral, by=dora)
    stay.refresh_from_db()
    return stay


OF_A_RUNNING_ONE = {Step.REPLAN, Step.ASK_EXTENSION, Step.CONFIRM_EXIT, Step.TRANSFER, Step.CORRECT, Step.END}
OF_A_REQUEST = (OF_A_RUNNING_ONE - {Step.ASK_EXTENSION}) | {Step.GRANT, Step.REFUSE, Step.TAKE_BACK}
OPEN = {  # situation: what may be taken in it, by whoever may
    planned: {Step.PLACE, Step.ARRIVE, Step.CANCEL, Step.REPLAN},
    displaced: {Step.PLACE, Step.CANCEL, Step.REPLAN},
    running: OF_A_RUNNING_ONE,
    asked: OF_A_REQUEST | {Step.OPINION},
    weighed: OF_A_REQUEST,
    confirmed: {Step.ASK_EXTENSION, Step.UNDO_EXIT, Step.CORRECT, Step.END},
    beyond: OF_A_RUNNING_ONE | {Step.AUTHORISE, Step.NOT_AUTHORISE},
    ended: {Step.CORRECT, Step.CORRECT_EXIT},
    to_follow: {Step.CORRECT, Step.CORRECT_EXIT, Step.FOLLOW_UP},
    cancelled: set(),
}


@pytest.mark.parametrize("situation", OPEN, ids=lambda situation: situation.__name__)
def test_a_step_is_offered_and_taken_only_as_the_table_says(request, alice, host, dora, home, situation):
    """situation × step × role: what is not in the table is refused, whoever asks."""
    stay = situation(alice, host, dora, home)
    state = Stay.objects.get(pk=stay.pk).state
    for role, name in PEOPLE.items():
        person = request.getfixturevalue(name)
        for step, rule in RULES.items():
            allowed = role in rule.roles and step in OPEN[situation]
            assert (step in steps_open_to(stay, person)) is allowed, (step, role)
            if not allowed:
                with pytest.raises((PermissionDenied, ValidationError)):
                    take_step(stay, step, by=person)
    assert Stay.objects.get(pk=stay.pk).state == state


def test_every_step_is_open_in_some_situation_or_follows_from_another():
    """So that no line of the table is only written."""
    assert set().union(*OPEN.values()) == {step for step, rule in RULES.items() if rule.roles}


@pytest.mark.parametrize("state", Stay.State.values)
def test_an_open_state_has_a_way_out(state):
    leads_on = [rule for rule in RULES.values() if state in rule.sources and rule.target]
    assert bool(leads_on) == (state in ("planned", "running"))


@pytest.mark.parametrize("who", ["dario", "charlie"])
def test_a_stranger_takes_no_step(request, alice, host, dora, home, who):
    stay = asked(alice, host, dora, home)
    assert steps_open_to(stay, request.getfixturevalue(who)) == []
    with pytest.raises(PermissionDenied):
        take_step(stay, Step.TAKE_BACK, by=request.getfixturevalue(who))


def test_a_colleague_takes_no_step_for_a_protected_household(alice, bob, host, dora):
    stay = housed(alice, host, dora, secret=True)
    with pytest.raises(PermissionDenied):
        ask(stay, bob)
    assert ask(stay, alice).pk


def test_a_colleague_asks_for_more_time_and_leaves_the_opinion_to_the_worker_in_charge(alice, bob, host, dora, home):
    stay = asked(alice, host, dora, home)
    assert Step.OPINION not in steps_open_to(stay, bob)
    with pytest.raises(ValidationError, match="worker in charge"):
        actions.give_opinion(stay=stay, opinion="against", by=bob)
    stay.household.substitute = bob
    stay.household.save()
    actions.give_opinion(stay=stay, opinion="against", by=bob)


def test_the_history_says_each_step_from_the_plan_to_the_leaving(alice, host, dora, olga, home):
    stay = planned(alice, host, dora, home)
    hand_over_keys(stay=stay, on=TODAY, by=olga)
    ask(stay, olga)
    actions.grant_extension(stay=stay, until=TODAY + 300 * DAY, by=dora)
    end_stay(stay=stay, on=TODAY, reason="VOLUNTARY", destination="ABROAD", by=dora)
    told = [(event.step, event.by, event.on, event.reason) for event in stay.events.all()]
    assert told == [
        ("plan", dora, TODAY, ""),
        ("arrive", olga, TODAY, ""),
        ("ask_extension", olga, TODAY + 300 * DAY, "WORK"),
        ("grant", dora, TODAY + 300 * DAY, ""),
        ("end", dora, TODAY, "VOLUNTARY"),
    ]


def test_a_step_stays_as_it_was_written(alice, host, dora, home):
    stay = planned(alice, host, dora, home)
    for change in (lambda rows: rows.update(on=TODAY - DAY), lambda rows: rows.delete()):
        with pytest.raises((IntegrityError, InternalError), match="never_edited"), transaction.atomic():
            change(StayEvent.objects.filter(stay=stay))


def test_both_sides_hear_of_a_decision_and_it_is_written_who_was_told(alice, bob, host, dora, olga, home):
    made = referral(host, of=household(alice), until="housed", coordinator=dora, place=home)
    made.household.substitute = bob
    made.household.save()
    actions.confirm_exit(stay=made.stay, on=TODAY + DAY, by=olga)
    assert set(made.stay.events.get(step="confirm_exit").told.all()) == {alice, bob, dora}


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_is_told(alice, host, dora, home):
    stay = asked(alice, host, dora, home)
    done, told, ready = [], [], threading.Barrier(2)

    def decide(act, **said):
        ready.wait()
        try:
            act(stay=Stay.objects.get(pk=stay.pk), by=dora, **said)
            done.append(act)
        except ValidationError as refusal:
            told.append(refusal.messages[0])
        finally:
            connection.close()

    both = [
        threading.Thread(target=decide, args=[actions.grant_extension], kwargs={"until": TODAY + 300 * DAY}),
        threading.Thread(target=decide, args=[actions.refuse_extension], kwargs={"reason": "PROMISED"}),
    ]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert (len(done), len(told)) == (1, 1)
    assert stay.extensions.get().outcome == ("granted" if done == [actions.grant_extension] else "refused")
