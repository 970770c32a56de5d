"""Every page of the site and of the desk, as each person meets it, and every form as it comes back refused.

The tests' client asks, so that nothing that is sent stays done, and the browser is shown the answer. A page is looked
at once, and again (as another person, of another row, or refused) if anything on it was on no page before. What stands
around it, two thirds of most pages, is taken away where all of it was looked at before. Of each whole answer it is
asked that no id stands twice, and that every label and description belongs to something that is there.
"""

from base64 import b64encode
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from zlib import crc32

import pytest
from django.conf import settings
from django.contrib import admin
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from lxml import etree, html
from playwright.sync_api import Error

from beneficiaries.models import Denial, Handover, LivesApart
from housing import actions
from housing.models import Closure, Room, Stay, Unit
from housing.views.steps import PAGES as STEPS_OF_STAYS
from housing.workflow import steps_open_to as stays_steps
from referrals.models import Referral
from referrals.views.steps import PAGES as STEPS
from referrals.workflow import steps_open_to as referrals_steps
from tests.browser.looking import AXE, wrong_with
from tests.factories import UserFactory, flat, referral
from tests.rules import published
from tests.test_access import LISTS, ROWS, UNSIGNED
from tests.world import browser_of, build
from wemix.access import Role

pytestmark = pytest.mark.django_db(transaction=True)

FILES = {f"referrals:{name}" for name in ("pdf", "for_household_pdf", "minutes", "report_csv", "fairness_csv")}
FILES |= {
    f"housing:{name}"
    for name in ("declaration_pdf", "pact", "record_pdf", "house_rules", "receipt", "photo", "thumbnail", "signed_copy")
}
FILES |= {"beneficiaries:plan_pdf", "beneficiaries:report_pdf"}
NO_PAGE = {*FILES, "beneficiaries:attachment_file", "beneficiaries:diary_file"}
NO_PAGE |= {"account_logout", "set_language"}
ADDRESSES = [page for page in (*LISTS, *ROWS) if page.method == "get" and page.name not in NO_PAGE]
MORE_STATES = ("submitted", "in_review", "accepted", "parked")
STATES = {"draft", "waiting", "referral", "refused", *MORE_STATES}  # keys of a row: a referral that can take a step
STAYS = {"stay", "running", "beyond", "displaced"}  # keys of a row: a stay that can take a step
SHARES = 2  # of the pages, by name: they may be looked at side by side
DESK = (Role.COORDINATOR, Role.TECHNICIAN)


@dataclass(frozen=True)
class Page:
    name: str  # the same for every row that may stand on it
    url: str


@pytest.fixture
def world():
    """What the table of access is tried with, and the rest: referrals in every state, a row of each table of the
    desk, who is asked to take a household over."""
    made = build()
    coordinator, own = made["people"][Role.COORDINATOR], made["rows"]["own"]
    host, worker = coordinator.organisation, made["people"][Role.SOCIAL_WORKER]
    for state in MORE_STATES:
        own[state] = referral(host, worker=worker, until=state, coordinator=coordinator, place=flat(host)).pk
    own |= stays_in_every_situation(worker, host, coordinator)
    for handover in Handover.objects.filter(pk=own["handover"]):
        receiver = UserFactory(organisation=handover.to_organisation)
        made["browsers"][receiver] = browser_of(receiver)
    one, other, *_, last = own["households"]
    published(coordinator)
    Room.objects.create(unit=Unit.objects.visible_to(coordinator).first(), name="Camera", area=14)
    Closure.objects.create(place=flat(host), starts_on=timezone.localdate(), reason="Caldaia")
    LivesApart.objects.create(household=one, other_household=other, by=coordinator)
    Denial.objects.create(user=one.worker, person=last.people.first(), household=last, by=coordinator)
    return made


