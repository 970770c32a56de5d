"""The fixed sentences of the papers that people take home: a language is a file, and each has every sentence.

They are not the site's catalogue, which speaks to those who work here. Short sentences, easy words.
"""

from beneficiaries.papers.languages import ar, en, es, fr, it, ro, uk

DEFAULT = "it"
WORDS = {"it": it.WORDS, "en": en.WORDS, "fr": fr.WORDS, "es": es.WORDS, "ar": ar.WORDS, "uk": uk.WORDS, "ro": ro.WORDS}
RIGHT_TO_LEFT = {"ar"}

SPOKEN = {  # a language that somebody speaks (beneficiaries.languages) -> the one that we write to them
    "ita": "it",
    "eng": "en",
    "pcm": "en",
    "fra": "fr",
    "spa": "es",
    "ara": "ar",
    "arz": "ar",
    "apc": "ar",
    "ary": "ar",
    "aeb": "ar",
    "ukr": "uk",
    "ron": "ro",
}


def language_of(person):
    """The first of theirs that we write, else Italian."""
    return next((SPOKEN[code] for code in person.languages if code in SPOKEN), DEFAULT)
