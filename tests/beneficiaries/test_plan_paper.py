"""The plan to take home: what stands on it and what never does, in whose language, and how it looks on paper."""

import io
import subprocess
from datetime import date, timedelta

import pytest
from django.urls import reverse
from PIL import Image, ImageChops, ImageStat
from pypdf import PdfReader

from beneficiaries import actions
from beneficiaries.models import DiaryEntry, LifeProject
from beneficiaries.papers.languages import WORDS
from tests import factories
from tests.beneficiaries.life import TODAY, goal_of, page, step_of
from wemix.models import AuditEntry

ADDRESS = "Vicolo Segretissimo 77"
NOTE = "Annotazione riservata della squadra"
LONG = "Provalunghissimafinti Della Sottoprefettura Del Capoluogo Inventato"
DOTS = 60  # an inch
MARGIN = 10  # millimetres in which nothing prints


@pytest.fixture
def printed(client, olga):
    """The paper as somebody prints it, read."""

    def answer(project, by=None, **choices):
        client.force_login(by or olga)
        got = client.get(page("plan_pdf", project), choices)
        assert got["Content-Type"] == "application/pdf", got.content.decode()[:2000]
        return PdfReader(io.BytesIO(got.content))

    return answer


@pytest.fixture
def family(host, alice, olga, dora):
    """Two adults and a child with us, a goal each and one of all; a note in the diary."""
    return family_of(host, alice, olga, dora)


def family_of(host, alice, olga, dora, **more):
    home = factories.flat(host, building__address=ADDRESS)
    household = factories.household(alice, size=3, **more)
    factories.referral(host, of=household, until="housed", coordinator=dora, place=home)
    wife, husband, child = household.people.order_by("pk")
    for person, born_on in ((husband, None), (child, date(TODAY.year - 9, 1, 1))):  # whose age nobody knows is adult
        person.born_on = born_on
        person.save(update_fields=["born_on"])
    project = LifeProject(household=household, own_words="Una casa con il balcone", next_review_on=date(2031, 5, 6))
    actions.open_life_project(project=project, by=olga)
    for person, title in ((wife, "Obiettivo di lei"), (husband, "Obiettivo di lui"), (child, "Obiettivo del figlio")):
        goal_of(project, olga, person=person, title=title)
    of_all = goal_of(project, olga, title="Obiettivo di tutti", indicator="Con le chiavi", due_on=date(2032, 1, 2))
    step_of(of_all, olga, what="Chiamare l'agenzia", who="team", due_on=date(2031, 12, 3))
    entry = DiaryEntry(household=household, text=NOTE)
    actions.write_diary(entry=entry, by=olga)
    return project, wife, husband, child


def words_of(paper):
    return " ".join(" ".join(page.extract_text() for page in paper.pages).split())


def test_by_default_it_is_one_person_s_with_what_is_of_all(printed, family):
    project, wife, *_others = family
    words = words_of(printed(project))
    for said in ("Il mio piano", wife.first_name, "Una casa con il balcone", "Obiettivo di lei", "Obiettivo di tutti"):
        assert said in words
    for said in ("Con le chiavi", "02/01/2032", "Chiamare l'agenzia", "We Mix", "03/12/2031", "06/05/2031", "Le firme"):
        assert said in words
    assert "Obiettivo di lui" not in words and "Obiettivo del figlio" not in words


def test_the_household_s_holds_the_goals_of_those_who_agreed_and_no_others(printed, family):
    project, wife, _husband, child = family
    alone = words_of(printed(project, whose="all"))
    assert "Il nostro piano" in alone and "Obiettivo di tutti" in alone
    assert not any(f"Obiettivo {whose}" in alone for whose in ("di lei", "di lui", "del figlio"))
    joined = words_of(printed(project, whose="all", joining=[wife.pk, child.pk]))
    assert "Obiettivo di lei" in joined and "Obiettivo del figlio" in joined and "Obiettivo di lui" not in joined


def test_who_agreed_to_the_household_s_paper_stands_on_nobody_else_s(printed, family):
    project, wife, husband, _child = family
    words = words_of(printed(project, whose=husband.pk, joining=[wife.pk]))
    assert "Obiettivo di lui" in words and "Obiettivo di lei" not in words


