"""Every household with every place at once, by the very rules and criteria that weigh one pair.

A rule is asked once for each combination of the facts that it reads, and what it reads is seen while it is asked: where
those facts are equal, so is the answer. So thousands of pairs cost a few hundred questions, and there is no second
copy of a rule that could differ from the first.
"""

from dataclasses import fields
from functools import cache, cached_property, partial
from operator import attrgetter

import numpy as np

from referrals.matching.criteria import CRITERIA
from referrals.matching.ranking import Assessment, by_points, in_turn
from referrals.matching.rulebook import DEFAULT
from referrals.matching.rules import RULES
from referrals.matching.verdicts import FAIL, MISSING, Points

OF_NEIGHBOURS = ("company", "apart")  # differ for every two households: asked last, where nothing else says no
NOT_ASKED = -1


def places_for(household, places, today, rulebook=DEFAULT):
    places = tuple(places)
    grid = Grid([household], places, today, rulebook)
    return by_points(grid.assessment(0, column) for column in range(len(places)))


def households_for(place, households, today, rulebook=DEFAULT):
    households = tuple(households)
    grid = Grid(households, [place], today, rulebook)
    return in_turn([grid.assessment(row, 0) for row in range(len(households))], households, today, rulebook)


class Grid:
    """`households` are its rows and `places` its columns, in the order given."""

    def __init__(self, households, places, today, rulebook):
        self.households, self.places = tuple(households), tuple(places)
        self.today, self.rulebook = today, rulebook
        self.facts = _Facts(self.households), _Facts(self.places)
        self.rules, self.blocked = {}, np.zeros((len(self.households), len(self.places)), dtype=bool)
        for rule in sorted(RULES, key=lambda rule: rule.code in OF_NEIGHBOURS):
            if rule.code not in rulebook.off:
                self._ask(rule)
        self.criteria = {each.code: _Answers(self._gives(each), *self.facts) for each in CRITERIA}

    def _ask(self, rule):
        undecided = ~self.blocked if rule.code in OF_NEIGHBOURS else None
        self.rules[rule.code] = _Answers(self._asks(rule), *self.facts, undecided)
        self.blocked |= self._sum([self.rules[rule.code]], lambda answer: answer.outcome == FAIL, bool)

    def _asks(self, rule):
        return lambda household, place: rule.check(household, place, self.rulebook, self.today)

    def _gives(self, criterion):
        weight = self.rulebook.weight_of(criterion.code)

        def give(household, place):
            value, params = criterion.give(household, place, self.rulebook, self.today)
            return Points(criterion.code, round(value, 3), weight, params)

        return give

    @cached_property
    def asking(self):
        """Only a missing datum stands between the two."""
        return self._sum(self.rules.values(), lambda answer: answer.outcome == MISSING, bool) & ~self.blocked

    @cached_property
    def fits(self):
        return ~self.blocked & ~self.asking

    @cached_property
    def tenths(self):
        """The points of each pair, in tenths: whole numbers."""
        return self._sum(self.criteria.values(), lambda points: round(points.points * 10), np.int16)

    def _sum(self, asked, number, dtype):
        """Place by place in memory, as the answers lie; household by place for who reads it."""
        total = np.zeros((len(self.places), len(self.households)), dtype=dtype)
        for answers in asked:
            numbers = np.array([*(number(answer) for answer in answers.all), 0], dtype=dtype)  # not asked: 0
            if numbers.any():
                total += numbers[answers.which][answers.kind_of_place]
        return np.ascontiguousarray(total.T)

    def failing(self, rows, columns):
        """Rule -> where it fails, for these rows and columns; rules that fail nowhere are left out. Of a pair that
        another rule blocks, not all are asked."""
        failing = {code: answers for code, answers in self.rules.items() if answers.fails.any()}
        return {code: answers.fails[:, rows][answers.kind_of_place[columns]].T for code, answers in failing.items()}

    def failing_of(self, row):
        """Rule -> where it fails for this row, all of them asked."""
        return {code: answers.failing_of(row) for code, answers in self.rules.items()}

    def verdicts(self, row, column):
        rules = (self.rules[rule.code] for rule in RULES if rule.code in self.rules)
        return tuple(answers.of(row, column) for answers in rules)

    def assessment(self, row, column):
        return Assessment(
            household_id=self.households[row].id,
            place_id=self.places[column].id,
            on=self.today,
            version=self.rulebook.version,
            verdicts=self.verdicts(row, column),
            points=tuple(answers.of(row, column) for answers in self.criteria.values()),
        )


