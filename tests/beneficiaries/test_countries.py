import pycountry
import pytest

from beneficiaries.countries import (
    ANPR_CODES,
    COUNTRIES_BY_Z,
    EEA,
    EU,
    KOSOVO,
    STATELESS,
    citizenship_choices,
    citizenship_group,
    country_choices,
    country_name,
)
from beneficiaries.languages import LANGUAGES, language_choices, language_name


def test_no_two_countries_share_a_z_code_or_an_istat_number():
    assert len(COUNTRIES_BY_Z) == len(ANPR_CODES) == 196
    assert len({istat for _z_code, istat in ANPR_CODES.values()}) == 196


def test_every_country_but_kosovo_is_in_iso_3166():
    assert {code for code in ANPR_CODES if not pycountry.countries.get(alpha_2=code)} == {KOSOVO}


@pytest.mark.parametrize(
    ("z_code", "country"),
    [("Z335", "NG"), ("Z611", "PE"), ("Z160", "XK"), ("Z161", "PS"), ("Z907", "SS"), ("Z217", "TW")]
    + [("Z242", "TL"), ("Z106", "VA"), ("Z330", "MA"), ("Z129", "RO"), ("Z100", "AL")],
)
def test_a_z_code_names_its_country(z_code, country):
    assert COUNTRIES_BY_Z[z_code] == country


@pytest.mark.parametrize(
    ("code", "name"), [("CI", "Costa d'Avorio"), ("PE", "Perù"), ("SY", "Siria"), ("DE", "Germania")]
)
def test_country_names_are_italian_for_italians(code, name):
    assert country_name(code, "it") == name


def test_an_unknown_code_stands_for_itself_and_none_for_nothing():
    assert country_name("QQ", "it") == "QQ"
    assert country_name("", "it") == ""


@pytest.mark.parametrize(
    ("code", "group"),
    [("IT", "IT"), ("RO", "EU"), ("HR", "EU"), ("NO", "EEA"), ("CH", "EEA"), ("GB", "NON_EU")]
    + [("NG", "NON_EU"), (STATELESS, "NON_EU"), ("XD", "UNKNOWN"), ("XN", "UNKNOWN"), ("", "UNKNOWN")],
)
def test_a_citizenship_belongs_to_a_group(code, group):
    assert citizenship_group(code) == group


def test_the_union_has_27_members_with_italy():
    assert len(EU.split()) == 26
    assert set(EU.split() + EEA.split()) <= set(ANPR_CODES)


def test_choices_go_by_name_with_what_is_no_country_last():
    codes = [code for code, _name in citizenship_choices()]
    assert codes[0] == "AF"
    assert codes[-3:] == ["XA", "XD", "XN"]
    assert len(codes) == len(set(codes)) == 200
    assert len(country_choices()) == 197


def test_every_language_is_in_iso_639():
    assert all(pycountry.languages.get(alpha_3=code) for code in LANGUAGES)


def test_languages_go_by_name():
    names = [name for _code, name in language_choices()]
    assert names == sorted(names)
    assert language_name("wol") == "Wolof"
    assert language_name("xyz") == "xyz"
