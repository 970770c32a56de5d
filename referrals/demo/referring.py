"""A referral's line of work, from the draft to the keys, each step on its day by the real actions."""

from datetime import timedelta

from django.utils import timezone

from referrals import actions
from referrals.demo import words
from referrals.demo.clock import at_moment, moment
from referrals.demo.homes import choose
from referrals.demo.rules import in_force_then
from referrals.matching.freezing import snapshot
from referrals.matching.ranking import assess
from referrals.states import State
from referrals.weighing.loading import household_facts, place_facts
from referrals.workflow import Step, take_step

STEPS = ("submit", "take", "eligible", "propose", "accept", "house")
HOURS = {"register": 9, "submit": 10, "take": 11, "eligible": 15, "propose": 16, "accept": 9, "house": 10}


class Referring:
    """Walks one plan, whose household is registered. What it makes (referral, stay) it leaves on the plan."""

    def __init__(self, dice, plan, slots, today):
        self.dice, self.plan, self.slots, self.today = dice, plan, slots, today
        self.last = "register"
        self.now = moment(plan.days["register"], 10)

    def run(self):
        self.open()
        for step in [name for name in self.plan.days if name in STEPS]:
            if not self.reached(step):
                break
            self.last = step
            with self.on(step):
                getattr(self, step)()
            self.aside(step)
        self.end()

    def on(self, step, later=0):
        """The hour of this step, or of what happens `later` days after it: never before what went before."""
        day = min(self.plan.days[step] + timedelta(days=later), self.today)
        wanted = moment(day, HOURS[step], self.dice.randint(0, 59))
        self.now = max(wanted, self.now + timedelta(minutes=25))
        return at_moment(self.now)

    def reached(self, step):
        """No further than today, nor than a home is found."""
        if step == "propose":
            self.plan.slots = choose(self.slots, self.plan, self.plan.days["house"])
        homeless = step in ("propose", "accept", "house") and not self.plan.slots
        return not homeless and self.plan.days[step] <= self.today

    # The referral

    def open(self):
        with self.on("register"):
            self.plan.referral = actions.open_referral(
                household=self.plan.household, host=self.plan.host.organisation, by=self.plan.worker, **self.said()
            )

    def said(self):
        """A draft is half said; what was sent is said whole."""
        plan, dice = self.plan, self.dice
        reason = "DOMESTIC_VIOLENCE" if plan.is_protected else dice.choice(list(words.REASONS))
        (sleeps, ethos), story = words.REASONS[reason]
        day = plan.days.get("submit", plan.days["register"])
        said = {"main_reason": reason, "story": story, "sleeps_now": sleeps, "ethos": ethos, "notice_on": day}
        if plan.state == State.DRAFT and dice.random() < 0.5:
            return said | {"sleeps_now": "", "notice_on": None}
        return said | {
            "other_reasons": [r for r in words.OTHER_REASONS if r != reason and dice.random() < 0.2],
            "ethos_since": day - timedelta(days=dice.randint(20, 500)),
            "deadline_on": day + timedelta(days=dice.randint(20, 150)) if ethos == "9.1" else None,
            "needed_from": self.needed_from(day),
            "planned_days": plan.planned_days,
            "service_keeps": dice.choice(words.KEEPS),
            "hypothesis": dice.choice(words.HYPOTHESES),
            "agreement": dice.choice(["YES", "YES", "YES", "UNKNOWN"]),
        }

    def needed_from(self, day):
        return self.dice.choice([None, day + timedelta(days=self.dice.randint(0, 60))])

    def submit(self):
        self.plan.referral = actions.submit(referral=self.plan.referral, by=self.plan.worker)

    def take(self):
        self.plan.referral = take_step(self.plan.referral, Step.TAKE, by=self.plan.operator)

    def eligible(self):
        urgency, reason = self.dice.choice(words.URGENT) if self.dice.random() < 0.25 else (3, "")
        self.plan.referral = actions.put_on_waiting_list(
            referral=self.plan.referral,
            by=self.plan.coordinator,
            urgency=urgency,
            urgency_reason=reason,
            urgency_until=self.plan.days["eligible"] + timedelta(days=90) if reason else None,
        )

    def propose(self):
        self.offer(self.plan.slots, self.plan.days["house"])

    def offer(self, slots, entry):
        plan, (place, *beds) = self.plan, [slot.place for slot in slots]
        self.proposal = actions.propose(
            referral=plan.referral,
            place=place,
            beds=beds,
            entry_on=entry,
            held_until=plan.days["propose"] + timedelta(days=7),
            why=self.dice.choice(words.WHY_THIS_HOME),
            assessed=_weighed(plan.referral, place),
            by=plan.coordinator,
        )
        plan.referral = self.proposal.referral
        return self.proposal

    def accept(self):
        plan = self.plan
        plan.referral = actions.accept_proposal(
            proposal=self.proposal,
            until=self.forecast(),
            by=plan.coordinator,
            excess=plan.excess,
            excess_reason="I più piccoli dormono con i genitori; concordato con la famiglia" if plan.excess else "",
        )
        plan.stay = plan.referral.stay

    def forecast(self):
        """The planned exit: past where the story is an overstay."""
        if self.plan.story == "overstay":
            return self.today - timedelta(days=self.dice.randint(5, 40))
        planned = self.plan.days["house"] + timedelta(days=self.plan.planned_days or 180)
        return planned if self.plan.is_over else max(planned, self.today + timedelta(days=self.dice.randint(8, 200)))

    def house(self):
        plan = self.plan
        plan.referral = actions.hand_over_keys(referral=plan.referral, on=plan.days["house"], by=plan.operator)
        plan.stay.refresh_from_db()

    # What happens beside the steps

    def aside(self, step):
        if step == "take":
            self.maybe_ask()
        elif step == "eligible" and self.plan.story in ASIDES:
            getattr(self, self.plan.story)()
        elif step == "eligible" and self.dice.random() < 0.15:
            with self.on("eligible", later=1):
                self.write()

    def write(self):
        plan = self.plan
        author = self.dice.choice([plan.operator, plan.worker])
        actions.write(referral=plan.referral, text=self.dice.choice(words.MESSAGES), by=author)

    def maybe_ask(self):
        asked = self.plan.state == State.ASKED
        if not asked and self.dice.random() > 0.3:
            return
        field, question, reply = self.dice.choice(words.QUESTIONS)
        with self.on("take", later=1):
            message = actions.ask(referral=self.plan.referral, field=field, text=question, by=self.plan.operator)
            self.plan.referral.refresh_from_db()
        if not asked:
            with self.on("take", later=1):
                message.referral = self.plan.referral
                actions.answer(question=message, text=reply, by=self.plan.worker)
                self.plan.referral.refresh_from_db()

    def try_one(self):
        """A proposal made while waiting, that leads to nothing; None where no place is free for it."""
        entry = self.plan.days["eligible"] + timedelta(days=25)
        slots = choose(self.slots, self.plan, entry)
        if not slots:
            return None
        self.plan.days["propose"] = self.plan.days["eligible"] + timedelta(days=12)
        with self.on("propose"):
            return self.offer(slots, entry)

    def declined(self):
        if proposal := self.try_one():
            with self.on("propose", later=3):
                self.plan.referral = actions.decline_proposal(
                    proposal=proposal, note=words.DECLINES[self.plan.says], **self.no()
                )

    def taken_back(self):
        if proposal := self.try_one():
            with self.on("propose", later=2):
                self.plan.referral = actions.take_proposal_back(
                    proposal=proposal, note=words.TAKEN_BACK[self.plan.says], **self.no()
                )

    def no(self):
        day = self.today + timedelta(days=self.plan.on_in)
        return {"reason": self.plan.says, "by": self.plan.coordinator, "on": day}

    def fell_through(self):
        if proposal := self.try_one():
            with self.on("propose", later=4):
                accepted = actions.accept_proposal(
                    proposal=proposal, until=proposal.entry_on + timedelta(days=180), by=self.plan.coordinator
                )
            with self.on("propose", later=14):
                self.plan.referral = actions.fall_through(
                    referral=accepted, note=self.dice.choice(words.FELL_THROUGH), by=self.plan.coordinator
                )

    # The two other ends

    def end(self):
        if self.plan.state == State.NOT_ELIGIBLE:
            self.find_not_eligible()
        elif self.plan.state == State.WITHDRAWN or (self.plan.is_over and self.last == "eligible"):
            self.withdraw()

    def find_not_eligible(self):
        reason, (why, change) = self.dice.choice(list(words.LETTERS.items()))
        with self.on("take", later=4):
            self.plan.referral = actions.find_not_eligible(
                referral=self.plan.referral,
                reason=reason,
                letter=words.LETTER.format(why=why, change=change),
                by=self.plan.coordinator,
            )

    def withdraw(self):
        with self.on(self.last, later=5):
            self.plan.referral = actions.withdraw(
                referral=self.plan.referral, note=self.dice.choice(words.WITHDRAWN), by=self.plan.worker
            )


def _weighed(referral, place):
    """As the match page would have shown it on that day."""
    household, (there,) = household_facts(referral), place_facts([place])
    rulebook = in_force_then(referral.host)
    return snapshot(assess(household, there, timezone.localdate(), rulebook), household, there)


ASIDES = ("declined", "taken_back", "fell_through")
