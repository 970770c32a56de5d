"""What the matcher may know. What is not a field here (citizenship, faith, status, name, photo) cannot weigh.

An answer is one of four words. Silence is not a no: `unknown` and `refused` (prefers not to say) both mean that
the datum is missing; they differ only in whom we ask.
"""

from dataclasses import dataclass
from datetime import date

from beneficiaries.vocabularies.people import Answer

YES, NO, UNKNOWN, REFUSED = Answer.YES.value, Answer.NO.value, Answer.UNKNOWN.value, Answer.REFUSED.value
WOMEN, MEN, MIXED, ANYONE = "women", "men", "mixed", "anyone"


@dataclass(frozen=True)
class Household:
    """A household as its own answers describe it; its needs are the union of its members' needs."""

    id: int
    people: int  # who needs a bed; newborns in a cot are not counted
    band: int = 3  # urgency as a person set it: 1 emergency, 2 high, 3 planned
    ages: tuple[int | None, ...] = ()  # of every member, in whole years; None: not known
    accepts_shared: str = UNKNOWN  # answer: would live in a flat shared with others
    accepts_women: str = UNKNOWN  # answer: would live in a flat for women, as the people chose
    accepts_men: str = UNKNOWN  # answer: in a flat for men
    accepts_mixed: str = UNKNOWN  # answer: in a flat shared by women and men
    step_free: str = UNKNOWN  # answer: needs a home without steps
    secret_address: str = UNKNOWN  # answer: it must not be known where they live
    needed_from: date | None = None
    planned_days: int | None = None  # nights that the life project foresees
    apart_from: frozenset[int] = frozenset()  # households; whoever builds the facts writes both directions
    waiting_since: date | None = None  # None: not on the waiting list yet
    quiet: str = UNKNOWN  # answer: needs quiet
    night_work: str = UNKNOWN  # answer: somebody works at night
    ground_floor: str = UNKNOWN  # answer: wishes the ground floor, or a lift
    smokes: str = UNKNOWN  # answer: somebody smokes at home
    pets: str = UNKNOWN  # answer: brings an animal
    with_children: str = UNKNOWN  # answer: would share a flat with children
    with_smokers: str = UNKNOWN  # answer: would share a flat with people who smoke
    with_pets: str = UNKNOWN  # answer: would share a flat with an animal

    def accepts(self, kind):
        """The answer about a kind of company; about anyone nobody was asked."""
        answers = {WOMEN: self.accepts_women, MEN: self.accepts_men, MIXED: self.accepts_mixed}
        return answers.get(kind, YES)

    @property
    def has_children(self):
        """An age not known may be a child's, unless a child is known already."""
        if any(age is not None and age < 18 for age in self.ages):
            return YES
        return UNKNOWN if None in self.ages else NO

    def is_apart_from(self, other):
        return other.id in self.apart_from or self.id in other.apart_from

    def days_waited(self, today):
        return max(0, (today - self.waiting_since).days) if self.waiting_since else 0


@dataclass(frozen=True)
class Place:
    """What can be occupied: a whole flat, or the free beds of a shared one."""

    id: int
    unit: int = 0  # the flat; beds of one shared flat have the same
    beds: int = 1  # of the whole flat; of a shared one, those free by the day on which this bed is, itself included
    is_shared: bool = False
    residents: str = ANYONE  # women, men, anyone: a decision of the host; a shared flat for anyone is mixed
    step_free: str = UNKNOWN  # answer
    is_protected: bool = False
    max_stay_days: int | None = None  # None: no limit
    free_from: date | None = None  # None: taken, and no leaving day is confirmed
    is_open: bool = True  # False: the home is closed to stays
    is_held: bool = False
    held_for: int | None = None  # the household that it is held for, if it is for one
    vacant_since: date | None = None  # empty since, or from, this day; None: nobody has lived here yet
    forecast: date | None = None  # a planned exit, not confirmed: frees nothing
    neighbours: tuple[Household, ...] = ()  # who lives in the same home, or is to
    living: int = 0  # people who sleep in the same home
    lawful: int | None = None  # people that the law allows in the home; None: its rooms are not measured
    floor: int | None = None  # 0 is the ground floor; None: not known
    lift: str = UNKNOWN  # answer
    quiet: str = UNKNOWN  # answer
    smoking_allowed: str = UNKNOWN  # answer
    pets_allowed: str = UNKNOWN  # answer

    def others_than(self, household):
        return tuple(neighbour for neighbour in self.neighbours if neighbour.id != household.id)

    @property
    def without_stairs(self):
        """On the ground floor, or with a lift."""
        if self.floor == 0 or self.lift == YES:
            return YES
        return UNKNOWN if self.floor is None or self.lift != NO else NO


def answer(fact):
    """The answer that a plain yes or no of our own records stands for."""
    return YES if fact else NO