def stays_in_every_situation(worker, host, coordinator):
    """One that runs; one beyond its planned exit, for which an entry was planned; and an entry that is displaced."""
    today, rooms = timezone.localdate(), [flat(host), flat(host)]
    running, staying_on, beyond = (
        referral(host, worker=worker, until="housed", coordinator=coordinator, place=place).stay
        for place in (flat(host), *rooms)
    )
    for stay in (staying_on, beyond):
        actions.confirm_exit(stay=stay, on=today + timedelta(days=9), by=coordinator)
    coming, displaced = (
        referral(host, worker=worker, until="accepted", coordinator=coordinator, place=flat(host)).stay for _ in "ab"
    )
    for stay, place in ((coming, rooms[1]), (displaced, rooms[0])):
        actions.place_entry(stay=stay, places=[place], on=today + timedelta(days=30), by=coordinator)
    actions.undo_exit(stay=staying_on, reason="HEALTH", by=coordinator)
    Stay.objects.filter(pk=beyond.pk).update(planned_from="2020-01-01", planned_until=today - timedelta(days=1))
    return {"running": running.pk, "beyond": beyond.pk, "displaced": displaced.pk}


def pages_for(user, world):
    """What this person may open, of the own rows and of a protected household's."""
    if user is None:
        return pages_of_the_unsigned()
    rows = [world["rows"]["own"], world["rows"]["protected"]]
    pages = [
        Page(str(page), reverse(page.name, args=[row.get(arg, arg) for arg in page.args]))
        for page in ADDRESSES
        for row in (rows if page.args else rows[:1])
        if user.role in page.roles or not page.roles  # nobody's by role: who is asked to take over
    ]
    if user.is_case_worker:
        pages += [each for row in rows for each in (*steps_of_referrals(user, row), *steps_of_stays(user, row))]
    return pages + (pages_of_the_desk(user) if user.role in DESK else [])


def steps_of_referrals(user, row):
    for sent in Referral.objects.visible_to(user).filter(pk__in=[row[state] for state in STATES & row.keys()]):
        for step in filter(STEPS.__contains__, referrals_steps(sent, user)):
            yield Page(f"step {step}", reverse("referrals:step", args=[sent.pk, step]))


def steps_of_stays(user, row):
    for stay in Stay.objects.visible_to(user).filter(pk__in=[row[key] for key in STAYS & row.keys()]):
        yield Page("housing:stay", reverse("housing:stay", args=[stay.pk]))
        for step in filter(STEPS_OF_STAYS.__contains__, stays_steps(stay, user)):
            yield Page(f"stay {step}", reverse("housing:step", args=[stay.pk, step]))


def pages_of_the_unsigned():
    for name in sorted(UNSIGNED - NO_PAGE):
        yield Page(name, reverse(name, args=["1", "x"] if name.endswith("from_key") else []))


def pages_of_the_desk(user):
    pages = [Page("admin:index", reverse("admin:index"))]
    for model, table in admin.site._registry.items():
        pages.append(Page("admin:app_list", reverse("admin:app_list", args=[model._meta.app_label])))
        rows = model._default_manager.visible_to(user)[:3]
        for name in (page.name for page in table.get_urls()):
            args = [[row.pk] for row in rows] if name.endswith(("_change", "_delete")) else [[]]
            pages += [Page(f"admin:{name}", reverse(f"admin:{name}", args=each)) for each in args]
    return pages


class Seen:
    """The pages that were looked at, and every kind of element in them and around them."""

    def __init__(self):
        self.names, self.of_pages, self.around = set(), set(), set()

    def has(self, name, elements):
        """Whether nothing of this page is new; after asking nothing is."""
        return all([self._had(self.names, {name}), self._had(self.of_pages, elements.of_page)])

    def has_around(self, elements):
        return self._had(self.around, elements.around)

    @staticmethod
    def _had(all_, these):
        had = these <= all_
        all_ |= these
        return had


class Elements:
    """The kinds of element of an answer: tag, type, role, classes and what is current, its parent's and its own; those
    of the page and those around it. And what is wrong with its ids."""

    REFERENCES = ("for", "aria-describedby", "aria-labelledby")

    def __init__(self, answer):
        self.of_page, self.around, self.ids, self.referred = set(), set(), Counter(), set()
        self._add(read(answer), ("document",), self.around)

    def _add(self, one, kind_above, where):
        kind = (one.tag, *map(one.get, ("aria-current", "role", "type")), *one.get("class", "").split())
        where.add((kind_above, kind))
        self.ids.update([one.get("id")] if one.get("id") else [])
        self.referred.update(name for which in self.REFERENCES for name in one.get(which, "").split())
        for part in one.iterchildren(etree.Element):
            self._add(part, kind, self.of_page if one.tag == "main" else where)

    def wrong_ids(self):
        yield from (f"id {name!r} stands twice" for name, times in self.ids.items() if times > 1)
        yield from (f"no id {name!r} is there" for name in sorted(self.referred - self.ids.keys()))


