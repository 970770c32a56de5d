from datetime import date
from string import ascii_uppercase, digits

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.it.codicefiscale import calc_check_digit

from beneficiaries.codice_fiscale import (
    MONTHS,
    CodeKind,
    Part,
    facts,
    first_name_letters,
    kind,
    mismatches,
    normalise,
    problems,
    surname_letters,
)

TODAY = date(2025, 11, 23)
NEWBORN_OR_CENTENARIAN = "RSSLCU21A01L219P"
NIGERIAN_WOMAN = "KFRNGZ90E54Z335E"
STAND_INS = dict(zip(digits, "LMNPQRSTUV", strict=True))


def with_check(fifteen):
    return fifteen + calc_check_digit(fifteen)


# The form


def test_a_pasted_code_loses_spaces_and_signs_only():
    assert normalise(" rss mra-45c12\u00a0f20rx ") == "RSSMRA45C12F20RX"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("RSSMRA45C12F205C", CodeKind.CODICE_FISCALE),
        ("CSTNGL22I10D086I", CodeKind.CODICE_FISCALE),
        ("12345678903", CodeKind.PROVISIONAL),
        ("STP0102011234567", CodeKind.STP),
        ("ENI0102011234567", CodeKind.ENI),
        ("RSSMRA45C12F205", None),
        ("R55MRA45C12F205C", None),
        ("RSSMRA4AC12F205C", None),
        ("1234567890A", None),
        ("STP010201123456X", None),
        ("", None),
    ],
)
def test_the_form_tells_the_kind(code, expected):
    assert kind(code) == expected


@pytest.mark.parametrize(
    "code",
    ["RSSMRA45C12F205C", "RSSMRA45C12F20RX", "RSSMRAQRCMNFNLRG", "MRSMSR81D60Z611H", NIGERIAN_WOMAN]
    + ["KFRNGZ90E54Z33RZ", "KFRNGZ90E54Z3PRL", "KFRNGZVLERQZPPRQ", NEWBORN_OR_CENTENARIAN]
    + ["STP0102011234567", "ENI0102011234567", ""],
)
def test_a_sound_code_has_no_problem(code):
    assert problems(code) == []


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("CSTNGL22I10D086I", "month"),
        ("FOXDRA26C24H872A", "last letter"),
        ("RSSMRA80A32L219U", "day"),
        ("RSSMRA80A00L219N", "day"),
        (with_check("RSSMRA80A40L219"), "day"),
        (with_check("RSSMRA80A72L219"), "day"),
        (with_check("RSSMRA81B29L219"), "day"),
        ("RSSMRA45C12F205", "15"),
        ("RSSMRA4OC12F205C", "8, «O»"),
        ("STP010201123456X", "16, «X»"),
        ("12345678904", "last digit"),
        ("00000000000", "last digit"),
    ],
)
def test_an_impossible_code_says_why(code, word):
    assert any(word in str(sentence) for sentence in problems(code))


def test_the_29th_of_february_exists_in_2000_only_of_the_years_00():
    assert problems(with_check("RSSMRA00B29L219")) == []


@pytest.mark.parametrize("office", ["000", "001", "110", "500", "999"])
def test_a_provisional_code_may_come_from_any_office(office):
    serial = "1234567" + office
    assert sum(problems(serial + digit) == [] for digit in digits) == 1


def test_only_a_sound_16_character_code_tells_facts():
    for code in ("", "12345678903", "STP0102011234567", "FOXDRA26C24H872A", "CSTNGL22I10D086I"):
        assert facts(code, TODAY) is None


# What it tells


def test_a_foreign_woman_is_read():
    told = facts(NIGERIAN_WOMAN, TODAY)
    assert (told.birth_date, told.other_birth_date) == (date(1990, 5, 14), None)
    assert (told.sex, told.place, told.country_of_birth) == ("F", "Z335", "NG")


@pytest.mark.parametrize("code", ["KFRNGZ90E54Z33RZ", "KFRNGZ90E54Z3PRL", "KFRNGZVLERQZPPRQ"])
def test_omocodia_changes_no_fact(code):
    assert facts(code, TODAY) == facts(NIGERIAN_WOMAN, TODAY)


