"""The Italian catalogue holds every sentence of the house, and no other.

Read from the sources without GNU gettext, which not every machine has: Django turns a template into Python that
says the same sentences, and Babel reads Python.
"""

import ast
import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.contrib import admin
from django.utils.translation.template import templatize

ROOT = Path(settings.BASE_DIR)
FLOORS = ("referrals", "housing", "beneficiaries", "wemix", "templates")
CATALOGUE = ROOT / "wemix/locale/it/LC_MESSAGES/django.po"
WAYS = {"_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3)}
KEYWORDS = {name + end: which for name, which in WAYS.items() for end in ("", "_lazy", "_noop")}
OVER_DJANGO = {  # its Italian makes every noun masculine, or there is none
    (None, "Add another %(verbose_name)s"),
    (None, "Model name"),
    (None, "Add link"),
    (None, "Change or view list link"),
    (None, "Error:"),
    (None, "Save and add another"),
    (None, "The {name} “{obj}” was added successfully."),
    (None, "The {name} “{obj}” was added successfully. You may add another {name} below."),
    (None, "The {name} “{obj}” was changed successfully."),
    (None, "The {name} “{obj}” was changed successfully. You may add another {name} below."),
    (None, "The {name} “{obj}” was changed successfully. You may edit it again below."),
    (None, "The %(name)s “%(obj)s” was deleted successfully."),
    (None, "You may edit it again below."),
}
BLANK = re.compile(r"%\(\w+\)[a-z]|\{\w*\}")


def sentences_of(path):
    """(context, msgid) of each sentence in a file; of a plural, its singular."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        text = "\n".join(line.strip() for line in templatize(text).splitlines())  # a page's indents aren't Python's
    for _line, said, _comments, context in extract("python", BytesIO(text.encode()), KEYWORDS, ()):
        yield context, all_of(said)[0]


def all_of(text):
    """One form, or singular and plural."""
    return tuple(text) if isinstance(text, tuple | list) else (text,)


def blanks_in(text):
    return set(BLANK.findall(text))


@pytest.fixture(scope="module")
def used():
    """Each sentence that the code says, with a file that says it."""
    files = [path for floor in FLOORS for path in (ROOT / floor).rglob("*") if path.suffix in (".py", ".html", ".txt")]
    return {said: str(path.relative_to(ROOT)) for path in files for said in sentences_of(path)}


@pytest.fixture(scope="module")
def italian():
    """Each entry of the catalogue by its (context, msgid)."""
    with CATALOGUE.open("rb") as file:
        entries = [entry for entry in read_po(file, locale="it", abort_invalid=True) if entry.id]
    return {(entry.context, all_of(entry.id)[0]): entry for entry in entries}


def test_every_sentence_has_its_italian(used, italian):
    translated = {said for said, entry in italian.items() if all(all_of(entry.string))}
    assert {said: file for said, file in used.items() if said not in translated} == {}


def test_no_sentence_hides_inside_another():
    """Who collects the sentences does not look into an f-string: one said there stays English."""
    hidden = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for floor in FLOORS
        for path in (ROOT / floor).rglob("*.py")
        for whole in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(whole, ast.JoinedStr)
        for node in ast.walk(whole)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "gettext", "ngettext", "pgettext")
    ]
    assert hidden == []


def test_no_italian_is_a_guess(italian):
    assert [said for said, entry in italian.items() if entry.fuzzy] == []


def test_italian_leaves_the_blanks_that_english_leaves(italian):
    """A plural's forms may each leave those of either English form: «a day» needs no number."""
    wrong = [
        said
        for said, entry in italian.items()
        for words in all_of(entry.string)
        if blanks_in(words) not in [blanks_in(english) for english in all_of(entry.id)]
    ]
    assert wrong == []


def test_no_word_of_ours_takes_the_place_of_one_of_the_desk_s(italian):
    """A sentence that the desk says too keeps the desk's Italian; else it needs a context of its own."""
    with (Path(admin.__file__).parent / "locale/it/LC_MESSAGES/django.mo").open("rb") as compiled:
        of_desk = {(entry.context, all_of(entry.id)[0]): entry.string for entry in read_mo(compiled) if entry.id}
    taken = {said for said in of_desk if said in italian and italian[said].string != of_desk[said]}
    assert taken - OVER_DJANGO == {(None, "Change password"), (None, "entry")}  # said on no page of the desk


def test_the_catalogue_holds_nothing_that_nobody_says(used, italian):
    assert sorted(set(italian) - set(used) - OVER_DJANGO, key=str) == []
