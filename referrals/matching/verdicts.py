"""What the matcher answers: codes and numbers, which become words only when somebody reads them."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from referrals.matching import criterion_wording, wording
from referrals.matching.facts import NO, REFUSED, YES

PASS, FAIL, MISSING = "pass", "fail", "missing"
SENDER, COORDINATOR, NOBODY = "sender", "coordinator", "nobody"
GRAVITY = (PASS, MISSING, FAIL)


def suits(need, has):
    """Passes or fails only where every answer that is still possible would do the same."""
    if need == NO or has == YES:
        return PASS
    if need == YES and has == NO:
        return FAIL
    return MISSING


@dataclass(frozen=True)
class Question:
    """A datum that is missing, and who can tell."""

    field: str
    asks: str
    refused: bool = False

    @classmethod
    def about(cls, field, answer=None):
        """Senders tell about people, coordinators about homes. Who prefers not to say is not asked again: it is
        for the coordinator to weigh, with them."""
        refused = answer == REFUSED
        of_sender = field.startswith("household.") and not refused
        return cls(field, SENDER if of_sender else COORDINATOR, refused)

    @property
    def text(self):
        return str(wording.QUESTIONS[self.field])

    @property
    def sentence(self):
        lead = _("They prefer not to say: %(question)s") if self.refused else _("Not known yet: %(question)s")
        return lead % {"question": self.text}


@dataclass(frozen=True)
class Verdict:
    """One rule's answer about one household and one place."""

    rule: str
    outcome: str
    params: dict = field(default_factory=dict)
    questions: tuple[Question, ...] = ()

    @property
    def label(self):
        return str(self._words.label)

    @property
    def sentence(self):
        if self.outcome == MISSING:
            return " ".join(question.sentence for question in self.questions)
        return str(self._words.fails(self.params) if self.outcome == FAIL else self._words.passes(self.params))

    @property
    def needs(self):
        return str(self._words.needs(self.params))

    @property
    def has(self):
        return str(self._words.has(self.params))

    @property
    def asks(self):
        return tuple(dict.fromkeys(question.asks for question in self.questions))

    @property
    def _words(self):
        return wording.RULES[self.rule]


@dataclass(frozen=True)
class Points:
    """What one criterion gives: `value` from 0 to 1, times its weight."""

    criterion: str
    value: float
    weight: int
    params: dict = field(default_factory=dict)

    @property
    def points(self):
        return round(self.value * self.weight, 1)

    @property
    def label(self):
        return str(criterion_wording.CRITERIA[self.criterion].label)

    @property
    def sentence(self):
        return str(criterion_wording.CRITERIA[self.criterion].says(self.params))