def test_under_protection_no_adult_s_goal_or_words_come_before_another(client, printed, host, alice, olga, dora):
    project, wife, husband, child = family_of(host, alice, olga, dora, secret=True)
    client.force_login(olga)
    refused = client.get(page("plan_pdf", project), {"whose": "all", "joining": [wife.pk]})
    assert refused.status_code == 422
    words = words_of(printed(project, whose="all", joining=[child.pk]))
    assert "Obiettivo del figlio" in words
    for never in ("Obiettivo di lei", "Obiettivo di lui", "Una casa con il balcone", ADDRESS):
        assert never not in words
    assert "Una casa con il balcone" not in words_of(printed(project, whose=husband.pk))
    assert "Obiettivo di lei" in words_of(printed(project, by=alice))


def test_what_is_kept_apart_stands_on_its_own_person_s_paper_alone(printed, family, olga):
    project, wife, husband, _child = family
    goal_of(project, olga, person=wife, title="Obiettivo a parte", is_private=True)
    assert "Obiettivo a parte" in words_of(printed(project, whose=wife.pk))
    assert "Obiettivo a parte" not in words_of(printed(project, whose=husband.pk))
    assert "Obiettivo a parte" not in words_of(printed(project, whose="all", joining=[wife.pk, husband.pk]))


def test_no_paper_says_the_home_or_a_note(printed, family):
    project, *people = family
    for choices in ({"whose": "all", "joining": [person.pk for person in people]}, {}, {"language": "ar"}):
        words = words_of(printed(project, **choices))
        assert ADDRESS not in words and NOTE not in words


def test_of_a_protected_household_only_the_named_worker_prints_among_the_senders(
    client, host, alice, bob, olga, dora, carlo
):
    project, *_people = family_of(host, alice, olga, dora, secret=True)
    for reader, status in ((alice, 200), (bob, 404), (carlo, 403)):
        client.force_login(reader)
        for name in ("plan_print", "plan_pdf"):
            assert client.get(page(name, project)).status_code == status, (name, reader.role)


@pytest.mark.parametrize("language", WORDS)
def test_it_is_tagged_and_speaks_the_language_that_was_chosen(printed, family, language):
    project, *_people = family
    paper = printed(project, language=language)
    root = paper.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - pypdf's own boolean
    assert root["/Lang"] == language and "/StructTreeRoot" in root
    assert paper.metadata.title == WORDS[language]["mine"]["title"] and not paper.metadata.author
    if language != "ar":  # its letters are stored as they are drawn: looked at, not read
        words = words_of(paper).replace("- ", "-")
        for key in ("goals", "about", "change"):
            assert WORDS[language]["mine"][key] in words
        assert WORDS[language]["steps"] in words and WORDS[language]["areas"]["HOUSING"] in words
    assert "Obiettivo di lei" in words_of(paper)


def test_it_speaks_the_person_s_own_language_where_we_write_it_else_italian(printed, family):
    project, wife, husband, _child = family
    for languages, written in ((["bin", "ary", "fra"], "ar"), (["wol"], "it"), ([], "it"), (["ukr"], "uk")):
        wife.languages = languages
        wife.save(update_fields=["languages"])
        assert printed(project, whose=wife.pk).trailer["/Root"]["/Lang"] == written
    assert printed(project, whose="all").trailer["/Root"]["/Lang"] == "it"


def test_its_letters_lie_in_the_file_and_come_from_our_packages(printed, family):
    project, *_people = family
    for language in ("ar", "uk"):
        fonts = [f.get_object() for page in printed(project, language=language).pages for f in fonts_of(page)]
        names = {font["/BaseFont"].split("+")[-1].split("-")[0] for font in fonts}
        assert names <= {"FiraSans", "IBMPlexSansArabic"} and names
        for font in fonts:
            descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & descriptor.keys()


def fonts_of(page):
    return page["/Resources"]["/Font"].values()


