"""Why two records may be one person. Reasons for a human to judge; nothing is ever joined by itself."""

import re
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from beneficiaries.spelling import letters, plain

_NEARLY = 0.78  # «Hassan Mohamed» and «Hasan Muhammad» are 0.79 alike, the twins Fatima and Aminata Diallo 0.74


@dataclass(frozen=True)
class Sketch:
    """What is compared of a person. Codes are compared as they are: two omocodes are two people."""

    first_name: str = ""
    last_name: str = ""
    birth_date: date | None = None
    codes: frozenset = frozenset()
    phones: frozenset = frozenset()


@dataclass(frozen=True)
class Likeness:
    reasons: tuple  # lazy sentences, the strongest first
    points: int  # only to put the likeliest first; no threshold hangs on it


def likeness(a, b):
    """The reasons why `a` and `b` may be the same person; None without any. An empty value is no reason."""
    tellers = (_same_code, _same_names, _similar_names, _same_phone)
    found = sorted(filter(None, (tell(a, b) for tell in tellers)), key=lambda found: -found[0])
    if not found:
        return None
    return Likeness(reasons=tuple(reason for _points, reason in found), points=sum(points for points, _r in found))


def _same_code(a, b):
    if _shared(a.codes, b.codes):
        return 100, _("Same codice fiscale or other code")


def _same_names(a, b):
    """In either order: papers of the same person disagree on which name is the surname."""
    if not _words(a) or _words(a) != _words(b):
        return None
    if not (a.birth_date and b.birth_date):
        return _same_names_alone(a)
    if a.birth_date == b.birth_date:
        return 40 + _weighed(20, a), _("Same names and same birth date")
    if abs(a.birth_date.year - b.birth_date.year) <= 1:
        return 40, _("Same names, birth years at most one apart")


def _same_names_alone(a):
    """Who comes in a hurry is often registered without a birth date, and so twice. One name alone is too many's."""
    if len(_words(a)) > 1:
        return 20, _("Same names; a birth date is not known")


def _similar_names(a, b):
    if not a.birth_date or a.birth_date != b.birth_date or _words(a) == _words(b):
        return None
    if _words(a) and _words(b) and _near(" ".join(_words(a)), " ".join(_words(b))):
        return _weighed(40, a), _("Similar names and same birth date")


def _same_phone(a, b):
    """A phone is often a whole family's: it counts only with a first name that is nearly the same."""
    if not _shared(a.phones, b.phones):
        return None
    mine, theirs = letters(plain(a.first_name)), letters(plain(b.first_name))
    if mine and theirs and _near(mine, theirs):
        return 30, format_lazy(_("Same telephone and similar first name ({name})"), name=b.first_name)


def _weighed(points, sketch):
    """1 January is thousands of people's birth date on paper: it tells half of what another does."""
    return points // 2 if (sketch.birth_date.month, sketch.birth_date.day) == (1, 1) else points


def _shared(mine, theirs):
    return {value for value in mine & theirs if value and value.strip()}


def _words(sketch):
    names = f"{sketch.last_name} {sketch.first_name}"
    return sorted(filter(None, (letters(word) for word in re.split(r"[\s-]+", plain(names)))))


def _near(a, b):
    a, b = sorted((a, b))  # the ratio depends on which comes first
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= _NEARLY