def read(answer):
    return html.document_fromstring(answer.content, html.HTMLParser(encoding="utf-8"))


def refused(client, page, answer):
    """The answer to this page's form sent empty, if it is refused. What the form does is undone."""
    forms = read(answer).xpath("//main//form[@method='post' and not(@action)]")
    if not forms:
        return None
    hidden = forms[0].xpath(".//input[@type='hidden' and @name]")
    with transaction.atomic():
        answer = client.post(page.url, {box.get("name"): box.get("value", "") for box in hidden})
        transaction.set_rollback(True)
    return answer if answer.status_code == 422 else None


class Shown:
    """Answers that were given already, in a browser that still keeps styles and scripts between them.

    Playwright's own routes would do, but they make the browser fetch every style and script anew for each page.
    """

    def __init__(self, page):
        self.page, self.answer = page, None
        page.add_init_script(AXE)  # read once, and not sent along for each page
        self.tools = page.context.new_cdp_session(page)
        self.tools.on("Fetch.requestPaused", self._give)
        self.tools.send("Fetch.enable", {"patterns": [{"resourceType": "Document"}]})

    def show(self, url, answer, with_what_is_around):
        """With nothing folded."""
        self.answer = answer
        try:
            self.page.goto(url)
        except Error as given_up:  # by the browser itself, once in some thousand times on a busy machine
            if "ERR_ABORTED" not in given_up.message:
                raise
            self.page.goto(url)
        if not with_what_is_around:
            self.page.eval_on_selector_all("body > :not(main, :has(main))", "all => all.forEach(one => one.remove())")
        self.page.eval_on_selector_all("main details:not([hx-get])", "all => all.forEach(one => one.open = true)")

    def _give(self, request):
        given = {
            "requestId": request["requestId"],
            "responseCode": self.answer.status_code,
            "responseHeaders": [{"name": name, "value": value} for name, value in self.answer.headers.items()],
            "body": b64encode(self.answer.content).decode(),
        }
        self.tools.send("Fetch.fulfillRequest", given)


def sign_in(browser, home, client):
    """As who asks, for what a page goes on to ask by itself."""
    browser.context.clear_cookies()
    if session := client.cookies.get(settings.SESSION_COOKIE_NAME):
        browser.context.add_cookies([{"name": session.key, "value": session.value, "url": home}])


def share_of(name):
    return crc32(name.encode()) % SHARES


@pytest.mark.parametrize("share", range(SHARES))
def test_every_page_and_every_refused_form_is_clean(share, world, page, live_server):
    seen, wrong, shown = Seen(), [], Shown(page)

    def look(name, url, answer):
        """Unless nothing on it is new."""
        elements = Elements(answer)
        wrong.extend(f"{url}: {complaint}" for complaint in elements.wrong_ids())
        had, had_around = seen.has(name, elements), seen.has_around(elements)
        if not (had and had_around):
            shown.show(live_server.url + url, answer, with_what_is_around=not had_around)
            wrong.extend(wrong_with(page))
        return not had

    for user, client in world["browsers"].items():
        sign_in(page, live_server.url, client)
        for each in (each for each in pages_for(user, world) if share_of(each.name) == share):
            answer = client.get(each.url)
            if answer.status_code == 200 and look(each.name, each.url, answer):
                answer = refused(client, each, answer)
                if answer:
                    look(each.name, each.url, answer)
    assert wrong == []
    expected = {*map(str, ADDRESSES), *(f"step {step}" for step in STEPS), *UNSIGNED - NO_PAGE}
    assert {name for name in expected if share_of(name) == share} - seen.names == set()
