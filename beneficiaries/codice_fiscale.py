"""What a codice fiscale says of a person, and whether it says the same as what was typed.

The code is read, never made: only the one that the Agenzia delle Entrate issued is valid. Everything here is a
warning for a person to judge, but an impossible form. Two variants by omocodia are two different people, so a
code is compared as it is. From python-stdnum come the check characters only: its reading of omocodia, of
children's birth dates and of provisional codes is wrong (domain study, 4.5).
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from string import ascii_uppercase, digits

from django.db.models import TextChoices
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from stdnum import luhn
from stdnum.it.codicefiscale import calc_check_digit

from beneficiaries.countries import COUNTRIES_BY_Z
from beneficiaries.spelling import spellings
from beneficiaries.vocabularies import BirthDatePrecision, CodeKind, Sex

MONTHS = "ABCDEHLMPRST"
_DIGIT_OR_STAND_IN = digits + "LMNPQRSTUV"
_WITHOUT_OMOCODIA = str.maketrans("LMNPQRSTUV", digits)
_OLDEST = 110  # nobody older is taken for a possible owner of an ambiguous year


class Part(TextChoices):
    LAST_NAME = "LAST_NAME", _("Surname")
    FIRST_NAME = "FIRST_NAME", _("First name")
    BIRTH_DATE = "BIRTH_DATE", _("Birth date")
    SEX = "SEX", _("Registered sex")


@dataclass(frozen=True)
class Facts:
    birth_date: date
    other_birth_date: date | None  # a hundred years earlier, where somebody of that age may live
    sex: Sex
    place: str  # of the comune, or Z and the state's number; omocodia undone
    country_of_birth: str | None  # ISO alpha-2; None for a state that is no more


@dataclass(frozen=True)
class Mismatch:
    part: Part
    in_code: str
    typed: str
    sentence: str


_SHAPES = {
    CodeKind.CODICE_FISCALE: (
        [ascii_uppercase] * 6
        + [_DIGIT_OR_STAND_IN] * 2
        + [ascii_uppercase]
        + [_DIGIT_OR_STAND_IN] * 2
        + [ascii_uppercase]
        + [_DIGIT_OR_STAND_IN] * 3
        + [ascii_uppercase]
    ),
    CodeKind.PROVISIONAL: [digits] * 11,
    CodeKind.STP: [*"STP", *[digits] * 13],
    CodeKind.ENI: [*"ENI", *[digits] * 13],
}


def normalise(text):
    """As it is kept and compared: capitals, without spaces or signs between. Omocodia stays."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text or "")).upper()


def kind(code):
    """Which code this can be by its form alone; None when it can be none."""
    code = normalise(code)
    fitting = (name for name, shape in _SHAPES.items() if _fit(code, shape) == len(code) == len(shape))
    return next(fitting, None)


def problems(code):
    """Sentences on what can't be right in the code itself; an empty code has none."""
    code = normalise(code)
    if not code:
        return []
    match kind(code):
        case None:
            return [_impossible_form(code)]
        case CodeKind.CODICE_FISCALE:
            return [sentence for check in (_month, _day, _check_letter) if (sentence := check(code))]
        case CodeKind.PROVISIONAL if not (luhn.is_valid(code) and int(code)):
            return [_("The last digit does not agree with the others: one of them is mistyped.")]
    return []


def facts(code, today):
    """What a sound 16-character code tells; None from any other."""
    code = normalise(code)
    if kind(code) != CodeKind.CODICE_FISCALE or problems(code):
        return None
    day, sex = _day_and_sex(code)
    birth_date, *older = _birth_dates(_number(code[6:8]), MONTHS.index(code[8]) + 1, day, today)
    place = code[11] + code[12:15].translate(_WITHOUT_OMOCODIA)
    return Facts(
        birth_date=birth_date,
        other_birth_date=older[0] if older and today.year - older[0].year <= _OLDEST else None,
        sex=sex,
        place=place,
        country_of_birth=COUNTRIES_BY_Z.get(place) if place.startswith("Z") else "IT",
    )


def mismatches(code, *, first_name="", last_name="", birth_date=None, birth_date_precision="", sex=""):
    """Part by part, where a sound code differs from what was typed. What was not typed never differs."""
    code = normalise(code)
    if kind(code) != CodeKind.CODICE_FISCALE or problems(code):
        return []
    found = [
        *_name_mismatches(code, last_name or "", first_name or ""),
        _date_mismatch(code, birth_date, birth_date_precision) if birth_date else None,
        _sex_mismatch(code, sex) if sex else None,
    ]
    return [mismatch for mismatch in found if mismatch]


# The code itself


def _fit(code, shape):
    """How many characters, from the left, can stand where they stand."""
    for position, (sign, allowed) in enumerate(zip(code, shape, strict=False)):
        if sign not in allowed:
            return position
    return min(len(code), len(shape))


def _impossible_form(code):
    fits = [_fit(code, shape) for shape in _SHAPES.values() if len(shape) == len(code)]
    if not fits:
        return format_lazy(
            _("A codice fiscale has 16 characters, or 11 digits while provisional; this has {count}."),
            count=len(code),
        )
    return format_lazy(
        _("Character {position}, «{sign}», can't stand there: look for O and 0, I and 1."),
        position=max(fits) + 1,
        sign=code[max(fits)],
    )


