"""What concerns two households, or a household and a user: denials, people kept apart, handovers, links, news."""

from datetime import timedelta
from itertools import product

from django.db.models import F

from beneficiaries import actions
from beneficiaries.models import Denial, LivesApart, Person
from referrals.demo.clock import at
from referrals.models import Update
from referrals.states import State
from wemix.access import Role

HANDOVER_NOTE = "Il nucleo si è spostato nella vostra zona: la scuola è già informata."


def add_specials(dice, plans, today):
    _keep_apart(plans, today)
    _deny(plans, today)
    _hand_over(dice, plans, today)
    _link(plans, today)
    _see_the_old_news(today)


def _keep_apart(plans, today):
    """Who waits for a bed must not share the flat of one who lives there."""
    waiting, neighbour = _told(plans, "apart"), _told(plans, "neighbour")
    with at(today - timedelta(days=15), 12):
        LivesApart.objects.create(
            household=waiting.household,
            other_household=neighbour.household,
            reason="Conflitto fra le due famiglie, riferito dal Polo",
            by=waiting.coordinator,
        )


def _told(plans, story):
    return next(plan for plan in plans if plan.story == story)


def _deny(plans, today):
    """An operator who is a relative, and a colleague of the sender who is a neighbour."""
    housed = [plan for plan in plans if plan.state == State.HOUSED and not plan.story]
    for plan, team, role in ((housed[0], housed[0].host, Role.OPERATOR), (housed[1], housed[1].sender, None)):
        others = team.of(role) if role else [user for user in team.of(Role.SOCIAL_WORKER) if user != plan.worker]
        with at(today - timedelta(days=30), 12):
            Denial.objects.create(
                user=others[-1], person=plan.head, household=plan.household, reason="Parentela", by=plan.coordinator
            )


def _hand_over(dice, plans, today):
    """Some wait for the other body's answer, one was taken on, one went to a colleague."""
    by_polo = [plan for plan in plans if plan.sender.is_polo and plan.state == State.WAITING and not plan.is_protected]
    teams = {plan.sender.organisation.pk: plan.sender for plan in by_polo}.values()
    for index, plan in enumerate(by_polo[:9]):
        to = dice.choice([team for team in teams if team is not plan.sender])
        with at(today - timedelta(days=8 - index % 7), 12):
            handover = actions.ask_handover(
                household=plan.household, to_organisation=to.organisation, note=HANDOVER_NOTE, by=plan.worker
            )
        if index == 8:
            with at(today - timedelta(days=2), 15):
                actions.answer_handover(handover=handover, accepted=True, by=to.of(Role.SOCIAL_WORKER)[0])
    plan = by_polo[9]
    colleague = next(user for user in plan.sender.of(Role.SOCIAL_WORKER) if user != plan.worker)
    with at(today - timedelta(days=5), 12):
        actions.hand_to_colleague(household=plan.household, worker=colleague, substitute=plan.worker, by=plan.worker)


def _link(plans, today):
    """One man known to two bodies: two rows, linked by the coordinator."""
    alone_first = sorted((plan for plan in plans if not plan.story), key=lambda plan: plan.size)
    waiting = [plan for plan in alone_first if plan.state == State.WAITING and plan.sender.is_polo]
    withdrawn = [plan for plan in alone_first if plan.state == State.WITHDRAWN]
    here, there = next((one, other) for one, other in product(waiting, withdrawn) if one.sender is not other.sender)
    same = {f: getattr(here.head, f) for f in ("first_name", "last_name", "born_on", "sex", "citizenships")}
    Person.objects.filter(pk=there.head.pk).update(**same)
    with at(today - timedelta(days=3), 12):
        actions.link_people(person=here.head, other=there.head, by=here.coordinator)


def _see_the_old_news(today):
    """Everybody has read what is older than a week."""
    Update.objects.filter(at__date__lt=today - timedelta(days=7)).update(seen_at=F("at") + timedelta(days=1))
