import re

import pytest
from django.db.models import Choices

from beneficiaries import vocabularies
from beneficiaries.vocabularies import (
    DESTINATION_FACTS,
    FIRST_AGES,
    AgeBand,
    Ethos,
    EthosArea,
    EthosLight,
    EthosLightCategory,
    ExitDestination,
    ExitGroup,
    ExitOutcome,
    Kinship,
    LifeArea,
    Sex,
    age_band,
    kinship_label,
)

LISTS = [value for value in vars(vocabularies).values() if isinstance(value, type) and issubclass(value, Choices)]


@pytest.mark.parametrize("words", LISTS, ids=lambda words: words.__name__)
def test_every_code_has_a_label_of_its_own(words):
    labels = [str(label) for label in words.labels]
    assert all(labels)
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("words", LISTS, ids=lambda words: words.__name__)
def test_no_two_names_share_a_code(words):
    assert len(words.__members__) == len(words)


@pytest.mark.parametrize("words", LISTS, ids=lambda words: words.__name__)
def test_a_code_fits_its_column(words):
    assert all(len(str(value)) <= 24 for value in words.values)


def test_ethos_has_24_situations_in_13_categories_and_4_areas():
    assert len(Ethos) == 24
    assert {situation.category for situation in Ethos} == set(range(1, 14))
    assert {situation.area for situation in Ethos} == set(EthosArea)


@pytest.mark.parametrize(
    ("code", "area"),
    [("2.1", "ROOFLESS"), ("3.1", "HOUSELESS"), ("7.2", "HOUSELESS"), ("8.1", "INSECURE")]
    + [("10.1", "INSECURE"), ("11.1", "INADEQUATE"), ("13.1", "INADEQUATE")],
)
def test_the_area_follows_from_the_category(code, area):
    assert Ethos(code).area == area


def test_every_situation_of_ethos_light_comes_from_one_of_ethos():
    assert sorted(s.light for s in Ethos if s.light) == sorted(EthosLight)
    assert {light.category for light in EthosLight} == set(EthosLightCategory)


@pytest.mark.parametrize(("code", "light"), [("3.3", "L5"), ("6.1", "L8"), ("6.2", "L7"), ("8.1", "L12")])
def test_ethos_light_is_found(code, light):
    assert Ethos(code).light == light


def test_reception_centres_are_outside_ethos_light():
    assert Ethos.RECEPTION_CENTRE.light is None


def test_every_destination_says_its_group_and_outcome():
    assert set(DESTINATION_FACTS) == set(ExitDestination)
    assert ExitDestination.ERP.hmis == 435
    assert ExitDestination.STREET.group == ExitGroup.HOMELESS
    assert ExitDestination.DECEASED.outcome == ExitOutcome.EXCLUDED
    assert ExitDestination.UNKNOWN.outcome == ExitOutcome.NO_DATA


def test_every_life_area_serves_a_published_aim():
    assert {aim for area in LifeArea for aim in area.aims} == set(vocabularies.Aim)


@pytest.mark.parametrize(
    ("age", "band"),
    [(0, "0-2"), (2, "0-2"), (3, "3-5"), (13, "11-13"), (14, "14-17"), (17, "14-17"), (18, "18-24")]
    + [(64, "55-64"), (65, "65+"), (101, "65+"), (None, "UNKNOWN"), (-1, "UNKNOWN")],
)
def test_an_age_falls_into_its_band(age, band):
    assert age_band(age) == band


def test_a_band_starts_where_its_code_says():
    starts = {band: int(re.match(r"\d+", band).group()) for band in AgeBand if band != AgeBand.UNKNOWN}
    assert starts == FIRST_AGES


def test_kinship_is_said_by_sex_where_it_is_known():
    assert kinship_label(Kinship.CHILD, Sex.FEMALE) == "Daughter"
    assert kinship_label(Kinship.CHILD) == "Son or daughter"
    assert kinship_label(12, "M") == "Cousin"
