"""The table of steps, walked whole: a step is taken if, and only if, the table says so."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from referrals import actions
from referrals.models import Referral
from referrals.states import ENDED, State
from referrals.workflow import RULES, Step, steps_open_to, take_step
from tests import factories
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


@pytest.fixture
def referral_in(host, rossi, dora, home):
    return lambda state: factories.referral(host, of=rossi, until=state, coordinator=dora, place=home)


@pytest.mark.parametrize("state", State.values)
def test_every_state_is_reached_by_its_steps(referral_in, state):
    referral = referral_in(state)
    assert referral.state == state
    assert list(referral.events.values_list("to_state", flat=True))[-1:] == ([state] if state != "draft" else [])


# Where more than the state counts: the steps that are not open although the state and the role would do.
CLOSED_STEPS = {
    "waiting": {Step.RESUME},
    "parked": {Step.PROPOSE},
    "reviewed": {Step.ELIGIBLE, Step.NOT_ELIGIBLE},  # for Dora, who decided first
}


@pytest.mark.parametrize("situation", [*State.values, "parked", "reviewed"])
def test_a_step_is_offered_and_taken_only_as_the_table_says(referral_in, request, situation):
    """state × step × role: what is not in the table is refused, whoever asks."""
    referral = referral_in(situation)
    state = referral.state
    for role, name in PEOPLE.items():
        person = request.getfixturevalue(name)
        for step, rule in RULES.items():
            listed = state in rule.sources and role in rule.roles
            allowed = listed and step not in CLOSED_STEPS.get(situation, ())
            assert (step in steps_open_to(referral, person)) is allowed, (situation, step, role)
            if not allowed:
                with pytest.raises((PermissionDenied, ValidationError)):
                    take_step(referral, step, by=person)
    assert Referral.objects.get().state == state


def test_a_colleague_takes_no_step_for_a_protected_household(host, alice, bob, dora):
    """Not even by an address typed by hand: a refusal would tell where it stands."""
    hidden = factories.household(alice, secret=True)
    referral = factories.referral(host, of=hidden, until="waiting", coordinator=dora)
    with pytest.raises(PermissionDenied):
        take_step(referral, Step.WITHDRAW, by=bob)


@pytest.mark.parametrize("state", [state for state in State if state not in ENDED])
def test_an_open_state_has_a_way_out(state):
    assert [step for step, rule in RULES.items() if state in rule.sources]


@pytest.mark.parametrize("state", ENDED)
def test_an_end_is_an_end_unless_it_is_a_refusal_that_may_be_reviewed(state):
    ways_out = [step for step, rule in RULES.items() if state in rule.sources]
    assert ways_out == ([Step.ASK_REVIEW] if state == State.NOT_ELIGIBLE else [])


def test_what_falls_through_keeps_its_place_in_the_order(referral_in, dora):
    referral = referral_in("accepted")
    waiting_since, stay = referral.waiting_since, referral.stay
    back = actions.fall_through(referral=referral, note="Non sono arrivati", by=dora)
    stay.refresh_from_db()
    assert (back.state, back.waiting_since, back.stay) == (State.WAITING, waiting_since, None)
    assert stay.state == "cancelled"
    assert not stay.uses.holding().exists()


def test_a_closed_household_can_be_referred_again(referral_in, host, rossi, alice):
    referral_in("closed")
    again = actions.open_referral(household=rossi, host=host, by=alice, **factories.SAID)
    assert again.state == State.DRAFT


def test_withdrawing_frees_what_was_held(referral_in, alice, home):
    referral = referral_in("proposed")
    assert home.uses.holding().exists()
    actions.withdraw(referral=referral, by=alice)
    assert not home.uses.holding().exists()


def test_a_stale_step_is_told_what_happened_meanwhile(referral_in, dora):
    referral = referral_in("submitted")
    take_step(referral, Step.TAKE, by=dora)
    with pytest.raises(ValidationError):
        take_step(referral, Step.TAKE, by=dora)
