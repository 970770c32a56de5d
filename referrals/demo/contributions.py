"""Contributions to costs of some who live here: agreed, exempted, paid, late, one paid twice and taken back."""

from datetime import timedelta
from decimal import Decimal
from itertools import cycle

from housing import actions
from housing.ledger import months_between
from housing.models.contributions import first_of_month
from referrals.demo.clock import at

AMOUNTS = (80, 120, 60, 150, 100)
HABITS = cycle(("on_time", "on_time", "late", "exempted", "on_time", "ahead"))
MONTHS = 8  # so much of the past is told


def ask_contributions(dice, plans, today):
    """Every third of those who live here, from their second month on; receipts are written in the order of days."""
    living = [plan for plan in plans if plan.lives_here and plan.stay and plan.days["house"] <= today][::3]
    to_receive = []
    for plan, amount in zip(living, cycle(AMOUNTS), strict=False):
        to_receive += _agree(dice, plan, amount, next(HABITS), today)
    for day, plan, amount in sorted(to_receive, key=lambda each: (each[0], each[1].stay.pk)):
        _receive(dice, plan, day, amount)
    if to_receive:
        _take_back_the_last(*to_receive[-1])


def _agree(dice, plan, amount, habit, today):
    """(day, plan, amount) of each payment to come."""
    since = max(plan.days["house"] + timedelta(days=32), today - timedelta(days=31 * MONTHS))
    if since > today:
        return []
    with at(since, 15):
        actions.agree_share(
            stay=plan.stay,
            from_month=first_of_month(since),
            amount=Decimal(amount),
            due_day=10,
            note="Concordato nel patto di ospitalità",
            by=plan.coordinator,
        )
    months = months_between(since, today)
    if habit == "exempted":
        with at(max(since, months[-1]), 16):
            actions.exempt(
                stay=plan.stay,
                months=months[-2:],
                reason="NO_INCOME",
                note="Contratto di lavoro finito",
                by=plan.coordinator,
            )
        months = months[:-2]
    if habit == "late":
        months = months[: len(months) // 2]
    days = [max(since, month + timedelta(days=dice.randint(1, 12))) for month in months]
    paid = [(day, plan, Decimal(amount)) for day in days if day <= today]
    if habit == "ahead" and paid:
        paid[-1] = (paid[-1][0], plan, Decimal(amount) * 2)
    return paid


def _receive(dice, plan, day, amount):
    with at(day, 17, dice.randint(0, 59)):
        return actions.record_payment(
            stay=plan.stay,
            amount=amount,
            paid_on=day,
            method=dice.choice(["CASH", "CASH", "TRANSFER"]),
            note="",
            by=plan.operator,
        )


def _take_back_the_last(day, plan, amount):
    """Written twice by two colleagues."""
    with at(day, 18, 30):
        twice = actions.record_payment(
            stay=plan.stay, amount=amount, paid_on=day, method="CASH", note="", by=plan.coordinator
        )
    with at(day, 19):
        actions.reverse_payment(payment=twice, why="Registrato due volte", by=plan.coordinator)
