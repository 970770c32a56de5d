"""A real browser on the real site.

- The browser is the system's Chromium (the one without windows if it is there: the same, with a third less work), or
  the path in CHROMIUM: without it these tests fail and name the package.
- `page_as(user)` opens a page signed in by cookie; `sign_in(page, email)` goes through the form.
- Any error on the console, and any request off this machine, fails the test that caused it.
- `looked_at(page)` runs axe at both widths and refuses a page that is wider than the screen.

The live server's tests commit, and the database is flushed after each: reference data come back, audit entries
stay (their table refuses to be emptied). So never count rows of the audit from zero here.
"""

import os
import re
import shutil

import pytest
from django.test import Client

from tests.browser.looking import WIDTHS, wrong_with
from tests.factories import PASSWORD

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps an event loop in the thread of the tests

QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--in-process-gpu",  # one process less to hand each frame to
    # each page is a new world to V8: what runs for half a second isn't worth optimizing
    "--js-flags=--no-maglev --no-turbofan --min-semi-space-size=32 --max-semi-space-size=64",
]
REFUSED_PAGE = re.compile(r"the server responded with a status of (400|401|403|404|409|422|429|502)")
NO_NETWORK = "net::ERR_INTERNET_DISCONNECTED"


@pytest.fixture(scope="session")
def browser_type_launch_args():
    return {
        "executable_path": _chromium(),
        "args": QUIET + (["--no-sandbox"] if os.geteuid() == 0 else []),
        "env": os.environ | {"LANGUAGE": "it"},  # dates are asked for in the browser's own language
    }


def _chromium():
    names = ("chromium-headless-shell", "chromium", "chromium-browser")
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not path:
        pytest.fail(f"The browser tests need Chromium: install the package `{names[0]}`, or set CHROMIUM to its path.")
    return path


@pytest.fixture(scope="session")
def browser_context_args():
    return {"locale": "it-IT", "viewport": {"width": WIDTHS[0], "height": 900}}


@pytest.fixture
def new_page(new_context, live_server):
    """A page of a browser of its own, watched: what goes wrong on it fails the test at its end."""
    wrong = []

    def make(**options):
        context = new_context(base_url=live_server.url, **options)
        context.set_default_timeout(10_000)
        context.on("console", lambda message: wrong.extend(_complaint(message)))
        context.on("weberror", lambda error: wrong.append(str(error.error)))
        context.on("request", lambda request: wrong.extend(_outside(request.url, live_server.url)))
        return context.new_page()

    yield make
    assert wrong == []


def _complaint(message):
    if message.type not in ("error", "warning"):
        return []
    of_a_page = "/static/" not in message.location.get("url", "")
    is_meant = NO_NETWORK in message.text or (of_a_page and REFUSED_PAGE.search(message.text))
    return [] if is_meant else [message.text]


def _outside(url, home):
    return [] if url.startswith((home, "data:", "blob:", "about:")) else [f"request off this machine: {url}"]


@pytest.fixture
def page(new_page):
    return new_page()


@pytest.fixture
def page_as(new_page, live_server):
    def open_as(user, **options):
        client = Client()
        client.force_login(user)
        page = new_page(**options)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        page.context.add_cookies([cookie])
        return page

    return open_as


@pytest.fixture
def sign_in():
    def through_the_form(page, email, password=PASSWORD):
        page.goto("/accesso/accedi/")
        page.get_by_label("Email").fill(email)
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Accedi").click()

    return through_the_form


@pytest.fixture
def looked_at():
    def look(page):
        page.wait_for_load_state("networkidle")  # a page that a click just asked for is not there at once
        assert wrong_with(page) == []

    return look
