"""A round on the phone where the network comes and goes: what waits, for whom, and what is left of it."""

import gzip
import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from housing.models import Presence
from tests.browser import specimen
from tests.housing.rounds import begin
from tests.stays import housed

pytestmark = pytest.mark.django_db(transaction=True)

LIGHT = 150_000  # bytes: three seconds at 400 kbit/s
PHONE = {"width": 360, "height": 740}
READ_THE_BOX = """async () => {
  const open = indexedDB.open("wemix");
  await new Promise((done) => (open.onsuccess = done));
  const store = open.result.transaction("waiting").objectStore("waiting");
  const all = store.getAll();
  await new Promise((done) => (all.onsuccess = done));
  open.result.close();
  const text = (bytes) => new TextDecoder("latin1").decode(bytes);
  return all.result.map((item) => JSON.stringify({ ...item, iv: text(item.iv), sealed: text(item.sealed) }));
}"""


@pytest.fixture
def stay(host, alice, dora):
    """A mother and two children."""
    return housed(alice, host, dora, last_name="Nascosti Lunghissimocognomecheandrebbeacapo")


@pytest.fixture
def evening(carlo):
    return begin(carlo)


@pytest.fixture
def round_of(page_as, evening, stay):
    """The round's page on the phone of this person."""

    def open_as(user):
        page = page_as(user)
        page.set_viewport_size(PHONE)
        page.goto(reverse("housing:round", args=[evening.pk]))
        return page

    return open_as


def row(page, person):
    return page.get_by_role("group", name=str(person))


def waiting(page):
    return page.evaluate(READ_THE_BOX)


