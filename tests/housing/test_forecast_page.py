"""The page of the forecast, and what is loaded for it: plans as they were known, and what takes each place."""

from datetime import timedelta
from unittest import mock

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from beneficiaries.models import Denial, LifeProject
from housing import actions
from housing.forecast import loading
from housing.forecast.curves import Lead
from housing.forecast.loading import learnt, outlooks
from housing.forecast.wording import why
from housing.models import Place, PlaceUse, PlannedExit, Stay
from tests.factories import bed, flat, household, referral
from tests.queries import for_one_and_for_fifty
from wemix.models import AuditEntry

DAY = timedelta(days=1)
LONG_AGO = 400 * DAY


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def live(host, alice, dora, today):
    """A household that lives in a place, with an exit planned in so many days (None: no exit planned)."""

    def make(place, leaves_in=30, **who):
        stay = referral(host, of=household(alice, **who), until="housed", coordinator=dora, place=place).stay
        actions.replan_stay(stay=stay, until=None if leaves_in is None else today + leaves_in * DAY, by=dora)
        return stay

    return make


def ahead():
    return outlooks(list(Place.objects.select_related("unit__building")))


def of(place):
    return ahead().get(place.pk)


def confirm_exit(stay, day):
    use = stay.uses.get()
    use.occupants.update(ends_on=day)
    use.ends_on = day
    use.save()


def text(answer):
    return " ".join(answer.content.decode().split())


# Planned exits, as they were known


def test_each_planned_exit_is_kept_with_the_day_since_which_it_was_known(host, dora, live, today):
    stay = live(flat(host), 30)
    with mock.patch.object(timezone, "localdate", lambda: today + 9 * DAY):
        actions.replan_stay(stay=stay, until=today + 90 * DAY, by=dora)
    known = list(stay.planned_exits.values_list("since", "until"))
    assert known == [(today, today + 30 * DAY), (today + 9 * DAY, today + 90 * DAY)]


def test_what_is_saved_again_unchanged_is_not_news(host, live, today):
    stay = live(flat(host), 30)
    with mock.patch.object(timezone, "localdate", lambda: today + 9 * DAY):
        stay.save()
    assert stay.planned_exits.count() == 1


def test_a_planned_exit_is_of_the_stays_own_household(host, alice, live):
    stay = live(flat(host))
    PlannedExit.objects.filter(stay=stay).update(household=household(alice))
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


# What a place waits for


def test_a_free_place_is_free_and_a_confirmed_exit_is_certain(host, live, today):
    free, confirmed = flat(host), flat(host)
    confirm_exit(live(confirmed), today + 45 * DAY)
    assert of(free).is_free
    assert of(confirmed).sure_from == today + 45 * DAY


def test_a_planned_exit_is_not_certain(host, live):
    place = flat(host)
    live(place, 10)
    assert of(place).sure_from is None and 0 < of(place).chances[-1] < 1


def test_the_further_away_the_plan_the_less_likely_it_is_free_soon(host, live):
    soon, late = flat(host), flat(host)
    live(soon, 10)
    live(late, 200)
    assert of(soon).chances[2] > of(late).chances[2]


def test_a_place_that_is_closed_without_end_or_held_has_no_outlook(host, alice, dora, today):
    closed, held = flat(host), flat(host)
    actions.close_place(place=closed, starts_on=today, ends_on=None, reason="Caldaia", by=dora)
    actions.hold_place(place=held, household=household(alice), starts_on=today, by=dora)
    assert (of(closed), of(held)) == (None, None)


def test_a_place_out_of_service_has_no_outlook(host):
    place = flat(host)
    place.is_active = False
    place.save()
    assert of(place) is None


def test_who_is_to_come_next_must_leave_too(host, alice, dora, live, today):
    """A confirmed exit frees nothing for others where an entry is planned behind it."""
    place = flat(host)
    confirm_exit(live(place), today + 10 * DAY)
    actions.plan_stay(
        household=household(alice),
        host=host,
        places=[place],
        entry_on=today + 15 * DAY,
        until=today + 200 * DAY,
        by=dora,
    )
    outlook = of(place)
    assert outlook.sure_from is None and outlook.chances[1] < 0.5


def test_the_life_project_speaks_where_no_exit_is_planned_and_counts_where_one_is(host, dora, live, today):
    without, with_one = flat(host), flat(host)
    stays = live(without, None), live(with_one, 20)
    before = of(without).chances, of(with_one).chances
    for stay in stays:
        LifeProject.objects.create(household=stay.household, opened_by=dora, horizon_on=today + 250 * DAY)
    assert of(without).leaving[0].mainly == today + 250 * DAY
    assert before[1][2] > of(with_one).chances[2] > of(without).chances[2]


def test_a_life_project_whose_horizon_has_gone_by_changes_no_plan(host, dora, live, today):
    place = flat(host)
    stay = live(place, 20)
    LifeProject.objects.create(household=stay.household, opened_by=dora, horizon_on=today - 5 * DAY)
    assert [said.day for said, _weight in of(place).leaving[0].said] == [today + 20 * DAY]


