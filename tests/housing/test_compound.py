"""The plan of the compound: every bed counted once, whoever looks; any drawing that carries the buildings' codes."""

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from beneficiaries.models import Denial
from housing.models import Building, PlaceUse
from tests.desk import add_to
from tests.factories import BuildingFactory, bed, flat, household, referral

DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script>
  <g data-building="casa-al-sole" style="fill:red"><image href="https://example.org/x.png"/>
    <g data-label=""><text data-say="name"/><text data-say="figures"/></g>
    <g data-free=""><text data-say="free"/></g></g>
  <g data-building="casa-di-altri"><g data-label=""><text data-say="name">x</text></g></g></svg>"""


@pytest.fixture
def drawn(settings, tmp_path):
    settings.COMPOUND_DRAWING = tmp_path / "other.svg"
    settings.COMPOUND_DRAWING.write_text(DRAWING)


@pytest.fixture
def sunny(host):
    return BuildingFactory(host=host, name="Casa al Sole")


def page(client, user):
    client.force_login(user)
    return BeautifulSoup(client.get("/mappa/").content, "html.parser").main


def numbers(client, user):
    return [int(each.get_text()) for each in page(client, user).select("dl.facts dd")]


def listed(client, user):
    return {
        each.a.get_text(): " ".join(each.get_text(" ").split()) for each in page(client, user).select("li:has(.small)")
    }


def test_every_bed_is_counted_once_whoever_looks(client, host, alice, dora, olga, carlo):
    lives = referral(host, of=household(alice, size=2), until="housed", coordinator=dora, place=flat(host, beds=3))
    referral(host, of=household(alice), until="proposed", coordinator=dora, place=bed(host))
    PlaceUse.objects.create(place=flat(host, beds=2), kind="closure", starts_on=timezone.localdate())
    flat(host, beds=4)
    Denial.objects.create(user=olga, person=lives.household.people.first(), household=lives.household, by=dora)
    for user in (dora, olga, carlo):
        assert numbers(client, user) == [10, 3, 1, 2, 4]


def test_a_building_says_what_is_free_in_it(client, sunny, dora):
    flat(building=sunny)
    bed(building=sunny)
    [said] = listed(client, dora).values()
    assert said == "Casa al Sole 1 alloggio libero, 1 posto letto libero 0 letti occupati su 5"


@pytest.mark.usefixtures("drawn")
def test_another_drawing_stands_in_its_place_without_code(client, sunny, dora):
    flat(building=sunny)
    flat(dora.organisation, building__name="Casa che nessuno ha disegnato")
    svg = next(each for each in page(client, dora).select("svg") if each.get("class") == ["compound-drawing"])
    [link] = svg.select("a")
    assert link["href"] == f"/calendario/?edificio={sunny.pk}"
    assert link["aria-label"] == "Casa al Sole: 0 letti occupati su 4, 1 alloggio libero"
    assert [each.get_text() for each in link.select("text")] == ["Casa al Sole", "0 letti occupati su 4", "1"]
    assert "Casa che nessuno ha disegnato" in listed(client, dora)


@pytest.mark.usefixtures("drawn")
def test_a_building_of_another_host_has_neither_link_nor_label(client, sunny, other_host, dora):
    flat(other_host, building__name="Casa di Altri")
    flat(building=sunny)
    svg = next(each for each in page(client, dora).select("svg") if each.get("class") == ["compound-drawing"])
    assert svg.select_one("[data-building=casa-di-altri] [data-label]")["display"] == "none"
    assert len(svg.select("a")) == 1


@pytest.mark.usefixtures("drawn")
def test_a_drawing_neither_acts_nor_reaches_outside(client, sunny, dora):
    flat(building=sunny)
    drawing = str(next(each for each in page(client, dora).select("svg") if each.get("class") == ["compound-drawing"]))
    assert not any(word in drawing for word in ("script", "onload", "style", "example.org"))


def test_without_a_drawing_the_list_stands_alone(client, sunny, dora, settings):
    settings.COMPOUND_DRAWING = "/nowhere/at/all.svg"
    flat(building=sunny)
    assert "Casa al Sole" in listed(client, dora)


def test_every_building_of_the_demonstration_has_its_place_in_our_drawing(client, dora):
    from referrals.demo.homes import TREES

    for name in TREES:
        flat(dora.organisation, building__name=name)
    assert len(page(client, dora).select("svg a")) == len(TREES)


def test_a_code_comes_from_the_name_and_is_one_buildings(client, sunny, dora):
    assert sunny.code == "casa-al-sole"
    client.force_login(dora)
    answer = client.post(add_to(Building), {"name": "Casa al sole!", "address": "", "code": ""})
    assert answer.status_code == 422
    said = answer.context["adminform"].form.non_field_errors()
    assert said == ["There is a building with this code on the plan."]
