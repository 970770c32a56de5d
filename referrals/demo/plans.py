"""What is to happen to each household: drawn first, so that the same seed gives the same three years."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from beneficiaries.vocabularies.people import Kinship
from referrals.demo import names, needs, papers, people
from referrals.demo.logins import Team
from referrals.states import ENDED, State
from wemix.access import Role

THREE_YEARS = 365 * 3
SIZES = {1: 28, 2: 20, 3: 18, 4: 15, 5: 9, 6: 5, 7: 3, 8: 1, 9: 1}
SHARES = {  # of every hundred households; the others wait
    State.CLOSED: 32,
    State.HOUSED: 4,
    State.NOT_ELIGIBLE: 10,
    State.WITHDRAWN: 10,
    State.DRAFT: 6,
    State.SUBMITTED: 5,
    State.IN_REVIEW: 5,
    State.ASKED: 4,
    State.PROPOSED: 2,
    State.ACCEPTED: 2,
}

# Step, and the shortest and longest wait before it, in days. Each state stops after one of them, and rests.
LINE = (
    ("submit", 0, 4),
    ("take", 1, 6),
    ("eligible", 2, 15),
    ("propose", 8, 110),
    ("accept", 2, 7),
    ("house", 2, 12),
    ("close", 60, 480),
)
STOPS = {  # state: (its last step, the shortest and longest rest since)
    State.DRAFT: (None, 0, 60),
    State.SUBMITTED: ("submit", 0, 9),
    State.IN_REVIEW: ("take", 0, 14),
    State.ASKED: ("take", 1, 20),
    State.WAITING: ("eligible", 3, 220),
    State.PROPOSED: ("propose", 0, 5),
    State.ACCEPTED: ("accept", 0, 6),
    State.HOUSED: ("house", 3, 420),
    State.CLOSED: ("close", 5, 700),
    State.NOT_ELIGIBLE: ("take", 5, 800),
    State.WITHDRAWN: ("take", 5, 800),
}

# What must be there to be seen: name, state, how many, and what is fixed about it.
WOULD_SHARE = dict.fromkeys(("SHARED", "MIXED", "WITH_CHILD", "WITH_SMOKE", "WITH_PETS"), "YES")
WANT_LITTLE = dict.fromkeys(("STEP_FREE", "GROUND_FLOOR", "QUIET", "SMOKES", "PETS", "NIGHT_WORK"), "NO")
TWO_BEDS = {"size": 2, "kind": "couple_alone", "needs": WOULD_SHARE | WANT_LITTLE}
STORIES = (
    ("birth", State.HOUSED, 2, {"size": 3, "kind": "couple", "rest": (120, 300)}),
    ("protects", State.HOUSED, 1, {"size": 3, "kind": "couple", "rest": (120, 300)}),
    ("separation", State.HOUSED, 1, {"size": 4, "kind": "couple", "rest": (150, 350)}),
    ("divides", State.HOUSED, 1, {"size": 4, "kind": "couple", "rest": (150, 350)}),
    ("transfer", State.HOUSED, 3, {"size": 2, "rest": (120, 300)}),
    ("overstay", State.HOUSED, 3, {"size": 2, "rest": (200, 400)}),
    ("leaving", State.HOUSED, 3, {"size": 3, "rest": (150, 300)}),
    ("arrived", State.HOUSED, 2, {"size": 1, "rest": (0, 8)}),
    ("no_goals", State.HOUSED, 2, {"size": 2, "rest": (15, 30)}),
    ("excess", State.HOUSED, 1, {"size": 9, "kind": "couple", "excess": 2}),
    ("long_diary", State.HOUSED, 1, {"size": 4, "kind": "mother", "rest": (360, 400)}),
    ("neighbour", State.HOUSED, 1, {"size": 1, "share": "women"}),
    ("two_beds", State.HOUSED, 1, {**TWO_BEDS, "rest": (120, 300)}),
    ("two_beds", State.WAITING, 1, {**TWO_BEDS, "planned_days": 900}),
    ("protected", State.HOUSED, 2, {"size": 2, "kind": "mother", "secret": True}),
    ("protected", State.WAITING, 2, {"size": 3, "kind": "mother", "secret": True}),
    ("protected", State.PROPOSED, 1, {"size": 2, "kind": "mother", "secret": True}),
    ("protected", State.IN_REVIEW, 1, {"size": 2, "kind": "mother", "secret": True}),
    ("protected", State.SUBMITTED, 1, {"size": 1, "secret": True}),
    ("protected", State.CLOSED, 2, {"size": 3, "kind": "mother", "secret": True}),
    ("birth", State.CLOSED, 2, {"size": 2, "kind": "couple_alone"}),
    ("separation", State.CLOSED, 1, {"size": 4, "kind": "couple"}),
    ("transfer", State.CLOSED, 3, {"size": 3}),
    ("declined", State.WAITING, 1, {"size": 3, "rest": (60, 200), "says": "TOO_FAR"}),
    ("declined", State.WAITING, 1, {"size": 2, "rest": (60, 200), "says": "SHARED"}),
    ("declined", State.WAITING, 2, {"size": 3, "rest": (60, 200), "says": "NOT_NOW", "on_in": 45}),
    ("declined", State.WAITING, 1, {"size": 2, "rest": (90, 200), "says": "NOT_NOW", "on_in": -2}),
    ("declined", State.WAITING, 1, {"size": 1, "rest": (60, 200), "says": "NO_ANSWER", "on_in": -1}),
    ("declined", State.WAITING, 1, {"size": 2, "rest": (60, 200), "says": "OTHER_HOME"}),
    ("declined", State.WAITING, 2, {"size": 2, "rest": (60, 200), "says": "UNIT_FAULT"}),
    ("fell_through", State.WAITING, 2, {"size": 2, "rest": (60, 200)}),
    ("taken_back", State.WAITING, 1, {"size": 2, "rest": (60, 200), "says": "UNUSABLE"}),
    ("taken_back", State.WAITING, 1, {"size": 3, "rest": (60, 200), "says": "AWAY", "on_in": 20}),
    ("apart", State.WAITING, 1, {"size": 1, "share": "women"}),
    ("needs_no_steps", State.WAITING, 2, {"size": 4, "needs": {"STEP_FREE": "YES", "GROUND_FLOOR": "YES"}}),
    ("men_only", State.WAITING, 1, {"size": 1, "share": "men"}),
    ("alone_please", State.WAITING, 2, {"size": 1, "needs": {"SHARED": "NO"}}),
    ("says_little", State.WAITING, 2, {"size": 2, "needs": {}, "secret": None}),
    ("just_in", State.WAITING, 1, {"size": 2, "rest": (0, 0)}),
    ("two_years", State.WAITING, 2, {"size": 3, "planned_days": 730}),
    ("large", State.WAITING, 1, {"size": 8, "kind": "couple"}),
    ("large", State.SUBMITTED, 1, {"size": 7, "kind": "three"}),
    ("large", State.CLOSED, 1, {"size": 6, "kind": "couple"}),
    ("conventional", State.IN_REVIEW, 1, {"size": 5, "kind": "couple", "origin": "AF"}),
    ("conventional", State.HOUSED, 2, {"size": 1, "origin": "SO"}),
    ("omocodia", State.WAITING, 2, {"size": 2, "origin": "EG", "kind": "mother"}),
    ("provisional", State.WAITING, 2, {"size": 1, "origin": "NG"}),
    ("stp", State.DRAFT, 1, {"size": 1, "origin": "MA", "secret": None}),
    ("eni", State.SUBMITTED, 1, {"size": 2, "origin": "RO", "kind": "mother"}),
    ("other_spelling", State.IN_REVIEW, 1, {"size": 1, "origin": "UA"}),
    ("renewal", State.WAITING, 2, {"size": 3, "kind": "couple", "origin": "MA"}),
    ("renewal", State.HOUSED, 1, {"size": 2, "kind": "mother", "origin": "PE"}),
    ("no_code", State.ASKED, 2, {"size": 2, "origin": "BD", "kind": "mother", "secret": None}),
    ("one_name", State.SUBMITTED, 1, {"size": 1, "origin": "BD"}),
)


@dataclass
class Plan:
    story: str
    state: str
    sender: Team
    worker: object
    substitute: object
    host: Team
    members: list
    days: dict
    needs: dict = field(default_factory=dict)
    planned_days: int | None = None
    excess: int = 0
    says: str = ""  # the reason of an answer that is no
    on_in: int = 0  # days from today to the day that its effect asks
    slots: list = field(default_factory=list)  # the places that it has: a whole flat, a bed, or several of one flat
    stay: object = None
    referral: object = None
    household: object = None

    @property
    def size(self):
        return len(self.members)

    @property
    def head(self):
        return self.members[0].person

    @property
    def is_protected(self):
        return any(member.person.address_secret for member in self.members)

    @property
    def coordinator(self):
        """The same one all along, as it should be."""
        people = self.host.of(Role.COORDINATOR)
        return people[self.days["register"].toordinal() % len(people)]

    @property
    def operator(self):
        people = self.host.of(Role.OPERATOR)
        return people[self.days["register"].toordinal() % len(people)]

    @property
    def is_over(self):
        return self.state in ENDED

    @property
    def lives_here(self):
        return self.state == State.HOUSED

    def frees(self, day):
        for slot in self.slots:
            slot.free_from = day

    def shares_with(self, residents):
        kind = {"women": "WITH_WOMEN", "men": "WITH_MEN", "anyone": "MIXED"}[residents]
        mine = {"women": "F", "men": "M"}.get(residents, self.head.sex) == self.head.sex
        return mine and self.needs.get("SHARED") == "YES" and self.needs.get(kind) == "YES"


def what_is_wanted(count):
    """(story, state, what is fixed) of `count` households: the stories first, then the shares, some of each."""
    told = [(name, state, fixed) for name, state, times, fixed in STORIES for _ in range(times)]
    left = count - len(told)
    rest = [("", state, {}) for state, share in SHARES.items() for _ in range(max(7, left * share // 100))]
    return told + rest + [("", State.WAITING, {})] * (left - len(rest))


def draw_plans(dice, wanted, senders, host, today):
    """A plan for each; by the day of entry, so that places are taken in turn."""
    plans = [_plan(dice, index, *row, senders, host, today) for index, row in enumerate(wanted)]
    return sorted(plans, key=lambda plan: plan.days.get("house", plan.days["register"]))


def _plan(dice, index, story, state, fixed, senders, host, today):
    sender = _sender(dice, index, senders)
    workers = sender.of(Role.SOCIAL_WORKER)
    worker, substitute = dice.sample(workers, 2)
    days = _days(dice, state, today, fixed.get("rest"))
    origin = fixed.get("origin") or names.draw_origin(dice)
    size = fixed.get("size") or dice.choices(list(SIZES), SIZES.values())[0]
    if state in (State.PROPOSED, State.ACCEPTED):
        size = min(size, 3)  # what is free today is small
    made = Plan(
        story=story,
        state=state,
        sender=sender,
        worker=worker,
        substitute=substitute if dice.random() < 0.6 else None,
        host=host,
        members=people.draw_members(dice, size, origin, days["register"], fixed.get("kind", "")),
        days=days,
        planned_days=fixed.get("planned_days") or dice.choice([120, 180, 180, 270, 365, 365, 540, None]),
        excess=fixed.get("excess", 0),
        says=fixed.get("says", ""),
        on_in=fixed.get("on_in", 0),
    )
    _fix(dice, made, fixed, today)
    return made


def _sender(dice, index, senders):
    """Five households of six come from a Polo, in turn."""
    poli = [team for team in senders if team.is_polo]
    others = [team for team in senders if not team.is_polo]
    turn, rest = divmod(index, 6)
    return dice.choice(others) if rest == 5 else poli[(turn * 5 + rest) % len(poli)]


def _fix(dice, plan, fixed, today):
    if "share" in fixed:
        plan.head.sex = "F" if fixed["share"] == "women" else "M"
        plan.head.first_name = names.first_name(dice, plan.head.citizenships[0], plan.head.sex)
        plan.head.gender = ""
        people.tell_apart([member.person for member in plan.members])
    for member in plan.members:
        member.person.address_secret = fixed.get("secret", False)
    plan.needs = needs.draw(dice, plan, fixed)
    papers.hand_out(dice, plan, today)


def _days(dice, state, today, rest):
    """The day of each step, counted back from today; nothing starts more than three years ago."""
    last, shortest, longest = STOPS[state]
    steps = LINE[: [name for name, *_ in LINE].index(last) + 1] if last else ()
    waits = [(name, dice.randint(low, high)) for name, low, high in steps]
    gone = sum(wait for _, wait in waits)
    shortest, longest = rest or (shortest, longest)
    rested = min(dice.randint(shortest, longest), max(shortest, THREE_YEARS - gone))
    day = today - timedelta(days=gone + rested)
    days = {"register": _weekday(day)}
    for name, wait in waits:
        day += timedelta(days=wait)
        days[name] = _weekday(day)
    if state in (State.PROPOSED, State.ACCEPTED):
        days["house"] = today + timedelta(days=dice.randint(2, 14))
    return days


def _weekday(day: date):
    """Offices are closed at the week's end."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def partner_of(plan):
    """The grown-up who may leave: the second one, where there is one."""
    adults = [m for m in plan.members if m.kinship in (Kinship.SPOUSE, Kinship.PARTNER)]
    return adults[0].person if adults else None
