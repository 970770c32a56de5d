"""When a home that suits may come free, wherever people look for one."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from beneficiaries.models import LivesApart
from housing import actions
from referrals.models import Referral
from referrals.weighing.coming import in_sight
from referrals.weighing.pairs import offered_to, weighed
from tests.factories import flat, household, need, referral
from tests.queries import for_one_and_for_fifty

DAY = timedelta(days=1)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def live(host, alice, dora, today):
    """A household that lives in a place, with an exit planned in so many days."""

    def make(place, leaves_in, **who):
        stay = referral(host, of=household(alice, size=2, **who), until="housed", coordinator=dora, place=place).stay
        actions.replan_stay(stay=stay, until=leaves_in and today + leaves_in * DAY, by=dora)
        return stay

    return make


@pytest.fixture
def wait(host, alice, dora):
    def make(size=2, **who):
        return referral(host, of=household(alice, size=size, **who), until="waiting", coordinator=dora)

    return make


def text(answer):
    return " ".join(answer.content.decode().split())


def said_of(row, dora):
    rows = Referral.objects.filter(pk=row.pk).select_related("household", "host")
    return in_sight(list(rows), offered_to(dora), dora.organisation)[0]


def test_a_free_home_that_suits_is_free_now(host, dora, wait):
    flat(host, beds=2)
    assert said_of(wait(), dora) == "one is free now"


def test_a_home_that_does_not_suit_is_in_nobodys_sight(host, dora, wait):
    flat(host, beds=1)
    assert said_of(wait(size=4), dora) == "none is in sight"


def test_a_home_whose_exit_is_planned_soon_is_probably_free(host, dora, wait, live):
    live(flat(host, beds=2), 10)
    assert said_of(wait(), dora).startswith("probably free by")


def test_who_lives_there_today_is_no_obstacle_once_they_have_left(host, dora, wait, live):
    """Whoever must live apart from them may come after them."""
    stay, row = live(flat(host, beds=2), 10), wait()
    LivesApart.objects.create(household=row.household, other_household=stay.household, by=dora)
    assert said_of(row, dora).startswith("probably free by")


def test_two_homes_are_likelier_than_one(host, dora, wait, live):
    live(flat(host, beds=2), 80)
    one = said_of(row := wait(), dora)
    live(flat(host, beds=2), 80)
    live(flat(host, beds=2), 80)
    assert said_of(row, dora) != one


def test_a_confirmed_exit_is_certain(host, dora, wait, live, today):
    use = live(flat(host, beds=2), 10).uses.get()
    use.occupants.update(ends_on=today + 20 * DAY)
    use.ends_on = today + 20 * DAY
    use.save()
    assert said_of(wait(), dora).startswith("certainly by")


def test_where_an_answer_decides_it_is_asked_for_first(host, dora, wait):
    flat(host, beds=2, step_free="UNKNOWN")
    row = wait()
    need(row.household, "STEP_FREE")
    assert said_of(row, dora) == "an answer is missing to tell"


def test_a_home_held_for_others_or_closed_is_in_nobodys_sight(host, alice, dora, wait, today):
    held, closed = flat(host, beds=2), flat(host, beds=2)
    actions.hold_place(place=held, household=household(alice), starts_on=today, by=dora)
    actions.close_place(place=closed, starts_on=today, ends_on=None, reason="Caldaia", by=dora)
    assert said_of(wait(), dora) == "none is in sight"


# Where it is read


def test_the_waiting_list_says_when_a_home_is_in_sight(client, host, dora, wait, live):
    live(flat(host, beds=2), 10, last_name="Abitantefinti")
    wait()
    client.force_login(dora)
    page = text(client.get("/lista-attesa/"))
    assert "probabilmente entro" in page
    assert "Abitantefinti" not in page


def test_the_match_page_says_when_and_why_of_a_home_that_only_time_stands_against(client, host, dora, wait, live):
    place = flat(host, beds=2)
    live(place, 10, last_name="Abitantefinti")
    row = wait()
    client.force_login(dora)
    page = text(client.get(reverse("referrals:match", args=[row.pk])))
    assert "probabilmente entro" in page.lower()
    assert "L'uscita è prevista entro un mese." in page.replace("&#x27;", "'")
    assert "Abitantefinti" not in page


def test_of_a_home_that_does_not_suit_anyway_nothing_is_foreseen(host, dora, wait, live):
    live(flat(host, beds=2), 10)
    _household, (pair,) = weighed(wait(size=5), offered_to(dora), dora)
    assert pair.outlook and pair.coming is None


def test_the_homes_to_assign_foresee_what_is_likely_and_not_what_is_not(client, host, dora, live):
    soon, late = flat(host, beds=2), flat(host, beds=2)
    live(soon, 10)
    live(late, 300)
    client.force_login(dora)
    foreseen = client.get("/posti/").context["foreseen"]
    assert [each.place for each in foreseen] == [soon]


@pytest.mark.parametrize(("leaves_in", "answer"), [(5, "soon"), (300, "later"), (None, "later")])
def test_is_there_a_place_answers_soon_only_where_that_is_likely(client, host, alice, live, leaves_in, answer):
    live(flat(host, beds=2), leaves_in)
    client.force_login(alice)
    asked = {"people": 2, "step_free": "NO", "shared": "UNKNOWN"}
    assert client.get("/ce-posto/", asked).context["answers"][0].when == answer


def test_fifty_homes_cost_the_waiting_list_no_more_queries_than_one(client, dora, host, wait, live):
    client.force_login(dora)
    wait()
    live(flat(host, beds=2), 30)
    one, fifty = for_one_and_for_fifty(client, "/lista-attesa/")
    assert one == fifty
