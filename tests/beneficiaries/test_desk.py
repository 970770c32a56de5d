"""Who is kept away from whom: written by coordinators, of households that they may see."""

from datetime import timedelta

import pytest
from django.utils import timezone

from beneficiaries.models import Denial, LivesApart
from tests.desk import add_to, list_of, page_of
from tests.factories import UserFactory, household, referral
from tests.queries import queries_of


@pytest.fixture
def known(host, rossi):
    """Referred to Dora's body."""
    referral(host, of=rossi, until="submitted")
    return rossi


@pytest.fixture
def unknown(alice):
    """Not referred to anybody yet."""
    return household(alice, last_name="Ignotifinti")


@pytest.fixture
def at_desk(client, dora):
    client.force_login(dora)
    return client


def test_a_coordinator_keeps_a_colleague_from_a_person(at_desk, dora, olga, known):
    person = known.people.first()
    assert at_desk.post(add_to(Denial), {"user": olga.pk, "person": person.pk, "reason": "Parente"}).status_code == 302
    denial = Denial.objects.get()
    assert (denial.household, denial.by) == (known, dora)


def test_people_not_referred_to_her_body_are_not_offered(at_desk, known, unknown):
    for page in (add_to(Denial), add_to(LivesApart)):
        shown = at_desk.get(page).content.decode()
        assert "Rossifinti" in shown
        assert "Ignotifinti" not in shown


def test_a_forged_person_is_refused(at_desk, olga, unknown):
    said = {"user": olga.pk, "person": unknown.people.first().pk, "reason": ""}
    assert at_desk.post(add_to(Denial), said).status_code == 422
    assert not Denial.objects.exists()


def test_a_forged_household_is_refused(at_desk, known, unknown):
    said = {"household": known.pk, "other_household": unknown.pk, "reason": ""}
    assert at_desk.post(add_to(LivesApart), said).status_code == 422


def test_nobody_writes_a_denial_of_a_strangers_colleague_or_of_herself(at_desk, dora, dario, known):
    for user in (dario, dora):
        said = {"user": user.pk, "person": known.people.first().pk, "reason": ""}
        assert at_desk.post(add_to(Denial), said).status_code == 422


def test_who_is_kept_away_finds_no_trace_of_it(client, dora, host, known):
    person = known.people.first()
    other = UserFactory(organisation=host, role="coordinator")
    denial = Denial.objects.create(user=dora, person=person, household=known, by=other)
    client.force_login(dora)
    assert "Rossifinti" not in client.get(list_of(Denial)).content.decode()
    assert client.get(page_of(denial)).status_code == 404


def test_a_pair_is_one_line_whichever_is_named_first(at_desk, host, alice, known):
    other = household(alice)
    referral(host, of=other, until="submitted")
    pair = {"household": other.pk, "other_household": known.pk, "reason": "Lite"}
    assert at_desk.post(add_to(LivesApart), pair).status_code == 302
    turned = {"household": known.pk, "other_household": other.pk, "reason": "Lite"}
    assert at_desk.post(add_to(LivesApart), turned).status_code == 422
    told = at_desk.post(add_to(LivesApart), turned | {"other_household": known.pk})
    assert told.status_code == 422 and "Di due nuclei diversi" in told.content.decode()
    assert LivesApart.objects.count() == 1


def test_a_denial_is_ended_and_never_rewritten(at_desk, dora, olga, bob, known):
    denial = Denial.objects.create(user=olga, person=known.people.first(), household=known, by=dora)
    assert at_desk.post(page_of(denial), {"user": bob.pk}).status_code == 403
    end = page_of(denial).replace("/change/", "/delete/")
    assert at_desk.post(end, {"post": "yes"}).status_code == 302
    assert not Denial.objects.exists()


def test_denials_are_narrowed_by_their_day(at_desk, dora, olga, known):
    denial = Denial.objects.create(user=olga, person=known.people.first(), household=known, by=dora)
    for days, listed in [(-1, True), (1, False)]:
        since = timezone.now() + timedelta(days=days)
        page = at_desk.get(list_of(Denial), {"at__gte": since.isoformat(sep=" ")}).content.decode()
        assert (page_of(denial) in page) is listed


def test_the_technician_sees_no_denial(client, tecla, dora, olga, known):
    denial = Denial.objects.create(user=olga, person=known.people.first(), household=known, by=dora)
    client.force_login(tecla)
    assert client.get(list_of(Denial)).status_code == 403
    assert client.get(page_of(denial)).status_code == 404


def test_the_list_of_denials_asks_as_much_for_one_row_as_for_fifty(at_desk, host, dora, known):
    def deny():
        user = UserFactory(organisation=host, role="operator")
        Denial.objects.create(user=user, person=known.people.first(), household=known, by=dora)

    deny()
    few = queries_of(at_desk, list_of(Denial))
    for _ in range(49):
        deny()
    assert queries_of(at_desk, list_of(Denial)) == few