def test_an_extension_that_is_asked_counts_until_it_is_decided(host, dora, live, today):
    place = flat(host)
    stay = live(place, 10)
    before = of(place).chances[2]
    actions.ask_extension(stay=stay, asked_by="household", reason="WORK", until=today + 200 * DAY, by=dora)
    assert of(place).chances[2] < before
    assert any("extension until" in sentence for sentence in why(of(place)))
    actions.refuse_extension(stay=stay, reason="PROMISED", by=dora)
    assert of(place).chances[2] == before


def test_a_place_is_free_when_it_is_ready(host, live):
    """Ten working days after the exit."""
    at_once, later = flat(host, turnaround_days=0), flat(host, turnaround_days=10)
    live(at_once, 10)
    live(later, 10)
    assert of(at_once).chances[2] > of(later).chances[2]
    assert of(later).leaving[0].ready_after >= 14


# The past


def past_stay(host, alice, dora, today, *, late):
    """Ended 100 days ago, so many days after the plan that was known on every first of a month."""
    stay = Stay.objects.create(
        household=household(alice),
        host=host,
        state="ended",
        planned_from=today - LONG_AGO,
        planned_until=today - 100 * DAY - late * DAY,
        started_on=today - LONG_AGO,
        ended_on=today - 100 * DAY,
        exit_reason="GOALS_REACHED",
        destination="RENT_MARKET",
        planned_by=dora,
    )
    stay.planned_exits.update(since=today - LONG_AGO)


def test_a_house_where_exits_slip_is_told_less_than_one_where_they_are_kept(host, other_host, alice, dora, today):
    for _ in range(12):
        past_stay(host, alice, dora, today, late=60)
        past_stay(other_host, alice, dora, today, late=0)
    curves = learnt({host.pk, other_host.pk}, today)
    slack, punctual = (
        curves[body.pk].chances(today + 20 * DAY, today, [today + 30 * DAY])[0] for body in (host, other_host)
    )
    assert slack < 0.4 < 0.6 < punctual


def test_of_very_many_stays_a_part_is_enough(host, alice, dora, today, monkeypatch):
    for _ in range(6):
        past_stay(host, alice, dora, today, late=0)
    monkeypatch.setattr(loading, "ENOUGH", 3)
    assert learnt({host.pk}, today)[host.pk].stays[Lead.MONTH] in (2, 3)


# The page


def test_the_page_tells_of_places_and_of_nobody(client, host, dora, live):
    place = flat(host)
    live(place, 10, last_name="Abitantefinti", secret=True)
    client.force_login(dora)
    page = text(client.get("/previsioni/"))
    assert str(place.unit) in page and "probabilmente entro" in page
    assert "Abitantefinti" not in page


def test_a_stay_is_linked_only_for_who_may_open_it(client, host, dora, carlo, alice, live):
    stay = live(flat(host))
    client.force_login(dora)
    assert f"/accoglienze/{stay.pk}/" in text(client.get("/previsioni/"))
    Denial.objects.create(user=dora, person=stay.household.people.first(), household=stay.household, by=dora)
    page = text(client.get("/previsioni/"))
    assert f"/accoglienze/{stay.pk}/" not in page and "probabilmente entro" in page


def test_free_places_are_counted_and_not_listed_and_what_is_left_out_is_said(client, host, dora, live, today):
    flat(host), live(flat(host))
    actions.close_place(place=flat(host), starts_on=today, ends_on=None, reason="Caldaia", by=dora)
    client.force_login(dora)
    context = client.get("/previsioni/").context
    assert (len(context["rows"]), context["free_now"], context["left_out"]) == (1, 1, 1)
    first, last = context["months"][0], context["months"][-1]
    assert (first.sure, last.sure) == (1, 1) and 1 < last.expected < 2


def test_the_page_is_filtered_by_building_and_by_size(client, host, dora, live):
    small, large = flat(host, beds=2), flat(host, beds=6)
    live(small), live(large)
    client.force_login(dora)

    def shown(**said):
        return [row["place"] for row in client.get("/previsioni/", said).context["rows"]]

    assert shown(beds=5) == [large]
    assert shown(building=small.unit.building_id) == [small]


def test_homes_of_another_host_are_not_there(client, host, dario, live):
    live(flat(host))
    client.force_login(dario)
    assert client.get("/previsioni/").context["count"] == 0


def test_looking_is_in_the_log(client, host, dora, live):
    live(flat(host))
    client.force_login(dora)
    client.get("/previsioni/")
    assert AuditEntry.objects.get(verb="forecast.page").rows == 1


def test_fifty_rows_cost_no_more_queries_than_one(client, host, dora, live):
    client.force_login(dora)
    live(bed(host))
    one, fifty = for_one_and_for_fifty(client, "/previsioni/")
    assert one == fifty


def test_nothing_that_is_foreseen_changes_a_place(client, host, dora, live):
    live(flat(host), 1)
    before = list(PlaceUse.objects.order_by("pk").values())
    client.force_login(dora)
    client.get("/previsioni/")
    assert list(PlaceUse.objects.order_by("pk").values()) == before
