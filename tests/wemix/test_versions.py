"""What a stale form shows of both versions is said as the page says it."""

from types import SimpleNamespace

import pytest

from tests.browser.specimen import SpecimenForm
from wemix import versions

SAVED = {
    "name": "Amina",
    "since": "2026-03-01",
    "kind": "a",
    "colour": "g",
    "lift": "UNKNOWN",
    "tongues": ["it"],
    "agreed": True,
}
TYPED = SAVED | {"since": "2026-03-09", "kind": "b", "lift": "YES", "tongues": ["it", "ar"], "note": "Chiamare"}


@pytest.fixture
def stale(monkeypatch):
    monkeypatch.setattr(versions, "_row", lambda form: SimpleNamespace(version=2))
    monkeypatch.setattr(versions, "lock_version", lambda row: 2)
    form = SpecimenForm(TYPED, initial=SAVED)
    assert form.is_valid() and versions.refuse_stale(form, {"version": "1"})
    return {line["label"]: (line["saved"], line["typed"]) for line in form.stale}


def test_choices_are_said_in_words_and_days_as_people_write_them(stale):
    assert stale["Tipo"] == ("Primo", "Secondo")
    assert stale["Serve l'ascensore"] == ("Not known", "Yes")
    assert stale["Lingue"] == ("Italiano", "Italiano, Arabo")
    assert stale["Dal"][1] == "09/03/2026"
    assert stale["Nota"] == ("–", "Chiamare")
