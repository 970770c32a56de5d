"""publiccode.yml as the national catalogue's parser reads it (standard 0.7): an unknown key there is an error."""

from datetime import date
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
REQUIRED = {
    "publiccodeYmlVersion",
    "name",
    "url",
    "platforms",
    "developmentStatus",
    "softwareType",
    "description",
    "legal",
    "maintenance",
    "localisation",
}
OPTIONAL = {
    "landingURL",
    "isBasedOn",
    "softwareVersion",
    "releaseDate",
    "logo",
    "categories",
    "usedBy",
    "fundedBy",
    "roadmap",
    "supports",
    "organisation",
    "intendedAudience",
    "applicationSuite",
    "dependsOn",
}
STATUSES = {"concept", "development", "beta", "stable", "obsolete"}
CATEGORIES = {
    "business-process-management",
    "data-collection",
    "resource-management",
    "property-management",
    "workflow-management",
}


@pytest.fixture(scope="module")
def card():
    return yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))


def test_every_key_is_known_and_none_is_missing(card):
    assert REQUIRED <= set(card) <= REQUIRED | OPTIONAL


def test_what_is_chosen_from_a_list_is_in_it(card):
    assert card["publiccodeYmlVersion"] in ("0", "0.7")
    assert card["developmentStatus"] in STATUSES
    assert card["softwareType"] == "standalone/web"
    assert set(card["categories"]) <= CATEGORIES
    assert set(card["intendedAudience"]) <= {"countries", "unsupportedCountries", "scope"}
    assert all(country.isupper() for country in card["intendedAudience"]["countries"])


@pytest.mark.parametrize("language", ["it", "en"])
def test_descriptions_have_the_length_that_the_catalogue_shows(card, language):
    words = card["description"][language]
    assert set(words) <= {"shortDescription", "longDescription", "features", "documentation", "screenshots"}
    assert 0 < len(words["shortDescription"]) <= 150
    assert 150 <= len(words["longDescription"]) <= 10_000
    assert words["features"]


def test_the_licence_is_the_one_of_the_project(card):
    assert card["legal"] == {"license": "AGPL-3.0-or-later"}
    assert 'license = "AGPL-3.0-or-later"' in (ROOT / "pyproject.toml").read_text()
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in (ROOT / "LICENSE").read_text()


def test_who_maintains_it_is_named_where_the_kind_asks_for_it(card):
    maintenance = card["maintenance"]
    assert maintenance["type"] in ("internal", "contract", "community", "none")
    assert bool(maintenance.get("contacts")) == (maintenance["type"] in ("internal", "community"))
    assert bool(maintenance.get("contractors")) == (maintenance["type"] == "contract")


def test_languages_are_those_of_the_site(card, settings):
    assert card["localisation"]["localisationReady"] is True
    assert set(card["localisation"]["availableLanguages"]) == set(dict(settings.LANGUAGES)) == set(card["description"])


def test_the_version_is_the_one_of_the_project(card):
    assert f'version = "{card["softwareVersion"]}"' in (ROOT / "pyproject.toml").read_text()
    assert isinstance(card.get("releaseDate", date.today()), date)