def test_six_goals_and_long_names_take_two_pages_and_stay_inside(printed, client, host, alice, olga, tmp_path):
    household = factories.household(alice, size=1, first_name=LONG, last_name=LONG[:60])
    factories.referral(host, of=household, until="submitted")
    project = LifeProject(household=household, own_words=" ".join([LONG] * 4), next_review_on=TODAY)
    actions.open_life_project(project=project, by=olga)
    for number in range(6):
        said = {"title": f"{LONG} {LONG}"[:100], "indicator": f"{LONG} {LONG}"[:100], "due_on": TODAY}
        goal = goal_of(project, olga, person=household.people.get() if number % 2 else None, **said)
        step_of(goal, olga, what=f"{LONG} {number}", due_on=TODAY + timedelta(days=number))
    client.force_login(olga)
    for name, choices in {"it": {}, "ar": {"language": "ar"}, "big": {"language": "ar", "is_large": "on"}}.items():
        paper = client.get(page("plan_pdf", project), choices).content
        pages = len(PdfReader(io.BytesIO(paper)).pages)
        assert pages <= (6 if name == "big" else 2), name
        (tmp_path / f"{name}.pdf").write_bytes(paper)
        subprocess.run(["pdftoppm", "-r", str(DOTS), "-png", f"{name}.pdf", name], cwd=tmp_path, check=True, timeout=60)
        for picture in tmp_path.glob(f"{name}-*.png"):
            with Image.open(picture) as image:
                left, top, right, bottom = ImageChops.invert(image.convert("L")).getbbox()
                width, height = image.size
            margin = MARGIN / 25.4 * DOTS
            assert left > margin and top > margin, picture.name
            assert right < width - margin and bottom < height - margin / 2, picture.name


def test_arabic_begins_on_the_right(printed, client, family, olga, tmp_path):
    """Most of its ink stands on the right half of the page, an Italian one's on the left."""
    project, *_people = family
    client.force_login(olga)
    weights = {}
    for language in ("it", "ar"):
        (tmp_path / f"{language}.pdf").write_bytes(
            client.get(page("plan_pdf", project), {"language": language}).content
        )
        run = ["pdftoppm", "-r", str(DOTS), "-l", "1", "-png", f"{language}.pdf", language]
        subprocess.run(run, cwd=tmp_path, check=True, timeout=60)
        with Image.open(next(tmp_path.glob(f"{language}-*.png"))) as image:
            ink = ImageChops.invert(image.convert("L"))
        half = ink.width // 2
        left, right = (ImageStat.Stat(ink.crop((x, 0, x + half, ink.height // 2))).sum[0] for x in (0, half))
        weights[language] = right / left
    assert weights["it"] < 0.5 and weights["ar"] > 2


def test_a_print_is_remembered_and_its_file_is_named_after_nobody(client, family, olga):
    project, wife, *_others = family
    client.force_login(olga)
    answer = client.get(page("plan_pdf", project), {"whose": wife.pk, "language": "ar"})
    name = answer["Content-Disposition"]
    assert f"piano_{project.pk}_{TODAY:%Y-%m-%d}.pdf" in name and "no-store" in answer["Cache-Control"]
    entry = AuditEntry.objects.get(action="print", verb="life_project.plan")
    assert (entry.user_id, entry.household_id, entry.fields) == (olga.pk, project.household_id, [])


def test_a_choice_of_somebody_else_s_person_is_refused_beside_its_field(client, family, olga, alice):
    project, *_people = family
    stranger = factories.household(alice, size=1).people.get()
    client.force_login(olga)
    answer = client.get(page("plan_pdf", project), {"whose": stranger.pk})
    assert answer.status_code == 422 and stranger.last_name not in answer.content.decode()


def test_the_project_leads_to_the_choice_and_the_choice_back(client, family, olga):
    project, wife, *_others = family
    client.force_login(olga)
    assert page("plan_print", project) in client.get(page("life_project", project)).content.decode()
    alone = page("life_project", project) + f"?persona={wife.pk}"
    assert f"{page('plan_print', project)}?whose={wife.pk}" in client.get(alone).content.decode()
    shown = client.get(page("plan_print", project)).content.decode()
    assert page("plan_pdf", project) in shown and reverse("beneficiaries:life_project", args=[project.pk]) in shown
