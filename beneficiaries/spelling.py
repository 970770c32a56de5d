"""Names as plain capital letters, to compare what different hands have typed."""

import unicodedata

_NO_ACCENT_TO_DROP = str.maketrans(
    {"Æ": "AE", "Œ": "OE", "Ø": "O", "Đ": "D", "Ð": "D", "Ł": "L", "Þ": "TH", "ẞ": "SS"}
    | {"ß": "SS", "Ə": "E", "Ħ": "H", "Ŋ": "N", "ı": "I"}
)


def plain(text):
    """Capital letters without accents, stroke letters as their plain likeness: «Đặng» is DANG."""
    bare = unicodedata.normalize("NFKD", text.upper().translate(_NO_ACCENT_TO_DROP))
    return "".join(sign for sign in bare if not unicodedata.combining(sign))


# As passports and older offices write them; the tax agency has done both.
_SPELLED_OUT = str.maketrans({"Ä": "AE", "Ö": "OE", "Ü": "UE", "Å": "AA", "Ø": "OE", "Đ": "DJ", "Ñ": "NN"})


def spellings(name):
    """A name's letters A–Z in every usual transliteration; none from a script that we can't write in them."""
    composed = unicodedata.normalize("NFC", name).upper()
    variants = {letters(plain(composed)), letters(plain(composed.translate(_SPELLED_OUT)))}
    return {variant for variant in variants if variant.isascii() and variant}


def letters(text):
    """Without what is written between letters: spaces, hyphens, apostrophes, the ʿ of Arabic names."""
    return "".join(sign for sign in text if unicodedata.category(sign) in ("Lu", "Ll", "Lo"))
