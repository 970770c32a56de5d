"""What a referral's page says comes next: what leads on, what may be done beside it, and whom one waits for."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from beneficiaries import actions as people
from beneficiaries.models import LifeProject, ResidencePermit
from beneficiaries.vocabularies import BirthDatePrecision
from referrals import actions
from referrals.event_words import HAPPENED
from referrals.next_steps import WAITED_FOR, next_steps, waited_for
from referrals.papers.referral import as_text, paper_of
from referrals.states import State
from referrals.workflow import Step
from tests.factories import OrganisationFactory, household, referral
from wemix import sockets


@pytest.fixture
def referral_in(host, rossi, dora, home):
    return lambda state: referral(host, of=rossi, until=state, coordinator=dora, place=home)


def page_of(client, user, made):
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client.get(reverse("referrals:detail", args=[made.pk]))


@pytest.mark.parametrize(
    ("state", "first"),
    [
        (State.SUBMITTED, Step.TAKE),
        (State.IN_REVIEW, Step.ELIGIBLE),
        (State.WAITING, Step.PROPOSE),
        (State.PROPOSED, Step.ACCEPT),
        (State.ACCEPTED, Step.HOUSE),
    ],
)
def test_what_leads_on_stands_first(referral_in, dora, state, first):
    assert next_steps(referral_in(state), dora)[0]["label"] == first.label


def test_where_the_household_lives_the_life_project_leads_on(client, referral_in, alice, olga, dora):
    made = referral_in("housed")
    opens = reverse("beneficiaries:life_project_open", args=[made.household_id])
    assert [first_step(client, user, made) for user in (olga, dora, alice)] == [opens, opens, None]
    project = LifeProject(household=made.household)
    people.open_life_project(project=project, by=olga)
    goes_on = reverse("beneficiaries:life_project", args=[project.pk])
    assert [first_step(client, user, made) for user in (olga, dora, alice)] == [goes_on] * 3


def first_step(client, user, made):
    steps = page_of(client, user, made).context["next_steps"]
    return steps[0]["url"] if steps else None


@pytest.mark.parametrize("state", WAITED_FOR)
def test_who_can_only_withdraw_reads_whom_they_wait_for(client, referral_in, alice, state):
    made = referral_in(state)
    steps = next_steps(made, alice)
    withdraws = [step for step in steps if step["label"] == Step.WITHDRAW.label]
    assert [step["aside"] for step in withdraws] == [True]
    assert (str(WAITED_FOR[state]) in page_of(client, alice, made).content.decode()) == (len(steps) == 1)


def test_a_question_to_the_sender_is_not_the_coordinators_to_answer(referral_in, dora, alice):
    made = referral_in("in_review")
    actions.ask(referral=made, by=dora, text="Which school?")
    made.refresh_from_db()
    assert waited_for(made, next_steps(made, dora)) == WAITED_FOR[State.ASKED]
    assert waited_for(made, next_steps(made, alice)) == ""


def test_the_news_say_what_happened_then(client, referral_in, alice):
    made = referral_in("accepted")
    page_of(client, alice, made)
    words = [update["what"] for update in client.get(reverse("updates")).context["updates"]]
    assert words == [HAPPENED[step] for step in ("accept", "propose", "eligible", "take")]


def test_what_sending_needs_is_asked_before_the_button(client, referral_in, alice):
    draft = referral_in("draft")
    address = reverse("referrals:step", args=[draft.pk, "submit"])
    client.force_login(alice)
    assert client.get(address).context["needed"] == []
    draft.sleeps_now = ""
    draft.save()
    page = client.get(address)
    assert len(page.context["needed"]) == 1
    assert reverse("referrals:edit", args=[draft.pk]) in page.content.decode()


def test_a_paper_gives_no_day_of_birth_that_nobody_knows(referral_in, rossi):
    made = referral_in("submitted")
    child = rossi.people.order_by("pk").last()
    child.born_on, child.birth_precision = date(2015, 1, 1), BirthDatePrecision.YEAR
    child.save()
    told = as_text(paper_of(made, timezone.localdate()))
    assert "): 2015, " in told
    assert "01/01/2015" not in told


@pytest.mark.parametrize(("days", "told"), [(180, "180 days"), (1, "1 day"), (None, "–")])
def test_a_paper_says_how_long_the_stay_is_planned(referral_in, days, told):
    made = referral_in("submitted")
    made.planned_days = days
    with translation.override("en"):
        assert f"Planned stay: {told}\n" in as_text(paper_of(made, timezone.localdate()))


def test_where_two_hosts_are_the_last_one_is_proposed(client, host, alice, rossi):
    OrganisationFactory(code="altra-casa", name="Altra Casa", host=True)
    client.force_login(alice)
    field = client.get(reverse("referrals:write", args=[rossi.pk])).context["form"].fields["host"]
    assert (field.initial, field.empty_label is None) == (None, False)
    referral(host, of=household(alice))
    field = client.get(reverse("referrals:write", args=[rossi.pk])).context["form"].fields["host"]
    assert field.initial == host.pk


def test_what_the_coordinator_decides_is_not_the_operators_to_do(referral_in, dora, olga):
    referral_in("waiting")
    assert {user: _mine(user) for user in (dora, olga)} == {dora: [True], olga: [False]}


def _mine(user):
    return [task.mine for task in sockets.today.gather(user) if task.rows and "waiting list" in task.title]


def test_a_permit_past_its_day_is_not_called_valid(rossi):
    past = timezone.localdate() - timedelta(days=1)
    permit = ResidencePermit(person=rossi.people.first(), status="VALID", valid_through=past)
    assert permit.standing == "Expired"
    permit.status = "RENEWAL_PENDING"
    assert permit.standing == permit.get_status_display()
