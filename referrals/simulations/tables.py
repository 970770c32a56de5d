"""A simulation's results as a page shows them: lines of cells and bars, in words."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from referrals.fairness.group_words import CODES, DIMENSIONS, label_of, orderly
from referrals.matching.criterion_wording import CRITERIA
from referrals.matching.groups import ALL
from referrals.matching.order_wording import QUESTIONS
from referrals.matching.outcomes import GroupOutcome
from referrals.matching.policies import FIRST_COME
from referrals.models import RulebookVersion
from referrals.models.rulebook import NUMBERS
from referrals.simulations import ASKED, CURRENT

POLICIES = {FIRST_COME: _("who came first"), CURRENT: _("today's rules"), ASKED: _("rules tried")}
FEW = 100  # households over all seeds, below which a part is chance


@dataclass(frozen=True)
class Cell:
    """One group under one way of choosing."""

    policy: str
    name: str
    found: GroupOutcome

    @property
    def percent(self):
        return round(100 * self.found.housed)


@dataclass(frozen=True)
class GroupLine:
    label: str
    n: int
    cells: tuple

    @property
    def is_few(self):
        return self.n < FEW


class Results:
    def __init__(self, simulation, summaries):
        """A JSON column keeps no order: that of the policies is said here."""
        self.simulation = simulation
        self.summaries = {name: summaries[name] for name in POLICIES if name in summaries}

    @property
    def policies(self):
        return [POLICIES[name] for name in self.summaries]

    @property
    def occupancy(self):
        """(name, part of the beds, the gain over who came first, the gain over today's rules)."""
        for name, summary in self.summaries.items():
            gains = [summary.gains.get(other) for other in (FIRST_COME, CURRENT)]
            percent = 100 * summary.occupancy.mean
            yield {"policy": name, "name": POLICIES[name], "percent": percent, "gains": gains}

    @property
    def changes(self):
        """What was tried, where it differs from what holds: (what, today's, tried)."""
        rulebooks = self.simulation.rulebooks
        before, tried = rulebooks[CURRENT], rulebooks.get(ASKED, rulebooks[CURRENT])
        rows = [(RulebookVersion._meta.get_field(name).verbose_name, before[name], tried[name]) for name in NUMBERS]
        rows += [
            (CRITERIA[code].label, before["weights"].get(code, 0), tried["weights"].get(code, 0)) for code in CRITERIA
        ]
        rows.append((_("who comes first"), _order(before["order"]), _order(tried["order"])))
        return [row for row in rows if row[1] != row[2]]

    @cached_property
    def sections(self):
        """(title, lines): all and by urgency first, then each dimension."""
        first = [self._line(_("all"), ALL), *self._lines("band")]
        rest = [(DIMENSIONS[dimension], self._lines(dimension)) for dimension in CODES if dimension != "band"]
        return [(_("All, and by urgency"), first), *rest]

    def _lines(self, dimension):
        every = {group for summary in self.summaries.values() for group in summary.groups}
        codes = [code for name, _, code in (group.partition(":") for group in every) if name == dimension]
        return [self._line(label_of(dimension, code), f"{dimension}:{code}") for code in orderly(dimension, codes)]

    def _line(self, label, group):
        nobody = GroupOutcome(0, 0.0, None, None)
        cells = tuple(
            Cell(name, POLICIES[name], summary.groups.get(group, nobody)) for name, summary in self.summaries.items()
        )
        return GroupLine(label, cells[0].found.n, cells)


def _order(questions):
    return " › ".join(str(QUESTIONS[question].label) for question in questions)
