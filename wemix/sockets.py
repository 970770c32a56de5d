"""Where floors plug in: the ground floor owns the sockets, each floor fills them from its apps.py.

A page of a lower floor can so show what an upper floor knows, without importing it.
"""

import datetime
from dataclasses import dataclass, field

from django.utils import timezone

FEW = 3  # rows of each kind on the page of today: thirty kinds must be looked over in a minute


@dataclass(frozen=True)
class Task:
    """A group of things that wait for one person, on the page of today; each of its rows is a fact."""

    kind: str  # "stays.exit_near": its subject, by which mail is chosen (wemix/subjects.py), and what it is
    title: str
    rows: tuple = ()  # of TaskRow, the oldest first
    url: str = ""  # the list of just these, where there is one
    order: int = 50  # smaller comes first
    mine: bool = True  # mine, or my organisation's
    reminds: bool = False  # only reminds: somebody says "done". Else it ends with the step that it waits for
    alarms: bool = False  # can be put off by nobody

    def fact(self, row):
        """The stable key of a row: of ids and codes only, so that it can stand where no name may."""
        return f"{self.kind}:{row.of}"

    @property
    def first_rows(self):
        """What the page of today shows: all that alarms, else a few. One more takes no more room than a link to it."""
        return self.rows if self.alarms or len(self.rows) <= FEW + 1 else self.rows[:FEW]


@dataclass(frozen=True)
class TaskRow:
    label: str
    url: str
    since: datetime.date | None = None
    due: datetime.date | None = None
    note: str = ""
    of: object = field(kw_only=True)  # the id of its row and, after a colon, the day or stage that makes it a new fact
    arose: datetime.date | None = None  # the day since which it waits, where neither `since` nor `due` says it
    worker: int | None = None  # the named worker in charge: her substitute is asked after her
    key: str = ""  # these three are filled in by wemix/facts.py
    answer: object = None  # FactAnswer
    climbed: bool = False  # nobody answered, and so it has come up to this person


def nearing(key, day, days):
    """Of a day that comes nearer: a new fact at each of these numbers of days before it, and once it is past."""
    left = (day - timezone.localdate()).days
    stage = min((number for number in days if left <= number), default=max(days)) if left >= 0 else 0
    return {"of": f"{key}:{day}:{stage}", "due": day, "arose": day - datetime.timedelta(days=stage)}


@dataclass(frozen=True)
class Appointment:
    """A day, or a moment, in somebody's calendar. Of protected people there is none."""

    key: str
    when: datetime.date | datetime.datetime


@dataclass(frozen=True)
class Panel:
    """A part of a household's page: a template and what it shows."""

    order: int
    template: str
    context: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Stage:
    """One stage of the line of work: where the household stands, since when, and what comes next."""

    label: str
    state: str  # done, current, todo
    date: datetime.date | None = None
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Hit:
    """One thing found by the search box."""

    label: str
    url: str
    kind: str
    detail: str = ""


class Socket(list):
    """Functions that floors plug in; called in order, what answers None is left out."""

    def plug(self, function):
        self.append(function)
        return function

    def tell(self, *args, **kwargs):
        """Every plug hears of it, in the transaction of who tells."""
        for function in self:
            function(*args, **kwargs)

    def gather(self, *args):
        """Every row of every plug, in one list."""
        return [row for function in self for row in function(*args) or ()]


today = Socket()  # (user) -> [Task]
news = Socket()  # (user) -> [Task]: facts that stand elsewhere on the page of today, for the mail of the day
appointments = Socket()  # (user, first day, last day) -> [Appointment]
household_panels = Socket()  # (household, user) -> [Panel]
household_states = Socket()  # ([household], user) -> [(key of the household, where it stands in words)]
line_of_work = Socket()  # (household, user) -> [Stage]
timeline = Socket()  # (household, user) -> [Moment] (wemix/timeline.py), each floor through its own visible_to
sealed_papers = Socket()  # () -> [keys, as a query, of papers in the file that name who went under protection]
person_links = Socket()  # (person, user) -> [(label, address)]: what else may be done with a person's file
search = Socket()  # (user, text) -> [Hit]
free_places = Socket()  # ([place], user) -> [(key of the place, the address where it is given to somebody)]
member_joined = Socket()  # (membership, by=): somebody belongs to a household from a day on
member_left = Socket()  # (membership, by=): … and no more, from its `ends_on` on
person_changed = Socket()  # (person, fields that changed, by=)
stay_news = Socket()  # (stay, code of what happened, by) -> [user who was told]
stay_alarms = Socket()  # (stay, code of what happened, by): for the host's own people, at once
incident_alarms = Socket()  # (diary entry, [user]): the coordinators of who wrote it, at once
stay_steps = Socket()  # (stay, user) -> [{"label", "url", "aside"}] that another floor's pages take
