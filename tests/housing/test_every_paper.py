"""Every paper of a stay of a protected household: who may hold it, what stands on it, and how it looks."""

import io
import subprocess
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image, ImageChops
from pypdf import PdfReader

from housing import actions
from housing.models import HandoverRecord, HouseRules, RecordLine
from tests import factories
from tests.housing.money import pay
from wemix.access import Role

ADDRESS, HOUSE, NAME = "Vicolo Segretissimo 77", "Casa Riservatissima", "Segretifinti"
LONG = "Provalunghissimafinti Della Sottoprefettura Del Capoluogo Inventato"
DOTS = 60  # an inch
MARGIN = 10  # millimetres in which no paper may print

# name of the address: who reads it, whether it says the name, whether it says the home
TEAM = (Role.OPERATOR, Role.COORDINATOR)
PAPERS = {
    "pact": ((*TEAM, Role.SOCIAL_WORKER), True, True),
    "record_pdf": ((*TEAM, Role.CUSTODIAN), True, True),
    "declaration_pdf": (TEAM, True, True),
    "house_rules": ((*TEAM, Role.CUSTODIAN), False, False),
    "receipt": (TEAM, True, False),
}


@pytest.fixture
def papers(host, alice, dora):
    """{name of the address: its arguments}: of one stay, with names as long as names can be."""
    home = factories.flat(host, name="Alloggio", building__name=HOUSE, building__address=ADDRESS)
    who = {"last_name": NAME, "first_name": LONG, "citizenships": ["NG"]}
    family = factories.household(alice, size=3, secret=True, **who)
    factories.referral(host, of=family, until="housed", coordinator=dora, place=home)
    stay = family.stays.get()
    lines = [RecordLine(kind="thing", what=f"{LONG} {number}"[:80], how_many=2) for number in range(30)]
    record = HandoverRecord(stay=stay, unit=home.unit, kind="handover", note=" ".join([LONG] * 9))
    actions.write_record(record=record, lines=lines, photos=[factories.photo()] * 4, by=dora)
    rules = HouseRules(text="\n\n".join([" ".join([LONG] * 12)] * 9), why="Prima")
    actions.publish_house_rules(rules=rules, host=host, by=dora)
    payment = pay(stay, 80, timezone.localdate() - timedelta(days=1), dora)
    return {
        "pact": [stay.pk],
        "record_pdf": [record.pk],
        "declaration_pdf": [stay.declarations.get().pk],
        "house_rules": [],
        "receipt": [payment.pk],
    }


@pytest.fixture
def ask(client, papers):
    def answer(user, name):
        client.force_login(user)
        return client.get(reverse(f"housing:{name}", args=papers[name]))

    return answer


def words_of(paper):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages).split())


def test_each_paper_says_whose_it_is_and_the_home_only_where_it_is_about_it(ask, dora):
    for name, (_readers, says_name, says_home) in PAPERS.items():
        answer = ask(dora, name)
        words = words_of(answer.content)
        assert (NAME in words) == says_name, name
        assert (ADDRESS in words) == (HOUSE in words) == says_home, name
        assert NAME not in answer["Content-Disposition"] and HOUSE not in answer["Content-Disposition"]


def test_a_paper_of_a_secret_home_is_for_nobody_else(ask, alice, bob, olga, dora, carlo, charlie):
    other_host = factories.OrganisationFactory(host=True)
    strangers = [bob, charlie, factories.UserFactory(role=Role.COORDINATOR, organisation=other_host)]
    for name, (readers, _name, _home) in PAPERS.items():
        for user in (alice, olga, dora, carlo):
            assert (ask(user, name).status_code == 200) == (user.role in readers), (name, user.role)
        for user in strangers:
            answer = ask(user, name)
            is_theirs = name == "house_rules" and user.organisation == other_host  # their own house's
            assert answer.status_code in ((200,) if is_theirs else (403, 404)), (name, user)
            words = words_of(answer.content) if is_theirs else answer.content.decode()
            assert not any(secret in words for secret in (ADDRESS, HOUSE, NAME)), (name, user)


def test_each_paper_is_tagged_in_italian_and_says_nothing_of_who_printed_it(ask, dora):
    for name in PAPERS:
        read = PdfReader(io.BytesIO(ask(dora, name).content))
        root = read.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"] == True, name  # noqa: E712 - pypdf's own boolean
        assert root["/Lang"].startswith("it") and "/StructTreeRoot" in root, name
        assert read.metadata.title and not read.metadata.author, name


def test_nothing_runs_out_of_its_sheet_however_long_the_names(ask, dora, tmp_path):
    for name in PAPERS:
        (tmp_path / f"{name}.pdf").write_bytes(ask(dora, name).content)
        subprocess.run(["pdftoppm", "-r", str(DOTS), "-png", f"{name}.pdf", name], cwd=tmp_path, check=True, timeout=60)
        pages = sorted(tmp_path.glob(f"{name}-*.png"))
        assert pages, name
        for page in pages:
            (left, top, right, bottom), (width, height) = printed_on(page)
            margin = MARGIN / 25.4 * DOTS
            assert left > margin and top > margin, page.name
            assert right < width - margin and bottom < height - margin / 2, page.name


def printed_on(page):
    """The box that holds all ink, and the size of the sheet."""
    with Image.open(page) as image:
        return ImageChops.invert(image.convert("L")).getbbox(), image.size
