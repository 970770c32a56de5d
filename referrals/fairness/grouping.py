"""Referrals with the groups that their households belong to on the day of sending (referrals.matching.groups)."""

from dataclasses import dataclass

from referrals.figures import with_members_then
from referrals.matching import groups
from referrals.matching.facts import NO, YES, Household
from referrals.models import Referral
from referrals.weighing.loading import households_facts


@dataclass(frozen=True)
class Grouped:
    referral: Referral
    facts: Household
    groups: dict[str, str]


def grouped(referrals):
    """In the same few queries for one or for a thousand."""
    rows = list(with_members_then(referrals).select_related("household", "stay").order_by("pk"))
    return [Grouped(row, facts, _groups(row, facts)) for row, facts in zip(rows, households_facts(rows), strict=True)]


def _groups(row, facts):
    return {
        groups.GENDER: row.gender or groups.UNKNOWN,
        groups.FAMILY: groups.family_of(row.adults, row.minors, row.people),
        groups.CITIZENSHIP: row.citizenship or "UNKNOWN",
        groups.ACCESS: _access(facts),
        groups.SECRET: _answered(facts.secret_address),
        groups.AGE: row.age_band or "UNKNOWN",
        groups.SIZE: groups.size_of(row.people),
    }


def _access(facts):
    """A home without steps, or the ground floor or a lift."""
    return _answered(facts.step_free, facts.ground_floor)


def _answered(*answers):
    """One yes is a yes."""
    if YES in answers:
        return "yes"
    return "no" if set(answers) == {NO} else groups.UNKNOWN
