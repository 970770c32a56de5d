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
