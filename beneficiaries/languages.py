"""Languages that people speak in Turin's services: ISO 639-3 codes, named in our own catalogue.

pycountry knows thousands, half of them without an Italian name; a list to pick from must be short.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from beneficiaries.spelling import plain

LANGUAGES = {
    "aar": _("Afar"),
    "aka": _("Akan (Twi)"),
    "sqi": _("Albanian"),
    "amh": _("Amharic"),
    "ara": _("Arabic"),
    "arz": _("Arabic (Egypt)"),
    "apc": _("Arabic (Levant)"),
    "ary": _("Arabic (Morocco)"),
    "aeb": _("Arabic (Tunisia)"),
    "hye": _("Armenian"),
    "bam": _("Bambara"),
    "ben": _("Bengali"),
    "zgh": _("Berber (Tamazight)"),
    "bin": _("Bini (Edo)"),
    "bos": _("Bosnian"),
    "bul": _("Bulgarian"),
    "zho": _("Chinese"),
    "hrv": _("Croatian"),
    "prs": _("Dari"),
    "dyu": _("Dyula"),
    "eng": _("English"),
    "ewe": _("Ewe"),
    "fra": _("French"),
    "ful": _("Fula (Pular)"),
    "kat": _("Georgian"),
    "deu": _("German"),
    "ell": _("Greek"),
    "hat": _("Haitian Creole"),
    "hau": _("Hausa"),
    "hin": _("Hindi"),
    "ibo": _("Igbo"),
    "ita": pgettext_lazy("language", "Italian"),
    "kur": _("Kurdish"),
    "lin": _("Lingala"),
    "mkd": _("Macedonian"),
    "mnk": _("Mandinka"),
    "nep": _("Nepali"),
    "pcm": _("Nigerian Pidgin"),
    "orm": _("Oromo"),
    "pus": _("Pashto"),
    "fas": _("Persian (Farsi)"),
    "pol": _("Polish"),
    "por": _("Portuguese"),
    "pan": _("Punjabi"),
    "que": _("Quechua"),
    "rom": _("Romani"),
    "ron": _("Romanian"),
    "rus": _("Russian"),
    "srp": _("Serbian"),
    "sin": _("Sinhala"),
    "som": _("Somali"),
    "snk": _("Soninke"),
    "spa": _("Spanish"),
    "swa": _("Swahili"),
    "tgl": _("Tagalog"),
    "tam": _("Tamil"),
    "tir": _("Tigrinya"),
    "tur": _("Turkish"),
    "ukr": _("Ukrainian"),
    "urd": _("Urdu"),
    "vie": _("Vietnamese"),
    "wol": _("Wolof"),
    "yor": _("Yoruba"),
    "ise": _("Italian Sign Language (LIS)"),
}


def language_name(code):
    """The name in the reader's language; a code that we don't list stands for itself."""
    return str(LANGUAGES.get(code, code))


def language_choices():
    return sorted(((code, str(name)) for code, name in LANGUAGES.items()), key=lambda choice: plain(choice[1]))
