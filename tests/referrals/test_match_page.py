"""The match page: the best home and why, the others and why not, and what to ask."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from beneficiaries.models import Denial, LivesApart
from housing.actions import close_place
from referrals.matching.rules import RULES
from referrals.models import Message
from referrals.states import State
from tests.factories import PlaceFactory, UnitFactory, bed, flat, need, referral
from tests.queries import for_one_and_for_fifty
from wemix.models import AuditEntry


@pytest.fixture
def waiting(host, rossi, dora):
    today = timezone.localdate()
    return referral(host, of=rossi, until="waiting", coordinator=dora, needed_from=today, planned_days=90)


@pytest.fixture
def page_of(client, waiting):
    """The match page of the waiting household, as this person reads it."""
    client.cookies["django_language"] = "en"

    def read(user, **filters):
        client.force_login(user)
        answer = client.get(reverse("referrals:match", args=[waiting.pk]), filters)
        assert answer.status_code == 200
        return BeautifulSoup(answer.content, "html.parser")

    return read


def words(node):
    return " ".join(node.get_text(" ").split())


def section(page, name):
    heading = page.find(id=name)
    return words(heading.find_parent("section")) if heading else ""


@pytest.mark.parametrize(
    ("secret", "told"), [(True, "Indirizzo segreto"), (None, "Indirizzo segreto non noto"), (False, "")]
)
def test_of_a_secret_address_it_says_what_is_known(client, dora, waiting, secret, told):
    waiting.household.people.update(address_secret=secret)
    client.force_login(dora)
    page = BeautifulSoup(client.get(reverse("referrals:match", args=[waiting.pk])).content, "html.parser")
    (said,) = [each for each in map(words, page.select(".needs div")) if "ndirizzo" in each] or [""]
    assert said == told


# Who reads it


@pytest.mark.parametrize("who", ["alice", "bob", "carlo", "mara", "otto", "tecla"])
def test_it_is_for_the_team_only(client, request, waiting, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(reverse("referrals:match", args=[waiting.pk])).status_code == 403


def test_the_team_of_another_host_finds_nothing(client, dario, waiting, home):
    client.force_login(dario)
    for name, args in (("match", [waiting.pk]), ("pair", [waiting.pk, home.pk]), ("propose", [waiting.pk, home.pk])):
        assert client.get(reverse(f"referrals:{name}", args=args)).status_code == 404


def test_homes_of_another_host_are_not_weighed(page_of, client, dora, waiting, other_host):
    theirs = flat(other_host)
    assert theirs.unit.name not in words(page_of(dora))
    assert client.get(reverse("referrals:pair", args=[waiting.pk, theirs.pk])).status_code == 404


def test_who_is_housed_is_not_matched(client, dora, host, alice, home):
    housed = referral(host, worker=alice, until="housed", coordinator=dora, place=home)
    client.force_login(dora)
    assert client.get(reverse("referrals:match", args=[housed.pk])).status_code == 404


def test_the_look_is_recorded_with_its_household(page_of, dora, waiting):
    page_of(dora)
    look = AuditEntry.objects.get(verb="referral.match")
    assert (look.action, look.user_id, look.household_id) == ("look", dora.pk, waiting.household_id)


# What it says


def test_the_best_home_stands_first_with_its_points_in_sentences(page_of, dora, host, waiting):
    need(waiting.household, "STEP_FREE", "NO")
    best, worse = flat(host, step_free="NO"), flat(host, step_free="YES")
    page = page_of(dora)
    homes = page.find(id="fitting").find_parent("section").select(".home")
    assert [home.find("h3").get_text() for home in homes] == [str(best), str(worse)]
    assert "The best of those that fit" in words(homes[0])
    assert "As many beds as needed." in words(homes[0])
    assert "Takes a home without steps from who may need it." in words(homes[1])


def test_each_home_stands_in_its_group_with_its_reasons(page_of, dora, host, alice, waiting):
    fits, unknown, small, taken = flat(host), flat(host, step_free="UNKNOWN"), flat(host, beds=2), flat(host)
    need(waiting.household, "STEP_FREE", "YES")
    referral(host, worker=alice, until="housed", coordinator=dora, place=taken)
    page = page_of(dora)
    assert str(fits) in section(page, "fitting")
    assert str(unknown) in section(page, "open") and "to be asked" in section(page, "open")
    assert str(small) in section(page, "nearly") and "4 people do not fit in 2 beds." in section(page, "nearly")
    assert str(taken) in section(page, "impossible") and "is not confirmed" in section(page, "impossible")


def test_no_verdict_is_told_by_colour_alone(page_of, dora, host, waiting):
    flat(host, beds=1)
    marks = page_of(dora).select(".verdict .status")
    assert marks and all(words(mark) for mark in marks)


def test_four_beds_of_a_flat_are_one_home_for_four_people(page_of, dora, host):
    unit = UnitFactory(shared=True, building__host=host)
    for number in range(4):
        PlaceFactory(unit=unit, name=f"Letto {number}")
    said = words(page_of(dora))
    assert f"{unit} · 4 beds" in said and "4 of the 4 free beds" in said and "Letto" not in said


def test_homes_are_filtered_by_kind_and_building(page_of, dora, host):
    whole, single = flat(host), bed(host)
    assert str(single) not in words(page_of(dora, letting="whole"))
    assert str(whole) not in words(page_of(dora, building=single.unit.building_id))


def test_without_any_home_it_says_so(page_of, dora):
    assert "No home fits as things stand." in words(page_of(dora))


def test_fifty_homes_take_as_many_queries_as_one(client, dora, host, waiting):
    client.force_login(dora)
    flat(host)
    one, fifty = for_one_and_for_fifty(client, reverse("referrals:match", args=[waiting.pk]))
    assert one == fifty


# Every rule of one home


def test_every_rule_is_said_with_what_is_needed_and_what_is_there(client, dora, waiting, home):
    client.force_login(dora)
    client.cookies["django_language"] = "en"
    answer = client.get(reverse("referrals:pair", args=[waiting.pk, home.pk]))
    rows = BeautifulSoup(answer.content, "html.parser").select("table.rows tbody tr")
    assert len(rows) == len(RULES)
    assert words(rows[0]) == "Beds fits 4 people fit in 4 beds. 4 beds 4 beds"


def test_the_page_of_a_pair_is_also_a_part_of_the_match_page(client, dora, waiting, home):
    client.force_login(dora)
    address = reverse("referrals:pair", args=[waiting.pk, home.pk])
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert f'id="rules-{home.pk}"' in part and "<html" not in part


# Who lives where is not told


@pytest.fixture
def beside_an_enemy(waiting, host, alice, dora):
    """A free bed in a flat where somebody lives from whom Rossi must live apart."""
    taken = bed(host)
    free = PlaceFactory(unit=taken.unit, name="Letto libero")
    other = referral(host, worker=alice, until="housed", coordinator=dora, place=taken)
    LivesApart.objects.create(household=waiting.household, other_household=other.household, by=dora)
    return free


@pytest.mark.parametrize("name", ["match", "pair"])
def test_an_operator_never_reads_the_rule_of_people_apart(client, olga, dora, waiting, beside_an_enemy, name):
    client.cookies["django_language"] = "en"
    address = reverse(f"referrals:{name}", args=[waiting.pk, beside_an_enemy.pk][: 1 + (name == "pair")])
    client.force_login(olga)
    told = client.get(address).content.decode()
    assert "Not available." in told and "apart" not in told and "Free place" not in told
    client.force_login(dora)
    assert "Two people who must live apart would share this home." in client.get(address).content.decode()


def test_a_taken_home_reads_the_same_to_an_operator(client, olga, dora, waiting, host, alice, home):
    referral(host, worker=alice, until="housed", coordinator=dora, place=home)
    client.cookies["django_language"] = "en"
    client.force_login(olga)
    told = client.get(reverse("referrals:pair", args=[waiting.pk, home.pk])).content.decode()
    assert "Not available." in told and "apart" not in told


def test_a_held_home_says_for_whom_to_the_coordinator_only(page_of, dora, olga, host, alice, home):
    other = referral(host, worker=alice, until="proposed", coordinator=dora, place=home)
    assert f"Held for {other.household}" in words(page_of(dora))
    assert str(other.household) not in words(page_of(olga))


def test_a_held_home_names_nobody_to_whom_the_household_is_denied(page_of, dora, host, alice, home):
    other = referral(host, worker=alice, until="proposed", coordinator=dora, place=home)
    person = other.household.people.first()
    Denial.objects.create(user=dora, person=person, household=other.household, by=dora)
    told = words(page_of(dora))
    assert "The place is held for somebody else." in told and str(other.household) not in told


# Asking


def test_a_datum_is_asked_once_for_all_the_homes_that_it_decides(page_of, dora, host):
    for _ in range(3):
        flat(host, step_free="NO")
    questions = page_of(dora).select(".questions li")
    assert len(questions) == 1
    assert "Does somebody need a home without steps?" in words(questions[0])
    assert "The answer decides 3 homes." in words(questions[0])


def test_one_click_sends_the_question(client, page_of, dora, host, waiting):
    flat(host, step_free="NO")
    form = page_of(dora).select_one(".questions form")
    sent = {field["name"]: field.get("value", "") for field in form.select("input")}
    assert client.post(form["action"], sent).status_code == 302
    question = Message.objects.get(referral=waiting)
    assert (question.kind, question.field, question.by) == ("question", "STEP_FREE", dora)
    asked = page_of(dora).select_one(".questions li")
    assert "asked on" in words(asked) and not asked.find("form")


def test_a_datum_asked_already_is_refused_kindly(client, dora, waiting):
    client.force_login(dora)
    client.cookies["django_language"] = "en"
    address = reverse("referrals:ask_datum", args=[waiting.pk, "STEP_FREE"])
    assert client.post(address, {"text": "Ci sono gradini?"}).status_code == 302
    again = client.post(address, {"text": "Ci sono gradini?"})
    assert again.status_code == 422
    assert "This was asked already, and waits for an answer." in again.content.decode()


def test_a_double_click_asks_once(client, dora, waiting):
    client.force_login(dora)
    address = reverse("referrals:ask_datum", args=[waiting.pk, "needed_from"])
    once = {"text": "Da quando?", "once": "6d0a1c5e-6f0f-4a52-9a3c-9d5a1c1c1c1c"}
    assert [client.post(address, once).status_code for _ in range(2)] == [302, 302]
    assert Message.objects.count() == 1


def test_asking_during_the_review_waits_for_the_answer(client, olga, dora, host, rossi):
    weighed = referral(host, of=rossi, until="in_review", coordinator=dora)
    client.force_login(olga)
    client.post(reverse("referrals:ask_datum", args=[weighed.pk, "SHARED"]), {"text": "Condividerebbero?"})
    weighed.refresh_from_db()
    assert weighed.state == State.ASKED


@pytest.mark.parametrize("datum", ["citizenship", "language"])
def test_nobody_asks_about_what_no_rule_needs(client, dora, waiting, datum):
    client.force_login(dora)
    assert client.get(reverse("referrals:ask_datum", args=[waiting.pk, datum])).status_code == 404


def test_what_would_not_decide_a_home_is_not_asked(page_of, client, dora, host, waiting):
    """On the home's own page it still can be."""
    small = flat(host, beds=1, step_free="NO")
    assert not page_of(dora).select(".questions")
    flat(host, step_free="NO")
    assert "The answer decides 1 home." in words(page_of(dora).select_one(".questions"))
    assert b"STEP_FREE" in client.get(reverse("referrals:pair", args=[waiting.pk, small.pk])).content


def test_who_prefers_not_to_say_is_not_asked_again(page_of, dora, host, waiting):
    need(waiting.household, "STEP_FREE", "REFUSED")
    flat(host, step_free="NO")
    page = page_of(dora)
    assert not page.select(".questions") and "They prefer not to say" in section(page, "open")


def test_how_long_it_is_free_in_the_future_is_said(page_of, dora, host, waiting):
    need(waiting.household, "STEP_FREE", "NO")
    home = flat(host, step_free="NO")
    until = timezone.localdate() + timedelta(days=10)
    close_place(place=home, starts_on=timezone.localdate(), ends_on=until, reason="Lavori", by=dora)
    assert f"free from {until:%d/%m/%Y}" in words(page_of(dora))
