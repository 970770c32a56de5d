"""What a proposal keeps of its reasons: codes and numbers, which say the same later, in each reader's language."""

import json
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation import override
from hypothesis import given

from referrals.matching.freezing import read_snapshot, snapshot
from referrals.matching.ranking import assess
from referrals.matching.rulebook import Rulebook
from tests.referrals.matching.pairs import (
    FAILING,
    FITTING_HOUSEHOLD,
    FITTING_PLACE,
    TODAY,
    assessed,
    households,
    places,
    verdict,
)


def said(assessment):
    return [
        (each.label, each.sentence, each.needs, each.has)
        for each in (*assessment.verdicts, *assessment.neutral_verdicts)
    ] + [(each.label, each.sentence, each.points) for each in assessment.points]


@given(households, places)
def test_a_snapshot_says_the_same_sentences_later(household, place):
    found = assess(household, place, TODAY, Rulebook(version=4))
    read = read_snapshot(json.loads(json.dumps(snapshot(found, household, place))))
    assert read == found
    with override("en"):
        in_english = said(found)
        assert said(read) == in_english
    with override("it"):
        assert said(read) == said(found)


@pytest.fixture
def italian(tmp_path, settings):
    """Our catalogue as it is written now, compiled apart: what lies compiled beside it may be older."""
    source = Path(settings.LOCALE_PATHS[0]) / "it/LC_MESSAGES/django.po"
    compiled = tmp_path / "it/LC_MESSAGES/django.mo"
    compiled.parent.mkdir(parents=True)
    with source.open("rb") as written, compiled.open("wb") as out:
        write_mo(out, read_po(written, locale="it"))
    settings.LOCALE_PATHS = [tmp_path]


def test_a_snapshot_is_read_in_the_reader_s_language(italian):
    read = read_snapshot(snapshot(assessed({"people": 5}, {"beds": 4}), FITTING_HOUSEHOLD, FITTING_PLACE))
    with override("it"):
        assert read.failed[0].sentence == "5 persone non stanno in 4 posti letto."
    with override("en"):
        assert read.failed[0].sentence == "5 people do not fit in 4 beds."


@pytest.mark.parametrize(("rule", "household", "place", "sentence"), FAILING)
def test_every_refusal_has_its_italian(italian, rule, household, place, sentence):
    with override("it"):
        assert verdict(rule, household, place).sentence != sentence


def test_a_snapshot_holds_no_sentence():
    frozen = json.dumps(snapshot(assessed({"people": 5}, {"beds": 4}), FITTING_HOUSEHOLD, FITTING_PLACE))
    assert "do not fit" not in frozen
    assert json.loads(frozen)["total"] == assessed({"people": 5}, {"beds": 4}).total


def test_a_snapshot_keeps_the_facts_as_they_were():
    frozen = json.loads(json.dumps(snapshot(assessed(), FITTING_HOUSEHOLD, FITTING_PLACE)))
    assert (frozen["household"]["people"], frozen["place"]["beds"], frozen["version"]) == (3, 3, 0)
    assert frozen["household"]["needed_from"] == TODAY.isoformat()
    assert not {"apart_from", "neighbours", "held_for"} & {*frozen["household"], *frozen["place"]}


@given(households, places)
def test_everything_is_said_in_words(household, place):
    with override("en"):
        for each in assess(household, place, TODAY).verdicts:
            assert each.sentence.endswith((".", "?"))
            assert each.needs and each.has and each.label
