"""Whose goals stand on which paper: said here alone. A household is not one reader, and one may fear another."""

from django.db.models import Q

OF_ALL = Q(person=None)


def goals_of(person, goals):
    """On the paper of one person: theirs, what is apart too, and those of the whole household."""
    return goals.filter(Q(person=person) | OF_ALL)


def goals_for_household(goals, joining=()):
    """On a paper of the whole household: its own, and those of the people who agreed that theirs join. What is
    apart never does."""
    return goals.of_all_readers().filter(OF_ALL | Q(person__in=joining))


def may_join(household, people):
    """Those whose goals may stand beside others': where an address is secret, no adult's."""
    return [person for person in people if person.is_minor or not household.is_protected]


def is_in_one_voice(household, people):
    """The words of the project may stand on every paper: with several adults under protection, whose are they?"""
    return not household.is_protected or sum(not person.is_minor for person in people) < 2
