"""A week in hospital: the bed is kept, the nights are told apart, and the database knows who can be away when."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from beneficiaries import actions as beneficiaries
from housing import actions
from housing.figures import with_figures
from housing.models import Absence, Occupant, Stay
from housing.plugs.members import tasks
from tests.constraints import check_now
from tests.factories import PersonFactory, flat, household, referral
from tests.stays import end_stay, hand_over_keys

DAY = timedelta(days=1)
TODAY = timezone.localdate()


@pytest.fixture
def stay(host, alice, dora, home):
    """Three people who have lived here for twenty nights."""
    made = referral(
        host, of=household(alice, size=3, last_name="Assentefinti"), until="accepted", coordinator=dora, place=home
    )
    hand_over_keys(stay=made.stay, on=TODAY - 20 * DAY, by=dora)
    return Stay.objects.get(pk=made.stay_id)


def away(stay, starts, ends=None, by=None, **said):
    absence = Absence(
        stay=stay,
        household=stay.household,
        person=said.pop("person", stay.household.people.first()),
        starts_on=TODAY + starts * DAY,
        ends_on=None if ends is None else TODAY + ends * DAY,
        **{"kind": "hospital", **said},
    )
    actions.save_absence(absence=absence, fields=["is_authorised"], by=by or stay.planned_by)
    check_now()
    return absence


def figures(stay, **more):
    return with_figures(Stay.objects.filter(pk=stay.pk), TODAY - 365 * DAY, TODAY + 365 * DAY, **more).get()


def test_who_is_away_keeps_the_nights_unless_a_figure_leaves_them_out(stay):
    away(stay, -10, -3)
    counted, without = figures(stay), figures(stay, away_counts=False)
    assert (counted.person_nights, counted.away_nights) == (60, 7)
    assert (without.person_nights, without.away_nights) == (53, 7)


def test_an_absence_without_an_end_lasts_until_today_and_no_longer(stay):
    away(stay, -4)
    assert figures(stay).away_nights == 4


def test_a_child_in_a_cot_sleeps_in_no_bed(stay, alice):
    born = PersonFactory.build(born_on=TODAY - 5 * DAY)
    beneficiaries.add_member(household=stay.household, person=born, since=TODAY - 5 * DAY, by=alice)
    counted = figures(stay)
    assert (counted.person_nights, counted.bed_nights) == (65, 60)


@pytest.mark.parametrize(("starts", "ends"), [(-21, -15), (-25, None)])
def test_nobody_is_away_before_they_come(stay, starts, ends):
    with pytest.raises(IntegrityError, match="absence_outside_the_nights"), transaction.atomic():
        away(stay, starts, ends)


def test_nobody_is_away_from_two_beds_on_one_night(stay):
    away(stay, -10, -3)
    with pytest.raises(IntegrityError, match="away_once_a_night"), transaction.atomic():
        away(stay, -4, -1)
    away(stay, -3, -1)


def test_an_absence_goes_on_through_a_move(stay, host, dora):
    away(stay, -10)
    actions.transfer(stay=stay, places=[flat(host)], on=TODAY - 5 * DAY, by=dora)
    check_now()
    assert figures(stay).away_nights == 10


def test_the_nights_cannot_be_cut_under_an_absence(stay):
    away(stay, -10, -3)
    with pytest.raises(IntegrityError, match="absence_outside_the_nights"), transaction.atomic():
        Occupant.objects.update(ends_on=TODAY - 5 * DAY)
        check_now()


def test_who_leaves_is_no_longer_away(stay, dora):
    open_one = away(stay, -4)
    to_come = away(stay, 3, 6, person=stay.household.people.last())
    end_stay(stay=stay, on=TODAY, by=dora)
    check_now()
    assert Absence.objects.get().pk == open_one.pk != to_come.pk
    assert Absence.objects.get().ends_on == TODAY


def test_what_nobody_explained_nobody_authorised(stay):
    with pytest.raises(IntegrityError, match="nobody_authorises"), transaction.atomic():
        away(stay, -4, kind="unexplained", is_authorised=True)


def test_an_absence_is_of_a_member_of_the_household(stay, alice):
    stranger = household(alice).people.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        away(stay, -4, person=stranger)


# Pages


def said(stay, **more):
    return {
        "person": stay.household.people.first().pk,
        "starts_on": TODAY - 6 * DAY,
        "last_night": TODAY - 2 * DAY,
        "kind": "hospital",
        "is_authorised": "True",
    } | more


def test_people_type_the_last_night_away(client, olga, stay):
    client.force_login(olga)
    answer = client.post(f"/accoglienze/{stay.pk}/assenze/nuova/", said(stay))
    assert answer.url == f"/accoglienze/{stay.pk}/"
    absence = Absence.objects.get()
    assert (absence.ends_on, absence.is_authorised, absence.decided_by) == (TODAY - DAY, True, olga)
    page = client.get(answer.url).content.decode()
    assert "in ospedale" in page and "Olga" in page


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"last_night": TODAY - 9 * DAY}, "last_night"),
        ({"starts_on": TODAY - 30 * DAY}, "starts_on"),
        ({"kind": "unexplained"}, "is_authorised"),
        ({"person": 10**9}, "person"),
    ],
)
def test_what_is_wrong_is_said_beside_it(client, olga, stay, wrong, field):
    client.force_login(olga)
    answer = client.post(f"/accoglienze/{stay.pk}/assenze/nuova/", said(stay, **wrong))
    assert answer.status_code == 422
    assert answer.context["form"].errors[field]


def test_an_absence_is_corrected_ended_and_taken_back(client, olga, stay):
    absence = away(stay, -6)
    client.force_login(olga)
    version = {"version": absence.version}
    assert client.post(f"/assenze/{absence.pk}/rientro/", {"on": TODAY - DAY} | version).status_code == 302
    absence.refresh_from_db()
    assert absence.ends_on == TODAY - DAY
    changed = said(stay, kind="family", is_authorised="", last_night=TODAY, version=absence.version)
    assert client.post(f"/assenze/{absence.pk}/", changed).status_code == 302
    absence.refresh_from_db()
    assert (absence.kind, absence.ends_on, absence.is_authorised) == ("family", TODAY + DAY, None)
    assert client.post(f"/assenze/{absence.pk}/togli/", {}).status_code == 302
    assert not Absence.objects.exists()


def test_nobody_is_back_before_they_went(client, olga, stay):
    absence = away(stay, -6)
    client.force_login(olga)
    answer = client.post(f"/assenze/{absence.pk}/rientro/", {"on": TODAY - 6 * DAY, "version": absence.version})
    assert answer.context["form"].errors["on"]


def test_the_custodian_sees_who_is_away_and_not_why(client, carlo, stay):
    away(stay, -4, kind="prison", note="Notifica del tribunale")
    client.force_login(carlo)
    page = client.get(f"/accoglienze/{stay.pk}/").content.decode()
    assert "assente dalla notte" in page
    assert "in carcere" not in page and "Notifica" not in page
    tonight = client.get("/stanotte/")
    assert (tonight.context["people"], tonight.context["away"]) == (2, 1)
    assert "in carcere" not in tonight.content.decode()


def test_what_is_not_explained_or_long_waits_on_the_page_of_today(stay, olga):
    away(stay, -1, kind="unexplained", person=stay.household.people.first())
    away(stay, -3, person=stay.household.people.last())
    assert [row.note for task in tasks(olga) for row in task.rows] == ["not explained"]
