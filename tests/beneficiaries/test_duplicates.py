from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beneficiaries.duplicates import Sketch, likeness

FATOU = Sketch("Fatou", "Diallo", date(1990, 5, 14), frozenset({"KFRNGZ90E54Z335E"}), frozenset({"+393331234567"}))
STRANGER = Sketch("Elena", "Popescu", date(1971, 2, 3), frozenset({"12345678903"}), frozenset({"+393409999999"}))


def reasons(a, b):
    found = likeness(a, b)
    return [str(reason) for reason in found.reasons] if found else []


def only(**values):
    return replace(Sketch(), **values)


def named(first_name, last_name, born=date(1990, 5, 14)):
    return only(first_name=first_name, last_name=last_name, birth_date=born)


def test_two_strangers_are_not_alike():
    assert likeness(FATOU, STRANGER) is None


def test_nothing_known_is_like_nobody():
    assert likeness(Sketch(), Sketch()) is None
    assert likeness(Sketch(), FATOU) is None


def test_empty_values_never_match():
    empty = Sketch("", " ", None, frozenset({""}), frozenset({"", " "}))
    assert likeness(empty, empty) is None


def test_the_same_code_is_a_reason_alone():
    assert reasons(only(codes=FATOU.codes), replace(STRANGER, codes=FATOU.codes)) == [
        "Same codice fiscale or other code"
    ]


def test_two_omocodes_are_two_people():
    other = only(codes=frozenset({"KFRNGZ90E54Z33RZ"}))
    assert likeness(only(codes=FATOU.codes), other) is None


@pytest.mark.parametrize(
    ("first_name", "last_name"),
    [("Nadège", "N'Guessan"), ("NGUESSAN", "nadege"), ("", "N’Guessan-Nadège"), ("ʿNadège", "Nguessan")],
)
def test_the_same_names_match_in_either_order_without_accents(first_name, last_name):
    assert reasons(named("Nadege", "Nguessan"), named(first_name, last_name)) == ["Same names and same birth date"]


def test_the_same_names_match_when_born_a_year_apart():
    one = named("Ali", "Hassan", date(1990, 12, 31))
    assert reasons(one, named("Ali", "Hassan", date(1991, 3, 1))) == ["Same names, birth years at most one apart"]
    assert likeness(one, named("Ali", "Hassan", date(1992, 1, 1))) is None


def test_the_same_names_are_a_reason_where_a_birth_date_is_not_known_and_the_weakest():
    undated = likeness(named("Ali", "Hassan", None), named("Ali", "Hassan"))
    assert [str(reason) for reason in undated.reasons] == ["Same names; a birth date is not known"]
    a_year_apart = likeness(named("Ali", "Hassan"), named("Ali", "Hassan", date(1991, 3, 1)))
    assert undated.points < a_year_apart.points
    assert likeness(named("Hasan", "Ali", None), named("Ali", "Hassan")) is None


def test_one_name_alone_is_no_reason():
    assert likeness(named("", "Hassan", None), named("", "Hassan")) is None


def test_a_name_spelled_otherwise_matches_on_the_same_birth_date():
    assert reasons(named("Mohamed", "Hassan"), named("Muhammad", "Hasan")) == ["Similar names and same birth date"]
    assert likeness(named("Mohamed", "Hassan"), named("Muhammad", "Hasan", date(1990, 5, 15))) is None


def test_twins_are_two():
    assert likeness(named("Fatima", "Diallo"), named("Aminata", "Diallo")) is None


@pytest.mark.parametrize("other", ["Hassan", "Hasan"])
def test_the_first_of_january_weighs_less(other):
    new_year, may = date(1990, 1, 1), date(1990, 5, 14)
    on_paper = likeness(named("Ali", "Hassan", new_year), named("Ali", other, new_year))
    for_sure = likeness(named("Ali", "Hassan", may), named("Ali", other, may))
    assert 0 < on_paper.points < for_sure.points


def test_the_same_first_of_january_tells_more_than_a_year_apart():
    one = named("Ali", "Hassan", date(1990, 1, 1))
    apart = likeness(one, named("Ali", "Hassan", date(1991, 1, 1)))
    assert likeness(one, one).points > apart.points


def test_a_shared_phone_counts_with_a_similar_first_name():
    phone = frozenset({"+393331234567"})
    ahmed = only(first_name="Ahmed", phones=phone)
    assert reasons(ahmed, only(first_name="Ahmad", phones=phone)) == ["Same telephone and similar first name (Ahmad)"]
    assert likeness(ahmed, only(first_name="Amina", phones=phone)) is None
    assert likeness(ahmed, only(phones=phone)) is None


def test_the_strongest_reason_comes_first_and_points_add_up():
    found = likeness(FATOU, FATOU)
    assert len(found.reasons) == 3
    assert str(found.reasons[0]) == "Same codice fiscale or other code"
    assert found.points > likeness(only(codes=FATOU.codes), FATOU).points


sketches = st.builds(
    Sketch,
    first_name=st.sampled_from(["", "Ali", "Aly", "Fatou", "Öz"]),
    last_name=st.sampled_from(["", "Ali", "Hassan", "Hasan"]),
    birth_date=st.sampled_from([None, date(1990, 1, 1), date(1990, 5, 14), date(1991, 5, 14)]),
    codes=st.frozensets(st.sampled_from(["", "A", "B"])),
    phones=st.frozensets(st.sampled_from(["", "1", "2"])),
)


@given(sketches, sketches)
def test_likeness_goes_both_ways(a, b):
    one, other = likeness(a, b), likeness(b, a)
    assert (one and one.points) == (other and other.points)
