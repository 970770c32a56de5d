"""The calendar in a real browser: the months by keyboard, a wide table inside its own frame, a building on a sheet."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.factories import BuildingFactory, PlaceFactory, UnitFactory, UserFactory
from tests.stays import housed
from wemix.access import Role

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def dora(host):
    return UserFactory(first_name="Dora", organisation=host, role=Role.COORDINATOR)


@pytest.fixture
def homes(host):
    """Three buildings; the first has more lines than a sheet can be expected to hold at the size of the screen."""
    return [
        PlaceFactory(unit=UnitFactory(building=building, name=f"Alloggio {n:02}"))
        for building, flats in zip(BuildingFactory.create_batch(3, host=host), (16, 2, 1), strict=True)
        for n in range(flats)
    ]


def test_the_calendar_is_turned_by_keyboard_and_printed_by_building(page_as, looked_at, dora, alice, homes, tmp_path):
    housed(alice, dora.organisation, dora, place=homes[0], days=40, last_name="Abitafinti")
    hidden = housed(alice, dora.organisation, dora, place=homes[1], days=40, last_name="Celatifinti")
    hidden.household.people.update(address_secret=True)
    page = page_as(dora)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/calendario/")
    expect(page.locator(".day.today").first).to_be_in_viewport()
    expect(page.get_by_text("Abitafinti").first).to_be_in_viewport()
    this_month = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("link", name="Questo mese").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).not_to_have_text(this_month)
    page.get_by_role("link", name="Questo mese").click()
    frame = page.get_by_role("region").first
    frame.focus()
    frame.evaluate("frame => frame.scrollLeft = 0")
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    expect(frame).not_to_have_js_property("scrollLeft", 0)
    place = page.get_by_role("rowheader", name="Alloggio 00").first
    assert place.bounding_box()["x"] < 30  # the name of the line stays in sight
    looked_at(page)

    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("link", name="Abitafinti").first.focus()
    sheets = PdfReader(_printed(page, tmp_path)).pages
    assert [sheet.mediabox.width > sheet.mediabox.height for sheet in sheets] == [True] * 3
    for sheet, home in zip(sheets, [homes[0], homes[16], homes[18]], strict=True):
        assert str(home.unit.building) in sheet.extract_text()
        assert str(timezone.localdate().year) in sheet.extract_text()
    paper = " ".join(sheet.extract_text() for sheet in sheets)
    assert "Abitafinti" in paper and "riservato" in paper and "Celatifinti" not in paper
    expect(page.get_by_text("Celatifinti").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Abitafinti")


def _printed(page, folder):
    path = folder / "calendario.pdf"
    page.pdf(path=path, prefer_css_page_size=True)
    return path
