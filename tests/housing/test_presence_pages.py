"""The round on the phone without a script, who reads what of it, and the list of what does not agree."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from beneficiaries.models import Denial
from housing import actions
from housing.models import Absence, Disagreement, Presence, PresenceRound
from tests.factories import flat, household, referral
from tests.housing.rounds import DAY, begin, close, see
from tests.queries import queries_of
from tests.stays import end_stay, housed

TODAY = timezone.localdate


@pytest.fixture
def stay(host, alice, dora):
    """A mother and two children."""
    return housed(alice, host, dora, last_name="Visti")


@pytest.fixture
def people(stay):
    return list(stay.household.people.order_by("born_on", "pk"))


@pytest.fixture
def evening(carlo):
    return begin(carlo)


def flat_of(stay):
    return stay.uses.get().unit


def tap(client, round, stay, *answers, **more):
    page = reverse("housing:round_flat", args=[round.pk, flat_of(stay).pk])
    opened = client.get(page).context
    adults = [each.person.pk for each in opened["flat"].adults]
    return client.post(page, {"answer": answers, "adult": adults, "once": opened["once"]} | more)


def said():
    return dict(Presence.objects.values_list("person", "answer"))


def test_a_round_is_begun_gone_through_and_closed(client, carlo, stay, people):
    client.force_login(carlo)
    opened = client.get(reverse("housing:rounds"))
    answer = client.post(reverse("housing:rounds"), {"part": "evening", "once": opened.context["once"]})
    round = PresenceRound.objects.get()
    assert answer.url == reverse("housing:round", args=[round.pk])
    answer = tap(client, round, stay, "adults")
    assert answer.url == f"{reverse('housing:round', args=[round.pk])}#alloggio-{flat_of(stay).pk}"
    assert said() == {people[0].pk: "present"}  # minors are said one by one
    tap(client, round, stay, f"{people[1].pk}-present")
    page = client.get(reverse("housing:round", args=[round.pk]))
    assert (page.context["recorded"], page.context["total"]) == (2, 3)
    closing = client.get(reverse("housing:round_close", args=[round.pk]))
    assert "1 persona non è registrata" in closing.content.decode()
    client.post(reverse("housing:round_close", args=[round.pk]), {"once": closing.context["once"]})
    round.refresh_from_db()
    assert round.closed_by == carlo
    assert "non registrata" in client.get(reverse("housing:round", args=[round.pk])).content.decode()


def test_an_answer_is_changed_with_one_more_tap(client, carlo, evening, stay, people):
    client.force_login(carlo)
    tap(client, evening, stay, f"{people[0].pk}-present")
    tap(client, evening, stay, f"{people[0].pk}-unauthorised")
    assert said() == {people[0].pk: "unauthorised"}
    tap(client, evening, stay, "adults")
    assert said() == {people[0].pk: "unauthorised"}  # the one tap says nothing of whom something was said


def test_the_one_tap_is_for_the_adults_who_were_shown(client, carlo, evening, stay):
    """Who moved in between the tap and its arrival was seen by nobody."""
    client.force_login(carlo)
    tap(client, evening, stay, "adults", adult=[])
    assert said() == {}


def test_a_written_absence_is_shown_without_its_reason_and_still_to_be_confirmed(
    client, carlo, olga, evening, stay, people
):
    absence = Absence(
        stay=stay,
        household=stay.household,
        person=people[0],
        starts_on=TODAY() - 2 * DAY,
        kind="prison",
        note="Udienza",
    )
    absence.is_authorised = True
    actions.save_absence(absence=absence, fields=["is_authorised"], by=olga)
    client.force_login(carlo)
    page = client.get(reverse("housing:round", args=[evening.pk])).content.decode()
    assert "assenza scritta, autorizzata" in page
    assert "carcere" not in page and "Udienza" not in page
    assert "Adulti tutti presenti" not in page
    tap(client, evening, stay, "adults")
    assert said() == {}


def test_the_clock_of_a_device_is_believed_as_far_as_it_can_be_right(client, carlo, evening, stay, people):
    client.force_login(carlo)
    for minute, (typed, seen) in enumerate({"2020-01-01T10:00:00Z": "opened", "2099-01-01T10:00:00Z": "now"}.items()):
        tap(client, evening, stay, f"{people[minute].pk}-present", seen_at=typed)
        presence = Presence.objects.get(person=people[minute])
        expected = evening.opened_at if seen == "opened" else presence.received_at
        assert abs((presence.seen_at - expected).total_seconds()) < 5


@pytest.mark.parametrize("answer", ["", "0-present", "adults-maybe", "x"])
def test_what_is_no_answer_is_refused(client, carlo, evening, stay, answer):
    client.force_login(carlo)
    assert tap(client, evening, stay, answer).status_code == 422


def test_what_is_seen_after_the_closing_is_refused_in_a_sentence(client, carlo, evening, stay, people):
    close(evening, carlo)
    client.force_login(carlo)
    answer = tap(client, evening, stay, f"{people[0].pk}-present")
    assert answer.status_code == 422
    assert "Questo giro era già chiuso" in answer.content.decode()


def test_two_who_begin_the_same_round_are_led_together(client, carlo, evening):
    client.force_login(carlo)
    answer = client.post(reverse("housing:rounds"), {"part": "evening"})
    assert answer.status_code == 422
    assert "Questo giro è già iniziato" in answer.content.decode()


def test_protected_people_are_asked_about_and_denied_ones_are_not(client, host, alice, dora, carlo, evening):
    secret = housed(alice, host, dora, secret=True, last_name="Segreti")
    denied = housed(alice, host, dora, last_name="Negati")
    Denial.objects.create(user=carlo, person=denied.household.people.first(), household=denied.household, by=dora)
    client.force_login(carlo)
    page = client.get(reverse("housing:round", args=[evening.pk])).content.decode()
    assert "Segreti" in page and "Negati" not in page
    flat = reverse("housing:round_flat", args=[evening.pk, flat_of(denied).pk])
    assert client.get(flat).status_code == 404
    assert flat_of(secret).name in page


def test_who_has_left_lately_can_still_be_seen_here(client, carlo, dora, stay, people):
    evening = begin(carlo)
    end_stay(stay=stay, on=evening.day, by=dora)
    client.force_login(carlo)
    page = client.get(reverse("housing:round", args=[evening.pk]))
    assert page.context["total"] == 0 and "è ancora qui?" in page.content.decode()
    tap(client, evening, stay, f"{people[0].pk}-present")
    assert said() == {people[0].pk: "present"}


def test_a_full_house_costs_as_many_queries_as_one_flat(client, host, alice, dora, olga):
    client.force_login(olga)
    evening, counts = begin(olga), []
    pages = [reverse("housing:round", args=[evening.pk]), reverse("housing:disagreements"), reverse("housing:rounds")]
    for flats in (1, 8):
        for number in range(flats):
            stay = housed(alice, host, dora, size=3)
            see(evening, stay.household.people.first(), "present", olga)
            past = begin(olga, ago=1 + number + flats)
            see(past, stay.household.people.last(), "unauthorised", olga)
            close(past, olga)
        counts.append([queries_of(client, page) for page in pages])
    assert counts[0] == counts[1]


def test_the_page_of_a_full_house_is_small(client, host, alice, dora, olga):
    for _ in range(4):
        housed(alice, host, dora, size=4)
    client.force_login(olga)
    page = reverse("housing:round", args=[begin(olga).pk])
    small = client.get(page, headers={"accept-encoding": "gzip"})
    assert small["Content-Encoding"] == "gzip"
    assert len(small.content) < len(client.get(page).content) / 3


def test_keys_records_and_faults_are_written_where_there_may_be_no_network(client, host, alice, dora, olga, stay):
    coming = referral(host, of=household(alice), until="accepted", coordinator=dora, place=flat(host))
    client.force_login(olga)
    for page in (
        reverse("referrals:step", args=[coming.pk, "house"]),
        reverse("housing:record_write", args=[stay.pk, flat_of(stay).pk, "handover"]),
        reverse("housing:fault_report"),
    ):
        assert BeautifulSoup(client.get(page).content, "html.parser").select("form[data-waits]")


# What does not agree


@pytest.fixture
def missed(carlo, evening, people):
    see(evening, people[0], "present", carlo)
    see(evening, people[1], "present", carlo)
    close(evening, carlo)
    return Disagreement.objects.get()


def test_the_list_shows_what_is_open_and_what_was_settled_by_whom(client, olga, missed):
    client.force_login(olga)
    listed = reverse("housing:disagreements")
    assert [row.record for row in client.get(listed).context["table"].rows] == [missed]
    page = reverse("housing:disagreement", args=[missed.pk])
    opened = client.get(page)
    sent = {"how": "seen", "note": "A cena con la nonna", "once": opened.context["once"], "version": missed.version}
    assert client.post(page, sent).url == listed
    assert not client.get(listed).context["table"].rows
    settled = client.get(listed + "?state=settled").content.decode()
    assert "chiarita" in settled and "Olga" in settled
    read = client.get(page).content.decode()
    assert "A cena con la nonna" in read and "<textarea" not in read and "È chiarita" not in read
    assert client.post(page, sent | {"once": ""}).status_code == 404


def test_how_it_was_settled_is_asked(client, olga, missed):
    client.force_login(olga)
    page = reverse("housing:disagreement", args=[missed.pk])
    answer = client.post(page, {"note": "", "version": missed.version})
    assert answer.context["form"].errors["how"]


@pytest.mark.parametrize(
    ("kind", "steps"),
    [
        ("minor", ["Scrivi l'assenza", "L'accoglienza"]),
        ("absent", ["Scrivi l'assenza", "L'accoglienza"]),
        ("away", ["Rientro", "L'assenza non c'è mai stata: toglila", "L'accoglienza"]),
        ("gone", ["Rettifica il giorno dell'uscita", "L'accoglienza"]),
        ("missed", ["L'accoglienza"]),
    ],
)
def test_each_kind_leads_to_the_step_that_puts_it_right(client, dora, stay, people, missed, kind, steps):
    absence = Absence(stay=stay, household=stay.household, person=missed.person, starts_on=TODAY() - 2 * DAY)
    absence.kind = "family"
    actions.save_absence(absence=absence, fields=[], by=dora)
    if kind == "gone":
        end_stay(stay=stay, on=TODAY(), by=dora)
    Disagreement.objects.update(kind=kind, settled_at=None, settled_by=None, how="")
    client.force_login(dora)
    page = BeautifulSoup(client.get(reverse("housing:disagreement", args=[missed.pk])).content, "html.parser")
    links = page.select("main .cluster a")
    assert [" ".join(link.text.split()) for link in links] == steps
    for link in links:
        assert client.get(link["href"]).status_code == 200
