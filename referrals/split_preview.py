"""What a division would do, said before it is done: who and what goes, what stays, who reads each side afterwards."""

from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beneficiaries.models import Denial, DiaryEntry, Goal, HouseholdAccess, Need, Review
from beneficiaries.splits.dividing import OF_A_PERSON
from housing.actions.splits import Where
from wemix.access import CASE_WORKERS, Role
from wemix.models import User


@dataclass
class Side:
    people: list
    home: str
    things: list = field(default_factory=list)  # sentences
    readers: list = field(default_factory=list)  # of users


def preview(division, *, where, place, stay, by):
    """(the new file, the old one)"""
    going = [member.person for member in division.going]
    staying = [member.person for member in division.household.members_on(division.starts_on)]
    staying = [person for person in staying if person not in going]
    new = Side(going, _home(where, place, stay), _goes(division, going), readers_of_the_new(division, by))
    old = Side(staying, _old_home(where, stay), _stays(division, going), readers_of(division.household))
    return new, old


def _home(where, place, stay):
    if stay is None or where == Where.LEAVE:
        return _("Nowhere with us.")
    return str(place) if where == Where.OTHER else Where.SAME.label


def _old_home(where, stay):
    if stay is None:
        return _("Nowhere with us.")
    return Where.SAME.label if where == Where.SAME else _("Where they are now.")


COUNTED = {
    "phones": lambda n: ngettext("%(n)s telephone", "%(n)s telephones", n),
    "documents": lambda n: ngettext("%(n)s identity document", "%(n)s identity documents", n),
    "permits": lambda n: ngettext("%(n)s residence permit", "%(n)s residence permits", n),
    "identifiers": lambda n: ngettext("%(n)s code", "%(n)s codes", n),
    "papers": lambda n: ngettext("%(n)s paper", "%(n)s papers", n),
    "needs": lambda n: ngettext("%(n)s need of their own", "%(n)s needs of their own", n),
}


def _goes(division, going):
    counts = {name: OF_A_PERSON[name].objects.filter(person__in=going).count() for name in COUNTED}
    things = [COUNTED[name](n) % {"n": n} for name, n in counts.items() if n]
    of_all = Need.objects.filter(household=division.household, person=None).count()
    if of_all:
        things.append(ngettext("a copy of %(n)s need of all", "a copy of %(n)s needs of all", of_all) % {"n": of_all})
    things += [_("goal “%(title)s”") % {"title": goal.title} for goal in division.goals]
    written = DiaryEntry.objects.filter(person__in=going).count() if division.takes_diary else 0
    if written:
        things.append(_entries(written))
    return things


def _stays(division, going):
    goals = Goal.objects.filter(household=division.household).open().exclude(pk__in=[g.pk for g in division.goals])
    reviews = Review.objects.filter(household=division.household).count()
    entries = DiaryEntry.objects.filter(household=division.household)
    left = entries.exclude(person__in=going).count() if division.takes_diary else entries.count()
    things = [_("goal “%(title)s”") % {"title": goal.title} for goal in goals]
    if reviews:
        things.append(ngettext("%(n)s review", "%(n)s reviews", reviews) % {"n": reviews})
    if left:
        things.append(_entries(left))
    return [*things, _("the nights slept until then")]


def _entries(count):
    return ngettext("%(n)s diary entry", "%(n)s diary entries", count) % {"n": count}


# Who reads it


def readers_of(household):
    """Of a file as it is."""
    bodies = HouseholdAccess.objects.filter(household=household).current().values("organisation")
    denied = Denial.objects.filter(household=household).values("user")
    return list(_readers(Q(organisation__in=bodies)).exclude(pk__in=denied))


def readers_of_the_new(division, by):
    """Of the file that does not exist yet: the body in charge and ours, without whom it is kept from."""
    denied = Denial.objects.filter(person__in=[member.person_id for member in division.going]).values("user")
    rows = _readers(Q(organisation__in=[division.worker.organisation_id, by.organisation_id]))
    return list(rows.exclude(pk__in=denied).exclude(pk__in=[user.pk for user in division.shut_out]))


def _readers(of_the_bodies):
    rows = User.objects.working().filter(of_the_bodies, role__in=[*CASE_WORKERS, Role.CUSTODIAN])
    return rows.select_related("organisation").order_by("organisation__name", "last_name", "pk")