def _month(code):
    if code[8] not in MONTHS:
        return format_lazy(_("«{sign}», the ninth character, is the letter of no month."), sign=code[8])


def _day(code):
    if code[8] not in MONTHS:
        return None
    year, (day, _sex) = _number(code[6:8]), _day_and_sex(code)
    if not any(_real_date(century + year, MONTHS.index(code[8]) + 1, day) for century in (1900, 2000)):
        return format_lazy(_("The day of birth in the code, {day}, does not exist."), day=code[9:11])


def _check_letter(code):
    if calc_check_digit(code[:15]) != code[15]:
        return _("The last letter does not agree with the others: one character is mistyped.")


def _number(signs):
    return int(signs.translate(_WITHOUT_OMOCODIA))


def _day_and_sex(code):
    """Women's days are written plus 40; 32 to 40 is nobody's day and stays impossible."""
    day = _number(code[9:11])
    return (day - 40, Sex.FEMALE) if day > 40 else (day, Sex.MALE)


def _birth_dates(year, month, day, today):
    """The dates that two digits of a year can mean, the newest first, none in the future."""
    centuries = range(today.year // 100 * 100, 1700, -100)
    dates = (_real_date(century + year, month, day) for century in centuries)
    return [date for date in dates if date and date <= today]


def _real_date(year, month, day):
    try:
        return date(year, month, day)
    except ValueError:
        return None


# The code beside what was typed


def surname_letters(letters):
    return (_consonants(letters) + _vowels(letters) + "XXX")[:3]


def first_name_letters(letters):
    consonants = _consonants(letters)
    if len(consonants) > 3:
        return consonants[0] + consonants[2:4]
    return surname_letters(letters)


def _consonants(letters):
    return re.sub("[AEIOU]", "", letters)


def _vowels(letters):
    return re.sub("[^AEIOU]", "", letters)


def _name_mismatches(code, last_name, first_name):
    if _one_name_in_the_other_half(code, last_name, first_name):
        return []
    found = [
        _name_mismatch(Part.LAST_NAME, code[:3], surname_letters, last_name),
        _name_mismatch(Part.FIRST_NAME, code[3:6], first_name_letters, first_name),
    ]
    if all(found) and _swapped(code, last_name, first_name):
        return [_swapped_names(code, last_name, first_name)]
    return found


def _agrees(half, letters_of, name):
    return half in {letters_of(spelling) for spelling in spellings(name)}


def _swapped(code, last_name, first_name):
    as_surname = _agrees(code[:3], surname_letters, first_name)
    return as_surname and _agrees(code[3:6], first_name_letters, last_name)


def _one_name_in_the_other_half(code, last_name, first_name):
    """Who has one name may have got it as surname or as first name, with XXX for the other."""
    if code[:3] == "XXX" and not spellings(first_name):
        return _agrees(code[3:6], first_name_letters, last_name)
    if code[3:6] == "XXX" and not spellings(last_name):
        return _agrees(code[:3], surname_letters, first_name)
    return False


def _name_mismatch(part, half, letters_of, name):
    options = sorted({letters_of(spelling) for spelling in spellings(name)})
    if not options or half in options:
        return None
    sentence = format_lazy(
        _("{part}: the code has {in_code}, «{typed}» would give {expected}."),
        part=part.label,
        in_code=half,
        typed=name,
        expected="/".join(options),
    )
    return Mismatch(part, half, name, sentence)


def _swapped_names(code, last_name, first_name):
    sentence = _("First name and surname stand in the code the other way round than typed.")
    return Mismatch(Part.LAST_NAME, f"{code[:3]} {code[3:6]}", f"{last_name} {first_name}", sentence)


def _date_mismatch(code, typed, precision):
    """Only two digits of the year stand in the code: no century can differ."""
    (day, _sex), month, year = _day_and_sex(code), MONTHS.index(code[8]) + 1, _number(code[6:8])
    if precision == BirthDatePrecision.YEAR:
        return _differing_date(_YEARS_DIFFER, f"{year:02}", f"{typed:%Y}") if year != typed.year % 100 else None
    if (year, month, day) == (typed.year % 100, typed.month, typed.day):
        return None
    swapped = (year, month, day) == (typed.year % 100, typed.day, typed.month)
    sentence = _DAY_AND_MONTH_SWAPPED if swapped else _DATES_DIFFER
    return _differing_date(sentence, f"{day:02}/{month:02}/{year:02}", f"{typed:%d/%m/%Y}")


_YEARS_DIFFER = _("Birth year: the code has {in_code}, {typed} was typed.")
_DATES_DIFFER = _("Birth date: the code has {in_code}, {typed} was typed.")
_DAY_AND_MONTH_SWAPPED = _("Birth date: day and month look swapped. The code has {in_code}, {typed} was typed.")


def _differing_date(sentence, in_code, typed):
    return Mismatch(Part.BIRTH_DATE, in_code, typed, format_lazy(sentence, in_code=in_code, typed=typed))


def _sex_mismatch(code, typed):
    _day, in_code = _day_and_sex(code)
    if in_code == typed:
        return None
    sentence = format_lazy(
        _("Registered sex: the code has {in_code}, {typed} was typed."),
        in_code=in_code.label,
        typed=Sex(typed).label,
    )
    return Mismatch(Part.SEX, in_code.value, str(typed), sentence)
