"""Vocabularies whose words a coordinator may change: where a model's choices meet the table of terms.

The codes and the first words are code; what was changed since is the table's (models/term.py). A choice's label asks
when it is read, so that a page, a paper and a file all say what is said now, and no query is ever made for it: each
request learns in its first statement how often the table has changed (acting.py), and reads it again if it has.
"""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import get_language

VOCABULARIES = {}  # name -> its class
STEP = 10  # between two positions as they come: there is room to move one in between


class Vocabulary(TextChoices):
    """`class Colour(Vocabulary, name="colour", title=_("colours"))`; the rest as in any TextChoices."""

    def __init_subclass__(cls, name, title):
        super().__init_subclass__()
        cls.vocabulary, cls.title = name, title
        VOCABULARIES[name] = cls

    @property
    def label(self):
        return TermLabel(self)

    @property
    def first_label(self):
        return self._label_

    @property
    def first_position(self):
        return STEP * (list(type(self)).index(self) + 1)

    @property
    def mappings(self):
        """What other systems call it: system -> code."""
        return {}


def titles():
    return [(name, vocabulary.title) for name, vocabulary in VOCABULARIES.items()]


# What was changed since


@dataclass(frozen=True)
class Change:
    labels: dict  # language -> words
    position: int
    is_hidden: bool = False
    valid_from: date | None = None
    valid_until: date | None = None

    def is_offered(self, day):
        begun = self.valid_from is None or self.valid_from <= day
        return begun and not self.is_hidden and (self.valid_until is None or day <= self.valid_until)


@dataclass
class Known:
    """What this process knows: after `changes` many, what was changed of which (vocabulary, code)."""

    count: int = 0
    changes: dict = field(default_factory=dict)

    def keep_up(self, count, read):
        if count != self.count:
            self.changes = read() if count else {}
            self.count = count

    def of(self, term):
        return self.changes.get((term.vocabulary, term.value))


known = Known()


# What is said and offered


def _words(term):
    change = known.of(term)
    return (change and change.labels.get(get_language())) or str(term.first_label)


class TermLabel(type(lazy(_words, str)())):
    """A lazy text that also knows its term: so a form finds it among its choices."""

    def __init__(self, term):
        super().__init__((term,), {})
        self.term = term

    def __hash__(self):
        """Its term's: Django asks it of all of a field's choices each time that it shows one."""
        return hash(self.term)


def offered(choices, keep=None):
    """Of a field's choices those that are valid today, in the order of today; `keep` is what the row says already."""
    today = timezone.localdate()
    return sorted((choice for choice in choices if _is_offered(*choice, keep, today)), key=_position)


def _is_offered(value, label, keep, today):
    change = known.of(label.term) if isinstance(label, TermLabel) else None
    return change is None or value == keep or change.is_offered(today)


def _position(choice):
    _value, label = choice
    if not isinstance(label, TermLabel):
        return 0
    change = known.of(label.term)
    return change.position if change else label.term.first_position