def test_a_day_of_omocodia_tells_the_sex():
    assert facts("RSSMRAQRCMNFNLRG", TODAY).sex == "M"
    assert facts("RSSMRAQRCMNFNLRG", TODAY).place == "F205"
    assert facts("RSSMRAQRCMNFNLRG", TODAY).country_of_birth == "IT"


def test_a_child_is_a_child_and_the_other_century_is_told():
    told = facts(NEWBORN_OR_CENTENARIAN, TODAY)
    assert told.birth_date == date(2021, 1, 1)
    assert told.other_birth_date == date(1921, 1, 1)


def test_nobody_is_born_tomorrow():
    code = with_check("RSSLCU25S24L219")
    assert facts(code, date(2025, 11, 23)).birth_date == date(1925, 11, 24)
    assert facts(code, date(2025, 11, 24)).birth_date == date(2025, 11, 24)


def test_nobody_is_asked_whether_born_120_years_ago():
    assert facts(with_check("RSSLCU05A01L219"), TODAY).other_birth_date is None


def test_a_state_that_is_no_more_is_no_country():
    assert facts(with_check("RSSLCU70A01Z118"), TODAY).country_of_birth is None


# Beside what was typed


def parts(code, **typed):
    return [mismatch.part for mismatch in mismatches(code, **typed)]


MARIO = {"first_name": "Mario", "last_name": "Rossi", "birth_date": date(1945, 3, 12), "sex": "M"}


def test_the_same_person_has_no_mismatch():
    assert mismatches("RSSMRA45C12F205C", **MARIO) == []


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ({"first_name": "Luca"}, Part.FIRST_NAME),
        ({"last_name": "Bianchi"}, Part.LAST_NAME),
        ({"birth_date": date(1945, 3, 13)}, Part.BIRTH_DATE),
        ({"birth_date": date(1946, 3, 12)}, Part.BIRTH_DATE),
        ({"sex": "F"}, Part.SEX),
    ],
)
def test_only_the_part_that_differs_is_shown(typed, part):
    assert parts("RSSMRA45C12F205C", **(MARIO | typed)) == [part]


@pytest.mark.parametrize("part", ["first_name", "last_name", "birth_date", "sex"])
def test_what_was_not_typed_never_differs(part):
    assert mismatches("RSSMRA45C12F205C", **(MARIO | {part: None})) == []
    assert mismatches("RSSMRA45C12F205C") == []


def test_a_century_never_differs():
    assert mismatches(NEWBORN_OR_CENTENARIAN, birth_date=date(1921, 1, 1)) == []
    assert mismatches(NEWBORN_OR_CENTENARIAN, birth_date=date(2021, 1, 1)) == []


def test_a_mismatch_tells_both_sides():
    (mismatch,) = mismatches("RSSMRA45C12F205C", last_name="Bianchi")
    assert (mismatch.in_code, mismatch.typed) == ("RSS", "Bianchi")
    assert str(mismatch.sentence) == "Surname: the code has RSS, «Bianchi» would give BNC."


def test_swapped_day_and_month_have_a_sentence_of_their_own():
    (mismatch,) = mismatches("RSSMRA45C12F205C", birth_date=date(1945, 12, 3))
    assert "day and month look swapped" in str(mismatch.sentence)
    (other,) = mismatches("RSSMRA45C12F205C", birth_date=date(1944, 12, 3))
    assert "swapped" not in str(other.sentence)


def test_swapped_names_have_a_sentence_of_their_own():
    (mismatch,) = mismatches("RSSMRA45C12F205C", first_name="Rossi", last_name="Mario")
    assert "other way round" in str(mismatch.sentence)


def test_a_date_of_which_only_the_year_is_known_is_compared_by_year():
    year_only = {"birth_date_precision": "YEAR"}
    assert mismatches("RSSMRA45C12F205C", birth_date=date(1945, 1, 1), **year_only) == []
    assert parts("RSSMRA45C12F205C", birth_date=date(1946, 1, 1), **year_only) == [Part.BIRTH_DATE]


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Müller", "MLL"), ("Göğüş", "GGS"), ("Göğüş", "GGS"), ("D'Angelo", "DNG"), ("De La Cruz", "DLC")]
    + [("Fo", "FOX"), ("Öz", "ZOX"), ("Öz", "ZOE"), ("Ñu", "NUX"), ("Ñu", "NNU"), ("Łoś", "LSO")]
    + [("Đặng", "DNG"), ("Đặng", "DJN"), ("Weiß", "WSS"), ("ʿAlī", "LAI"), ("Ali’", "LAI"), ("Wu", "WUX")]
    + [("Niccolò", "NCC"), ("Rosa-Maria", "RSM"), ("İnci", "NCI"), ("Işık", "SKI")],
)
def test_a_surname_is_compared_in_its_usual_spellings(name, letters):
    assert mismatches(with_check(letters + "MRA45C12F205"), last_name=name) == []


