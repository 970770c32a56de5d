"""The queue at the desk: whose referrals, how many in each state, and the way to each step and back."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from beneficiaries.models import Denial
from referrals.models import Referral, ReferralEvent
from referrals.states import State
from tests.desk import list_of, page_of
from tests.factories import household, referral
from tests.queries import for_one_and_for_fifty
from wemix.models import AuditEntry

QUEUE = "/amministrazione/referrals/referral/"


@pytest.fixture
def at_desk(client, dora):
    client.force_login(dora)
    return client


@pytest.fixture
def sent(host, rossi):
    return referral(host, of=rossi, until="submitted")


@pytest.fixture
def forty_days_ago(monkeypatch, sent, host, bob):
    """A referral that nothing moved for forty days: steps, once taken, are never re-dated."""
    moment = timezone.now() - timedelta(days=40)
    with monkeypatch.context() as then:
        then.setattr(ReferralEvent._meta.get_field("at"), "_get_default", lambda: moment)
        return referral(host, worker=bob, until="submitted")


def queue(client, **asked):
    """Numbers of the referrals listed."""
    return [row.pk for row in client.get(QUEUE, asked).context["cl"].result_list]


def links(answer):
    """Words and address of every link of a page."""
    return {a.get_text(" ", strip=True): a["href"] for a in BeautifulSoup(answer.content, "html.parser")("a")}


def test_the_queue_is_what_was_sent_to_her_body_and_has_no_home_yet(at_desk, sent, host, other_host, alice, dora, home):
    referral(host, worker=alice, until="draft")
    referral(other_host, worker=alice, until="submitted")
    closed = referral(host, worker=alice, until="withdrawn")
    housed = referral(host, worker=alice, until="housed", coordinator=dora, place=home)
    assert queue(at_desk) == [sent.pk]
    assert set(queue(at_desk, stato="tutte")) == {sent.pk, closed.pk, housed.pk}
    assert queue(at_desk, stato="withdrawn") == [closed.pk]


def test_a_strangers_referral_is_not_found_and_nothing_is_written_here(client, dario, sent, dora):
    client.force_login(dario)
    assert "Rossifinti" not in client.get(QUEUE).content.decode()
    assert client.get(page_of(sent)).status_code == 404
    client.force_login(dora)
    assert client.post(page_of(sent), {"state": "closed"}).status_code == 403
    assert client.get(f"{QUEUE}add/").status_code == 404
    assert client.get(f"{QUEUE}{sent.pk}/delete/").status_code == 404


def test_a_row_says_its_days_as_the_site_does_and_a_dash_for_what_is_not_yet(at_desk, sent):
    Referral.objects.filter(pk=sent.pk).update(needed_from="2026-12-13")
    for language in ("it", "en"):
        at_desk.cookies["django_language"] = language
        row = BeautifulSoup(at_desk.get(page_of(sent)).content, "html.parser")
        assert row.select_one(".field-decided .readonly").get_text(strip=True) == "–"
        assert row.select_one(".field-needed_from .readonly").get_text(strip=True) == "13/12/2026"


@pytest.mark.parametrize("is_demo", [True, False])
def test_a_demonstration_says_so_at_the_desk_too(at_desk, sent, monkeypatch, is_demo):
    monkeypatch.setattr("wemix.context.is_demo", lambda: is_demo)
    for address in ("/amministrazione/", QUEUE, page_of(sent)):
        assert ("demo-banner" in at_desk.get(address).content.decode()) == is_demo


def test_the_technician_has_no_queue(client, tecla, sent):
    client.force_login(tecla)
    assert client.get(QUEUE).status_code == 403
    assert client.get(page_of(sent)).status_code == 404


def test_every_state_says_how_many_are_in_it(at_desk, sent, host, alice):
    referral(host, worker=alice, until="submitted")
    referral(host, worker=alice, until="withdrawn")
    said = BeautifulSoup(at_desk.get(QUEUE).content, "html.parser").find(id="changelist-filter").get_text(" ")
    for counted in ("In coda (2)", "Inviata (2)", "Ritirata (1)", "In valutazione (0)", "Tutte (3)"):
        assert counted in said


def test_the_queue_filters_by_urgency_sender_and_waiting(at_desk, sent, host, charlie, forty_days_ago):
    theirs = referral(host, worker=charlie, until="submitted")
    Referral.objects.filter(pk=theirs.pk).update(urgency=1, urgency_reason="Sgombero", urgency_until="2030-01-01")
    assert queue(at_desk) == [theirs.pk, sent.pk, forty_days_ago.pk]
    assert queue(at_desk, urgency__exact=1) == [theirs.pk]
    assert queue(at_desk, sender__id__exact=theirs.sender_id) == [theirs.pk]
    assert queue(at_desk, ferma=30) == [forty_days_ago.pk]
    assert queue(at_desk, ferma=90) == []


def test_the_queue_counts_days_in_the_state(at_desk, forty_days_ago):
    assert "40 giorni" in at_desk.get(QUEUE).content.decode()


def test_no_name_is_searched_in_the_address(at_desk, sent):
    answer = at_desk.get(QUEUE, {"household__name__startswith": "R"})
    assert answer.status_code == 400
    assert 'id="searchbar"' not in at_desk.get(QUEUE).content.decode()


def test_a_secret_address_is_marked(at_desk, host, alice):
    referral(host, of=household(alice, secret=True), until="submitted")
    assert "indirizzo segreto" in at_desk.get(QUEUE).content.decode()


def test_a_denied_coordinator_sees_nothing(at_desk, dora, olga, sent, rossi):
    Denial.objects.create(user=dora, person=rossi.people.first(), household=rossi, by=olga)
    assert queue(at_desk) == []
    assert at_desk.get(page_of(sent)).status_code == 404


@pytest.mark.parametrize(
    ("state", "buttons"),
    [
        ("submitted", {"Take in review", "Ask for more", "Not eligible"}),
        ("in_review", {"Ask for more", "Put on the waiting list", "Not eligible"}),
        ("waiting", {"Not eligible", "Propose a home", "Put on pause", "Weigh again"}),
        ("proposed", {"Declined by the household", "Take the proposal back", "Accepted: plan the entry"}),
        ("accepted", {"Fell through, or did not arrive", "Hand over the keys"}),
        ("housed", {"Record the exit"}),
        ("closed", set()),
    ],
)
def test_the_steps_are_buttons_of_the_row(at_desk, host, rossi, dora, home, state, buttons):
    made = referral(host, of=rossi, until=state, coordinator=dora, place=home)
    steps = at_desk.get(page_of(made)).context["next_steps"]
    assert {step["label"] for step in steps} == buttons
    assert all(step["url"].endswith(f"?{urlencode({'next': page_of(made)})}") for step in steps)


def test_a_step_taken_from_the_desk_leads_back_to_the_row(at_desk, sent):
    step = links(at_desk.get(page_of(sent)))["Prendi in esame"]
    assert at_desk.post(step).url == page_of(sent)
    sent.refresh_from_db()
    assert sent.state == State.IN_REVIEW


def test_a_question_asked_from_the_desk_leads_back_to_the_row(at_desk, sent):
    ask = links(at_desk.get(page_of(sent)))["Chiedi integrazioni"]
    assert at_desk.post(ask, {"text": "Quanti gradini?"}).url == page_of(sent)


def test_desk_and_site_lead_to_each_other_at_the_same_row(at_desk, sent):
    detail = reverse("referrals:detail", args=[sent.pk])
    assert detail in links(at_desk.get(page_of(sent))).values()
    assert page_of(sent) in links(at_desk.get(detail)).values()


def test_a_step_leads_nowhere_outside(at_desk, sent):
    step = reverse("referrals:step", args=[sent.pk, "take"])
    assert at_desk.post(f"{step}?next=https://altrove.example/").url == reverse("referrals:detail", args=[sent.pk])


def test_a_look_at_a_row_is_remembered(at_desk, dora, sent, rossi):
    at_desk.get(page_of(sent))
    entry = AuditEntry.objects.get(action="look", verb="desk.referral")
    assert (entry.user_id, entry.row, entry.household_id) == (dora.pk, str(sent.pk), rossi.pk)


def test_the_queue_asks_as_much_for_one_row_as_for_fifty(at_desk, sent, host, alice):
    one, fifty = for_one_and_for_fifty(at_desk, list_of(Referral))
    assert one == fifty