class _Answers:
    """One rule's answers: `all` of them once, and for each kind of place and each household which one it is.
    `undecided`: the pairs that it is asked about, where not about all; the others wait until somebody wants to know."""

    def __init__(self, ask, rows, columns, undecided=None):
        self.ask, self.rows, self.columns, self.undecided = ask, rows, columns, undecided
        self.read, self.late = (), {}
        while True:
            self.kind_of_place, examples = columns.kinds(self.read)
            asked = [self._ask_about(kind, column) for kind, column in enumerate(examples)]
            found = columns.and_read(self.read)
            if found == self.read:
                break
            self.read = found
        self.all = [answer for answers, _ in asked for answer in answers]
        starts = np.cumsum([0, *(len(answers) for answers, _ in asked)])
        self.which = np.array(
            [np.where(which < 0, NOT_ASKED, start + which) for start, (_, which) in zip(starts, asked, strict=False)],
            dtype=np.int32,
        ).reshape(len(asked), len(rows.all))

    def _ask_about(self, kind, column):
        """(answers, for each household which one)"""
        read, about = (), self._households_of(kind)
        while True:
            kinds, examples = self.rows.kinds(read)
            wanted = range(len(examples)) if about is None else np.unique(kinds[about]).tolist()
            answers = [self._ask(examples[each], column) for each in wanted]
            found = self.rows.and_read(read)
            if found == read:
                return answers, kinds if about is None else _told(kinds, wanted, about)
            read = found

    def _households_of(self, kind):
        if self.undecided is None:
            return None  # all
        return self.undecided[:, self.kind_of_place == kind].any(axis=1)

    def _ask(self, row, column):
        return self.ask(self.rows.watched[row], self.columns.watched[column])

    @cached_property
    def fails(self):
        """For each kind of place and each household; not asked: no."""
        return np.array([*(answer.outcome == FAIL for answer in self.all), False])[self.which]

    def failing_of(self, row):
        found = self.fails[self.kind_of_place, row]
        for column in np.flatnonzero(self.which[self.kind_of_place, row] == NOT_ASKED):
            found[column] = self.of(row, column).outcome == FAIL
        return found

    def of(self, row, column):
        kind = self._kinds[column]
        which = self._table[kind][row]
        if which != NOT_ASKED:
            return self.all[which]
        if (kind, row) not in self.late:
            answer = self._ask(row, column)
            if self.columns.and_read(self.read) != self.read:
                return answer  # it hangs on more than what tells the kinds apart
            self.late[kind, row] = answer
        return self.late[kind, row]

    @cached_property
    def _kinds(self):
        return self.kind_of_place.tolist()

    @cached_property
    def _table(self):
        return self.which.tolist()


def _told(kinds, wanted, about):
    """For each household the number of the answer to its kind, where it was asked about."""
    which = np.full(kinds.max(initial=-1) + 1, NOT_ASKED)
    which[wanted] = np.arange(len(wanted))
    return np.where(about, which[kinds], NOT_ASKED)


class _Facts:
    """Rows of facts, told apart by some of their fields; which fields are looked at is seen."""

    def __init__(self, rows):
        self.all, self.known, self.read = rows, {}, set()
        self.watched = [_watched(row, self.read) for row in rows]

    def kinds(self, names):
        """(for each row the number of its kind, for each kind the first row of it)."""
        if names not in self.known:
            seen, examples, kinds = {}, [], []
            told_apart_by = attrgetter(*names) if names else lambda row: None
            for number, row in enumerate(self.all):
                kind = seen.setdefault(told_apart_by(row), len(seen))
                if kind == len(examples):
                    examples.append(number)
                kinds.append(kind)
            self.known[names] = np.array(kinds, dtype=np.int32), examples
        return self.known[names]

    def and_read(self, names):
        """These names and those looked at since the last time."""
        found = tuple(sorted(self.read.union(names)))
        self.read.clear()
        return found


def _watched(row, read):
    """The same facts; the name of each that is looked at goes into `read`."""
    watched = object.__new__(_watching(type(row)))
    watched.__dict__.update(row.__dict__, _read=read)
    return watched


@cache
def _watching(kind):
    looks = {field.name: property(partial(_look, field.name)) for field in fields(kind)}
    return type(f"Watched{kind.__name__}", (kind,), looks)


def _look(name, self):
    known = self.__dict__
    known["_read"].add(name)
    return known[name]