def test_a_name_in_another_script_is_not_compared():
    assert mismatches("RSSMRA45C12F205C", last_name="Шевченко", first_name="محمد") == []


def test_a_first_name_of_four_consonants_loses_the_second():
    assert mismatches(with_check("RSSGNN45C12F205"), first_name="Giovanni") == []
    assert parts(with_check("RSSGVN45C12F205"), first_name="Giovanni") == [Part.FIRST_NAME]


@pytest.mark.parametrize("typed", [{"last_name": "Ahmad"}, {"first_name": "Ahmad"}])
@pytest.mark.parametrize("half", ["HMDXXX", "XXXHMD"])
def test_an_only_name_may_stand_in_either_half(typed, half):
    assert mismatches(with_check(half + "90A01Z200"), **typed) == []


def test_an_only_name_still_has_to_be_that_name():
    assert parts(with_check("HMDXXX90A01Z200"), last_name="Karim", first_name="-") == [Part.LAST_NAME]


@pytest.mark.parametrize("code", ["", "12345678903", "STP0102011234567", "FOXDRA26C24H872A"])
def test_a_code_that_tells_nothing_contradicts_nobody(code):
    assert mismatches(code, **MARIO) == []


# Whoever it is

names = st.text(alphabet="ABCDEFGHIKLMNOPRSTUVZabcdeilmnorstuàèìòùéç' -", min_size=1, max_size=24)
birth_dates = st.dates(date(1926, 1, 1), TODAY)


@st.composite
def people(draw):
    person = {"first_name": draw(names), "last_name": draw(names)}
    assume(all(any(sign.isalpha() for sign in name) for name in person.values()))
    return person | {"birth_date": draw(birth_dates), "sex": draw(st.sampled_from("MF"))}


def bare(name):
    accents = str.maketrans("ÀÈÌÒÙÉÇ", "AEIOUEC", "' -")
    return name.upper().translate(accents)


def code_of(person, place="Z335"):
    born = person["birth_date"]
    day = born.day + (40 if person["sex"] == "F" else 0)
    halves = surname_letters(bare(person["last_name"])) + first_name_letters(bare(person["first_name"]))
    return with_check(f"{halves}{born:%y}{MONTHS[born.month - 1]}{day:02}{place}")


@st.composite
def omocodes(draw, code):
    masked = draw(st.sets(st.sampled_from([6, 7, 9, 10, 12, 13, 14])))
    return with_check("".join(STAND_INS[s] if i in masked else s for i, s in enumerate(code[:15])))


@given(people(), st.data())
def test_nobody_contradicts_their_own_code_nor_any_omocode_of_it(person, data):
    code = data.draw(omocodes(code_of(person)))
    assert kind(code) == CodeKind.CODICE_FISCALE
    assert problems(code) == []
    assert mismatches(code, **person) == []


@given(people(), st.data())
def test_an_omocode_tells_the_same_facts(person, data):
    told = facts(data.draw(omocodes(code_of(person))), TODAY)
    assert person["birth_date"] in (told.birth_date, told.other_birth_date)
    assert told.birth_date <= TODAY
    assert (told.sex, told.place, told.country_of_birth) == (person["sex"], "Z335", "NG")


@given(people(), st.integers(0, 15), st.sampled_from(ascii_uppercase + digits))
def test_one_mistyped_character_never_passes(person, position, sign):
    code = code_of(person)
    assume(sign != code[position])
    assert problems(code[:position] + sign + code[position + 1 :])


@given(st.text(max_size=20))
def test_any_text_is_answered(text):
    assert (kind(text) is None) or normalise(text)
    problems(text), facts(text, TODAY), mismatches(text, **MARIO)
