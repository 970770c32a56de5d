"""A year of a household with us, through the pages only: the entry's reading, a plan, three reviews, an extension,
the exit, and who was found again three months later. Its papers are opened, and looked at as pictures."""

import shutil
import subprocess
from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from PIL import Image
from pypdf import PdfReader

from housing.models import ExitFollowUp
from referrals.models import Referral
from tests.browser.hands import send
from tests.stays import housed, planned_until

pytestmark = pytest.mark.django_db(transaction=True)

TODAY = timezone.localdate()
ENTERED, LEFT = (TODAY - timedelta(days=days) for days in (465, 100))


@pytest.fixture
def stay(alice, host, dora):
    return planned_until(housed(alice, host, dora, days=465, size=2, languages=["ara"]), TODAY + timedelta(days=10))


def sent(page):
    """Of a day long past it is said that it is right."""
    send(page)
    if page.get_by_label("Il giorno è giusto").count():
        page.get_by_label("Il giorno è giusto").check()
        send(page)
    assert page.locator(".error-summary").count() == 0, page.locator(".error-summary").inner_text()


def test_a_year_from_the_keys_to_the_follow_up(page_as, looked_at, stay, olga, dora):
    page, household = page_as(olga), stay.household
    project = open_project(page, household)
    adult = household.memberships.get(is_head=True).person
    hold_review(page, project, adult, ENTERED + timedelta(days=10), moment="entry", level=0)
    for nth in (1, 2, 3):
        hold_review(page, project, adult, ENTERED + timedelta(days=90 * nth), level=nth)
    looked_at(page)
    read_plan(page, project, adult)
    ask_for_more_time(page, stay)

    page = page_as(dora)
    grant_it(page, stay)
    leave(page, stay)

    page = page_as(olga)
    hold_review(page, project, adult, LEFT, moment="exit", level=4)
    the_lines_go_from_the_entry_to_the_exit(page, project)
    looked_at(page)
    find_them_again(page, stay)


def open_project(page, household):
    page.goto(f"/nuclei/{household.pk}/progetto/nuovo/")
    page.fill("[name=own_words]", "Una casa vicino alla scuola")
    sent(page)
    page.locator('main a[href$="/obiettivi/nuovo/"]').first.click()
    page.select_option("[name=area]", "WORK")
    page.fill("[name=title]", "Un lavoro con contratto")
    sent(page)
    return household.life_projects.get()


def hold_review(page, project, adult, day, *, level, moment="review"):
    page.goto(f"/progetti/{project.pk}/verifiche/nuova/")
    assert page.input_value("[name=moment]") == ("entry" if moment == "entry" else "review")
    page.select_option("[name=moment]", moment)
    page.fill("[name=held_on]", day.isoformat())
    page.fill("[name=own_words]", f"Parole del {day:%d/%m/%Y}")
    page.locator("details.scale-fields > summary").first.click()
    for voice in ("person", "worker"):
        page.select_option(f"[name=scale_{adult.pk}_WORK_{voice}]", str(level))
    sent(page)
    assert page.get_by_text(f"Parole del {day:%d/%m/%Y}").count(), page.url


def read_plan(page, project, adult):
    """In Italian and in Arabic, each looked at as a picture."""
    seen = {}
    for language in ("it", "ar"):
        answer = page.request.get(f"/progetti/{project.pk}/piano/pdf/?whose={adult.pk}&language={language}")
        assert answer.headers["content-type"] == "application/pdf"
        paper = PdfReader(BytesIO(answer.body()))
        assert 1 <= len(paper.pages) <= 2 and paper.trailer["/Root"]["/Lang"].startswith(language)
        seen[language] = picture(answer.body())
    assert "Un lavoro con contratto" in PdfReader(BytesIO(answer.body())).pages[0].extract_text()
    assert ink_stands_right(seen["ar"]) and not ink_stands_right(seen["it"])


def picture(paper):
    """The first page, 60 dots an inch, in shades of grey."""
    turned = subprocess.run(
        [shutil.which("pdftoppm"), "-r", "60", "-gray", "-f", "1", "-l", "1", "-"],
        input=paper,
        capture_output=True,
        check=True,
    )
    return Image.open(BytesIO(turned.stdout))


def ink_stands_right(page):
    """Whether the lines of a page begin at its right edge."""
    left, right = (
        page.crop(half).point(lambda shade: 255 * (shade < 128)).histogram()[255]
        for half in ((0, 0, page.width // 3, page.height), (2 * page.width // 3, 0, page.width, page.height))
    )
    return right > left


def ask_for_more_time(page, stay):
    page.goto(f"/accoglienze/{stay.pk}/passo/ask_extension/")
    assert "Un lavoro con contratto" in page.input_value("[name=text]")  # from the goals, to be edited by hand
    page.locator("[name=asked_by][value=household]").check()
    page.locator("[name=reason][value=WORK]").check()
    page.fill("[name=until]", (TODAY + timedelta(days=100)).isoformat())
    sent(page)


def grant_it(page, stay):
    page.goto(f"/accoglienze/{stay.pk}/passo/grant/")
    sent(page)
    stay.refresh_from_db()
    assert stay.planned_until == TODAY + timedelta(days=100)


def leave(page, stay):
    page.goto(f"/segnalazioni/{Referral.objects.get().pk}/passo/close/")
    page.fill("[name=on]", LEFT.isoformat())
    page.select_option("[name=reason]", "GOALS_REACHED")
    page.select_option("[name=destination]", "RENT_MARKET")
    sent(page)
    stay.refresh_from_db()
    assert (stay.state, stay.ended_on) == ("ended", LEFT)


def the_lines_go_from_the_entry_to_the_exit(page, project):
    page.goto(f"/progetti/{project.pk}/")
    assert page.locator(".line-worker[points]").first.get_attribute("points").split() == [
        "8.0,52.0",
        "54.0,41.0",
        "100.0,30.0",
        "146.0,19.0",
        "192.0,8.0",
    ]
    page.locator("details.figures > summary").click()
    heads = page.locator("details.figures thead th").all_inner_texts()
    assert heads[2].startswith("Ingresso") and heads[-1].startswith("Uscita")


def find_them_again(page, stay):
    follow_up = ExitFollowUp.objects.get(stay=stay, months=3)
    page.goto(f"/verifiche-dopo-uscita/{follow_up.pk}/")
    page.locator("[name=reached][value=True]").check()
    page.locator("[name=lives_in]").select_option(index=1)
    page.locator("[name=housed][value=YES]").check()
    sent(page)
    follow_up.refresh_from_db()
    assert follow_up.reached and follow_up.by
