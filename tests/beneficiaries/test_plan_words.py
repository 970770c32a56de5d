"""The fixed sentences of the plan to take home: every language has every one, and the Italian ones are easy."""

import re
import string

import pytest

from beneficiaries.papers.languages import DEFAULT, SPOKEN, WORDS
from beneficiaries.vocabularies.life import LifeArea

EASY = 60  # Gulpease: read without help by who went to school for eight years
LONG = 10  # words: shorter ones are headings and labels
SCRIPTS = {"ar": "؀-ۿ", "uk": "Ѐ-ӿ"}


def flat(words, path=""):
    """{path: sentence}"""
    if isinstance(words, str):
        return {path: words}
    return {key: text for name, part in words.items() for key, text in flat(part, f"{path}/{name}").items()}


SENTENCES = {language: flat(words) for language, words in WORDS.items()}


def gulpease(texts):
    """What ends without a stop, as a heading, is a sentence all the same. {day} is read as a date."""
    texts = [text.format(day="1/1/2030") for text in texts]
    sentences = sum(max(1, len(re.findall(r"[.!?](?:\s|$)", text))) for text in texts)
    words = re.findall(r"\w[\w/]*", " ".join(texts))
    return 89 + (300 * sentences - 10 * sum(map(len, words))) / len(words)


def test_seven_languages_have_every_sentence_and_nothing_else():
    assert set(WORDS) == {"it", "en", "fr", "es", "ar", "uk", "ro"} == set(SPOKEN.values())
    for language, sentences in SENTENCES.items():
        assert sentences.keys() == SENTENCES[DEFAULT].keys(), language
        assert all(text.strip() == text != "" for text in sentences.values()), language
        assert set(WORDS[language]["areas"]) == set(LifeArea.values), language


def test_what_is_filled_in_is_filled_in_in_every_language():
    def holes(text):
        return {name for _text, name, _format, _how in string.Formatter().parse(text) if name}

    for language, sentences in SENTENCES.items():
        for key, text in sentences.items():
            assert holes(text) == holes(SENTENCES[DEFAULT][key]), (language, key)


@pytest.mark.parametrize("language", SCRIPTS)
def test_a_language_is_written_in_its_own_letters(language):
    for key, text in SENTENCES[language].items():
        if text != "We Mix":
            assert re.search(f"[{SCRIPTS[language]}]", text), key


def test_no_sentence_was_left_in_italian():
    for language in WORDS.keys() - {DEFAULT}:
        same = {key for key, text in SENTENCES[language].items() if text == SENTENCES[DEFAULT][key]}
        assert {key for key in same if len(SENTENCES[language][key].split()) > 2} == set(), language


def test_the_italian_is_easy_as_a_whole_and_in_each_longer_paragraph():
    sentences = SENTENCES[DEFAULT]
    assert gulpease(sentences.values()) >= EASY
    for key, text in sentences.items():
        if len(text.split()) >= LONG:
            assert gulpease([text]) >= EASY, key


def test_no_italian_sentence_is_longer_than_fifteen_words():
    for key, text in SENTENCES[DEFAULT].items():
        for sentence in re.split(r"[.!?](?:\s|$)", text):
            assert len(sentence.split()) <= 15, key
