"""The City's bodies that refer to us, and the vocabularies: loaded after every migrate, never overwriting what
people edited.

Names: domain study 1.3 and 1.5.
"""

from django.apps import apps
from django.utils.translation import override

from wemix import catalogue
from wemix.terms import VOCABULARIES

SENDING_BODIES = {
    "polo-nord-est": "Polo di Inclusione Sociale Nord-Est",
    "polo-nord-ovest": "Polo di Inclusione Sociale Nord-Ovest",
    "polo-sud-est": "Polo di Inclusione Sociale Sud-Est",
    "polo-sud-ovest": "Polo di Inclusione Sociale Sud-Ovest",
    "servizio-adulti": "Servizio Adulti in Difficoltà",
    "servizio-stranieri": "Servizio Stranieri",
    "sai-torino": "SAI Torino",
    "famiglie-minori": "Servizi sociali territoriali – famiglie e minori",
    "emergenza-abitativa": "Emergenza abitativa e Lo.C.A.Re.",
    "pronto-intervento": "Pronto Intervento Sociale",
}


def after_migrate(using, apps=apps, **kwargs):
    """Also after the flush of a test, which hands over no `apps`."""
    _load_bodies(apps.get_model("wemix", "Organisation").objects.using(using))
    _load_terms(apps.get_model("wemix", "VocabularyTerm").objects.using(using))


def _load_bodies(bodies):
    for code, name in SENDING_BODIES.items():
        bodies.get_or_create(code=code, defaults={"name": name, "kind": "sending"})


def _load_terms(terms):
    """A term that nobody has changed follows the program; of a changed one only what is not people's to say."""
    catalogue.compile_what_changed()  # or the Italian words would be English
    rows = {(row.vocabulary, row.code): row for row in terms.all()}
    new = []
    for term in (term for vocabulary in VOCABULARIES.values() for term in vocabulary):
        row = rows.get((term.vocabulary, term.value))
        if row is None:
            new.append(terms.model(vocabulary=term.vocabulary, code=term.value, **_as_it_comes(term)))
        else:
            _follow(terms.filter(pk=row.pk), row, _as_it_comes(term))
    terms.bulk_create(new)


def _as_it_comes(term):
    with override("it"):
        italian = str(term.first_label)
    with override("en"):
        english = str(term.first_label)
    return {
        "label_it": italian,
        "label_en": english,
        "position": term.first_position,
        "mappings": term.mappings,
    }


def _follow(found, row, comes):
    mine = comes if row.version == 1 else {"mappings": comes["mappings"]}
    if any(getattr(row, name) != value for name, value in mine.items()):
        found.update(**mine)