def test_a_round_goes_on_without_a_network_and_each_answer_arrives_once(round_of, stay, carlo, looked_at):
    page = round_of(carlo)
    mother, child, other = stay.household.people.order_by("born_on", "pk")
    looked_at(page)
    with page.expect_response("**/alloggio/**"):
        page.get_by_role("button", name="Adulti tutti presenti").click()
    expect(page.locator("[data-progress]")).to_have_text("1")
    assert Presence.objects.get().person == mother

    page.context.set_offline(True)
    row(page, child).get_by_role("button", name="Presente").click()
    row(page, other).get_by_role("button", name="Assenza non autorizzata").click()
    expect(page.get_by_text("2 invii aspettano su questo dispositivo")).to_be_visible()
    expect(page.locator("[data-progress]")).to_have_text("3")
    looked_at(page)
    kept = waiting(page)
    assert len(kept) == 2 and not any(word in "".join(kept) for word in ("Nascosti", "present", "presenze", "author="))
    assert Presence.objects.count() == 1

    page.context.set_offline(False)
    expect(page.locator("[data-waiting-says]")).to_be_empty()
    assert waiting(page) == []
    said = dict(Presence.objects.filter(by=carlo).values_list("person", "answer"))
    assert said == {mother.pk: "present", child.pk: "present", other.pk: "unauthorised"}
    late = Presence.objects.get(person=child)
    assert late.seen_at < late.received_at
    assert late.history.count() == 1  # once
    expect(page.locator("[data-answer=unauthorised]").get_by_text("L'équipe è avvisata.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("su 3 registrate")).to_contain_text("3")


def test_what_waits_is_nobody_elses_and_signing_out_leaves_nothing(round_of, stay, carlo, olga, evening, sign_in):
    page = round_of(carlo)
    child = stay.household.people.order_by("born_on", "pk").last()
    page.context.set_offline(True)
    row(page, child).get_by_role("button", name="Presente").click()
    expect(page.get_by_text("1 invio aspetta su questo dispositivo")).to_be_visible()

    page.context.clear_cookies(name="sessionid")  # the sign-in expires, and a colleague takes the phone
    page.context.set_offline(False)
    expect(page.get_by_text("accedi di nuovo, e quel che aspetta")).to_be_visible()
    sign_in(page, olga.email)
    page.goto(reverse("housing:round", args=[evening.pk]))
    page.wait_for_load_state("networkidle")
    expect(page.locator("[data-progress]")).to_have_text("0")
    expect(page.locator("[data-waiting-says]")).to_be_empty()
    assert len(waiting(page)) == 1 and not Presence.objects.exists()
    expect(page.locator("form[data-signs-out]").first).to_have_attribute("data-confirm", re.compile("uscendo si perde"))

    page.context.clear_cookies(name="sessionid")
    sign_in(page, carlo.email)  # its author is back
    expect(page.get_by_role("heading", level=1)).to_have_text("Oggi")
    page.wait_for_load_state("networkidle")
    assert waiting(page) == []
    assert Presence.objects.get().by == carlo

    page.goto(reverse("housing:round", args=[evening.pk]))
    page.context.set_offline(True)
    row(page, child).get_by_role("button", name="Assenza autorizzata").click()
    expect(page.get_by_text("1 invio aspetta su questo dispositivo")).to_be_visible()
    page.get_by_text("Menu", exact=True).click()
    page.get_by_role("button", name="Esci").click()
    question = page.get_by_role("dialog")
    expect(question).to_contain_text("non è stato inviato, e uscendo si perde")
    with page.expect_event("requestfailed"):
        question.get_by_role("button", name="Conferma").click()
    page.context.set_offline(False)
    page.goto("/accessibilita/")
    assert waiting(page) == []
    assert Presence.objects.get().answer == "present"


def test_what_is_refused_or_too_old_is_said_until_it_is_read(round_of, stay, carlo, evening, looked_at):
    page = round_of(carlo)
    child = stay.household.people.order_by("born_on", "pk").last()
    page.context.set_offline(True)
    row(page, child).get_by_role("button", name="Presente").click()
    expect(page.get_by_text("1 invio aspetta su questo dispositivo")).to_be_visible()
    Presence.objects.all().delete()
    evening.delete()
    with page.expect_event("load"):  # what is refused is answered by the page as it stands now
        page.context.set_offline(False)
    told = page.locator("[data-waiting-told] li")
    expect(told).to_contain_text("Non accettato: Sera del")
    page.goto("/")
    expect(told).to_contain_text("Non accettato: Sera del")
    looked_at(page)
    told.get_by_role("button", name="Ho letto").click()
    expect(told).to_have_count(0)
    assert waiting(page) == []


def test_what_the_server_fails_at_holds_nothing_else_back(stay, round_of, alice, host, dora, carlo, evening):
    neighbour = housed(alice, host, dora, size=1).household.people.get()
    page = round_of(carlo)
    page.context.set_offline(True)
    first = stay.household.people.order_by("born_on", "pk").last()
    for person in (first, neighbour):
        row(page, person).get_by_role("button", name="Presente").click()
    expect(page.get_by_text("2 invii aspettano su questo dispositivo")).to_be_visible()
    flat = reverse("housing:round_flat", args=[evening.pk, stay.uses.get().unit_id])
    page.route(f"**{flat}", lambda route: route.fulfill(status=502))
    page.context.set_offline(False)
    expect(page.get_by_text("1 invio aspetta su questo dispositivo")).to_be_visible()
    assert Presence.objects.get().person == neighbour


def test_what_waits_for_more_than_a_day_is_dropped_and_said(round_of, stay, carlo):
    page = round_of(carlo)
    child = stay.household.people.order_by("born_on", "pk").last()
    page.context.set_offline(True)
    row(page, child).get_by_role("button", name="Presente").click()
    expect(page.get_by_text("1 invio aspetta su questo dispositivo")).to_be_visible()
    page.evaluate("Date.now = (() => { const then = Date.now() + 25 * 60 * 60 * 1000; return () => then; })()")
    page.context.set_offline(False)
    expect(page.locator("[data-waiting-told] li")).to_contain_text("perché aspettava da più di un giorno: Sera del")
    assert not Presence.objects.exists()


@pytest.mark.urls("tests.browser.specimen")
def test_a_photo_waits_too_and_its_page_goes_on_when_it_is_sent(page_as, carlo):
    page = page_as(carlo)
    page.goto("/foto/")
    seen = bytes(range(256)) * 4000
    page.get_by_label("Foto").set_input_files({"name": "casa.jpg", "mimeType": "image/jpeg", "buffer": seen})
    page.context.set_offline(True)
    page.get_by_role("button", name="Salva").click()
    expect(page.get_by_text("1 invio aspetta su questo dispositivo")).to_be_visible()
    expect(page.get_by_role("button", name="Salva")).to_be_disabled()
    assert seen[:64].decode("latin1") not in waiting(page)[0]
    page.context.set_offline(False)
    expect(page.get_by_text("Arrivata.")).to_be_visible()
    assert [seen] == specimen.RECEIVED


@pytest.mark.urls("tests.browser.specimen")
def test_what_is_refused_when_it_is_sent_fills_its_page_in_again(page_as, carlo):
    left = page_as(carlo)
    left.goto("/foto/")
    left.get_by_label("Foto").set_input_files({"name": "casa.jpg", "mimeType": "image/jpeg", "buffer": b"mattone"})
    left.get_by_label("Nota").fill("Questo no")
    left.context.set_offline(True)
    left.get_by_role("button", name="Salva").click()
    expect(left.get_by_text("1 invio aspetta su questo dispositivo")).to_be_visible()
    left.close()

    page = left.context.new_page()
    left.context.set_offline(False)
    page.goto("/accessibilita/")
    expect(page.locator("[data-waiting-told] li")).to_contain_text("Nota: Così no.")
    page.get_by_role("link", name="Apri la pagina").click()
    expect(page.get_by_label("Nota")).to_have_value("Questo no")
    page.get_by_label("Nota").fill("Questo")
    page.get_by_role("button", name="Salva").click()
    expect(page.get_by_text("Arrivata.")).to_be_visible()
    assert specimen.RECEIVED[-1] == b"mattone"
    assert waiting(page) == []


@pytest.mark.urls("tests.browser.specimen")
def test_after_a_sign_out_in_another_tab_nothing_is_kept(page_as, carlo):
    page = page_as(carlo)
    page.goto("/foto/")
    page.get_by_label("Foto").set_input_files({"name": "casa.jpg", "mimeType": "image/jpeg", "buffer": b"mattone"})
    other = page.context.new_page()
    other.goto("/accessibilita/")
    other.locator("[data-signs-out]").first.evaluate("form => form.requestSubmit()")
    other.wait_for_url("**/accedi/**")
    page.get_by_role("button", name="Salva").click()
    expect(page.get_by_label("Email")).to_be_visible()
    assert page.evaluate("indexedDB.databases()") == []


def test_the_first_visit_is_light_on_a_phone(page_as, evening, host, alice, dora, carlo):
    for number in range(29):  # a house of 120 people
        housed(alice, host, dora, size=4, last_name=f"Cognomelungo{number}")
    page = page_as(carlo)
    page.set_viewport_size(PHONE)
    answers = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(reverse("housing:round", args=[evening.pk]))
    page.wait_for_load_state("networkidle")
    expect(page.get_by_text("su 116 registrate")).to_be_visible()
    sizes = {answer.url: on_the_wire(answer) for answer in answers}
    assert sum(sizes.values()) < LIGHT, sizes


def on_the_wire(answer):
    """As the site sends it where it is deployed; the tests' server does not compress its static files."""
    body = answer.body()
    return len(body if answer.url.endswith(".woff2") else gzip.compress(body))
