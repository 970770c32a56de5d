"""A day far from today is mostly a year mistyped: it is asked once, and taken when it is said to be right."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from beneficiaries.models import LifeProject
from housing.forms.steps import CorrectForm
from housing.models import Absence
from referrals.forms.steps import KeysForm, ParkForm
from tests.factories import flat
from tests.stays import housed

TODAY = timezone.localdate
LEFT = {"reason": "GOALS_REACHED", "destination": "RENT_MARKET", "note": ""}


def days_ago(count):
    return (TODAY() - timedelta(days=count)).isoformat()


@pytest.mark.parametrize(("ago", "asks"), [(0, False), (60, False), (61, True), (365, True)])
def test_keys_of_long_ago_are_asked_about(ago, asks):
    form = KeysForm({"on": days_ago(ago)})
    assert form.is_valid() is not asks
    assert ("day_is_right" in form.fields) is asks


def test_a_day_that_is_said_to_be_right_is_taken_and_nothing_else_is_said():
    form = KeysForm({"on": days_ago(365), "day_is_right": "on"})
    assert form.is_valid()
    assert list(form.cleaned_data) == ["on"]


def test_the_leaving_of_long_ago_is_asked_once_beside_its_day(client, alice, host, dora):
    stay = housed(alice, host, dora, days=400)
    client.force_login(dora)
    page = reverse("referrals:step", args=[stay.referral.pk, "close"])
    typed = LEFT | {"on": days_ago(366)}
    asked = client.post(page, typed | {"once": client.get(page).context["once"]})
    shown = BeautifulSoup(asked.content, "html.parser")
    assert asked.status_code == 422
    assert "366 giorni da oggi" in shown.select_one("#id_on_error").text
    names = [field.get("name") for field in shown.select("main .page-form [name]")]
    assert names[names.index("on") + 1] == "day_is_right"
    taken = client.post(page, typed | {"once": asked.context["once"], "day_is_right": "on"})
    assert taken.status_code == 302
    stay.refresh_from_db()
    assert stay.ended_on == TODAY() - timedelta(days=366)


def test_an_absence_that_began_long_ago_is_changed_without_a_question(client, alice, host, dora):
    stay = housed(alice, host, dora, days=200)
    person = stay.household.people.first()
    began = TODAY() - timedelta(days=100)
    absence = Absence.objects.create(
        stay=stay, household=stay.household, person=person, starts_on=began, kind="family", recorded_by=dora
    )
    client.force_login(dora)
    page = reverse("housing:absence", args=[absence.pk])
    frame = client.get(page).context
    typed = {"starts_on": began.isoformat(), "kind": "hospital", "once": frame["once"], "version": frame["version"]}
    assert client.post(page, typed).status_code == 302


@pytest.mark.parametrize(("ahead", "asks"), [(366, False), (400, True)])
def test_a_move_far_ahead_is_asked_about(client, alice, host, dora, ahead, asks):
    stay, other = housed(alice, host, dora), flat(host)
    client.force_login(dora)
    page = reverse("housing:transfer", args=[stay.pk])
    frame = client.get(page).context
    typed = {"place": other.pk, "on": days_ago(-ahead), "once": frame["once"], "version": frame["version"]}
    answer = client.post(page, typed)
    assert ("giorni da oggi" in answer.content.decode()) is asks


@pytest.mark.parametrize(
    ("step", "typed"),
    [
        ("ask_extension", {"until": days_ago(-400)}),
        ("confirm_exit", {"on": days_ago(-400)}),
        ("correct", {"which": "", "after": days_ago(300), "reason": "TYPED_WRONG"}),
    ],
)
def test_each_step_of_a_stay_asks_of_its_far_day(client, alice, host, dora, step, typed):
    stay = housed(alice, host, dora, days=200)
    client.force_login(dora)
    page = reverse("housing:step", args=[stay.pk, step])
    opened = client.get(page)
    if "which" in typed:
        typed = typed | {"which": f"entry|{stay.started_on.isoformat()}"}
    answer = client.post(page, typed | {"once": opened.context["once"], "version": opened.context["version"]})
    assert "day_is_right" in answer.context["form"].fields


def test_a_correction_by_some_days_is_not_asked_about_however_old_it_is(alice, host, dora):
    stay = housed(alice, host, dora, days=400)
    which = f"entry|{stay.started_on.isoformat()}"
    form = CorrectForm({"which": which, "after": days_ago(395), "reason": "TYPED_WRONG"}, stay=stay, user=dora)
    assert form.is_valid(), form.errors


def test_who_leaves_a_household_by_a_year_mistyped_keeps_the_nights_until_it_is_said_to_be_right(
    client, alice, host, dora
):
    stay = housed(alice, host, dora, days=400)
    membership = stay.household.memberships.filter(is_head=False).first()
    client.force_login(alice)
    page = reverse("beneficiaries:person_leaves", args=[stay.household_id, membership.person_id])
    typed = {"last_day": days_ago(365)}
    asked = client.post(page, typed | {"once": client.get(page).context["once"]})
    assert "365 giorni da oggi" in asked.content.decode()
    assert membership.person.nights.get().ends_on is None
    client.post(page, typed | {"once": asked.context["once"], "day_is_right": "on"})
    assert membership.person.nights.get().ends_on == TODAY() - timedelta(days=364)


def test_both_days_of_an_absence_are_asked_about_by_one_tick(client, alice, host, dora):
    stay = housed(alice, host, dora, days=200)
    client.force_login(dora)
    page = reverse("housing:absence_add", args=[stay.pk])
    days = {"starts_on": days_ago(100), "last_night": days_ago(-500)}
    typed = {"person": stay.household.people.first().pk, "kind": "hospital"} | days
    asked = client.post(page, typed | {"once": client.get(page).context["once"]})
    assert set(asked.context["form"].errors) == {"starts_on", "last_night"}
    assert asked.content.decode().count('name="day_is_right"') == 1


def test_a_pause_of_more_than_a_year_is_asked_about():
    assert "until" in ParkForm({"until": days_ago(-400), "reason": "NOT_NOW"}).errors


def test_a_review_of_long_ago_is_asked_about_on_its_page(client, alice, host, dora, olga):
    stay = housed(alice, host, dora, days=400)
    project = LifeProject.objects.create(household=stay.household, opened_by=olga)
    client.force_login(olga)
    page = reverse("beneficiaries:review_add", args=[project.pk])
    typed = {"moment": "review", "held_on": days_ago(365), "summary": "Tutto procede"}
    asked = client.post(page, typed | {"once": client.get(page).context["once"], "next_review_on": days_ago(-400)})
    shown = BeautifulSoup(asked.content, "html.parser")
    assert shown.select_one("[name=day_is_right]") is not None
    assert "Entro un anno" in shown.select_one("#id_next_review_on_error").text
    assert client.post(page, typed | {"once": asked.context["once"], "day_is_right": "on"}).status_code == 302
