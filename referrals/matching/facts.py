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
    accepts_shared: str = UNKNOWN  # answer: would live in a flat shared with others
    accepts_women: str = UNKNOWN  # answer: would live in a flat for women, as the people chose
    accepts_men: str = UNKNOWN  # answer: in a flat for men
    accepts_mixed: str = UNKNOWN  # answer: in a flat shared by women and men
    step_free: str = UNKNOWN  # answer: needs a home without steps
    secret_address: bool = False
    needed_from: date | None = None
    planned_days: int | None = None  # nights that the life project foresees
    apart_from: frozenset[int] = frozenset()  # households; whoever builds the facts writes both directions
    waiting_since: date | None = None  # None: not on the waiting list yet
    quiet: str = UNKNOWN  # answer: needs quiet (night work counts)
    ground_floor: str = UNKNOWN  # answer: wishes the ground floor, or a lift
    smokes: str = UNKNOWN  # answer: somebody smokes at home
    pets: str = UNKNOWN  # answer: brings an animal

    def accepts(self, kind):
        """The answer about a kind of company; about anyone nobody was asked."""
        answers = {WOMEN: self.accepts_women, MEN: self.accepts_men, MIXED: self.accepts_mixed}
        return answers.get(kind, YES)


@dataclass(frozen=True)
class Place:
    """What can be occupied: a whole flat, or the free beds of a shared one."""

    id: int
    beds: int  # of the whole flat; of a shared one, those that this household could take
    is_shared: bool = False
    residents: str = ANYONE  # women, men, anyone: a decision of the host; a shared flat for anyone is mixed
    step_free: str = UNKNOWN  # answer
    is_protected: bool = False
    max_stay_days: int | None = None  # None: no limit
    free_from: date | None = None  # None: taken, and no leaving day is confirmed
    is_open: bool = True  # False: the home is closed to stays
    is_held: bool = False
    held_for: int | None = None  # the household that it is held for, if it is for one
    occupants: frozenset[int] = frozenset()  # households that live in the same home
    floor: int | None = None  # 0 is the ground floor; None: not known
    lift: str = UNKNOWN  # answer
    quiet: str = UNKNOWN  # answer
    smoking_allowed: str = UNKNOWN  # answer
    pets_allowed: str = UNKNOWN  # answer

    @property
    def without_stairs(self):
        """On the ground floor, or with a lift."""
        if self.floor == 0 or self.lift == YES:
            return YES
        return UNKNOWN if self.floor is None or self.lift != NO else NO


@dataclass(frozen=True)
class Settings:
    """The numbers that a host may choose."""

    max_empty_beds: int = 1
    max_days_after_need: int = 45
    stay_tolerance_days: int = 30
    full_wait_days: int = 180  # from here on, waiting longer gives no more points


def answer(fact):
    """The answer that a plain yes or no of our own records stands for."""
    return YES if fact else NO
