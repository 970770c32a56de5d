"""What of the people who live here waits for somebody, on the page of today: beds, absences, eighteenth birthdays."""

from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from beneficiaries.models import Person
from beneficiaries.models.person import OF_AGE
from housing.models import Absence, Occupant, Stay
from housing.settling import without_bed, without_membership
from wemix.sockets import Task, TaskRow, nearing

AHEAD, YEAR = timedelta(days=180), timedelta(days=365)
NEAR = (AHEAD.days, 30)  # days before the birthday on which somebody is told
LONG = 30  # nights away after which somebody asks whether the bed is still to be kept


def tasks(user):
    if not user.is_case_worker:
        return []
    of_team = [*_disagreements(user), *_absences(user)] if user.is_team else []
    return [*of_team, *_eighteen(user)]


def _disagreements(user):
    rows = [
        TaskRow(
            str(member.person),
            reverse("housing:settle", args=[member.stay_key, member.person_id]),
            since=member.starts_on,
            of=f"{member.stay_key}:{member.person_id}",
            note=_("household %(name)s") % {"name": member.household.name},
        )
        for member in without_bed(user)
    ]
    rows += [
        TaskRow(
            str(sleeper.person),
            reverse("housing:leave_bed", args=[sleeper.stay_key, sleeper.person_id]),
            since=sleeper.starts_on,
            of=f"{sleeper.stay_key}:{sleeper.person_id}:leaves",
            note=_("no longer of the household %(name)s") % {"name": sleeper.household.name},
        )
        for sleeper in without_membership(user)
    ]
    return [Task("stays.disagreement", _("Household and home disagree: who sleeps here?"), tuple(rows), order=33)]


def _absences(user):
    today = timezone.localdate()
    away = Absence.objects.visible_to(user).on(today).filter(stay__state=Stay.State.RUNNING)
    asked = away.filter(Q(kind=Absence.Kind.UNEXPLAINED) | Q(starts_on__lte=today - timedelta(days=LONG)))
    rows = tuple(
        TaskRow(
            str(absence.person),
            reverse("housing:absence", args=[absence.pk]),
            since=absence.starts_on,
            of=absence.pk,
            note=absence.get_kind_display(),
        )
        for absence in asked.select_related("person").order_by("starts_on", "pk")
    )
    return [Task("stays.absence", _("Away: not explained, or for more than 30 nights"), rows, order=33)]


def _eighteen(user):
    """Of who lives here; spoken about once, it waits no more (ComingOfAge)."""
    today = timezone.localdate()
    people = [(person.birthday(OF_AGE), person) for person in _nearly_of_age(user, today)]
    to_come = sorted((pair for pair in people if today < pair[0] <= today + AHEAD), key=lambda pair: pair[0])
    turned = sorted((pair for pair in people if today - YEAR < pair[0] <= today), key=lambda pair: pair[0])
    return [
        _of_age("turned", _("Eighteen years old: permit, consent, project of their own"), turned, 35),
        _of_age("turns", _("Turns eighteen within six months"), to_come, 37),
    ]


def _nearly_of_age(user, today):
    asleep = Occupant.objects.visible_to(user).on(today).filter(place_use__stay__state=Stay.State.RUNNING)
    born = (today.replace(year=today.year - OF_AGE - 1, day=1), today + AHEAD - OF_AGE * YEAR)
    people = Person.objects.visible_to(user).filter(born_on__range=born, coming_of_age=None)
    return people.filter(pk__in=asleep.values("person")).order_by("pk")


def _of_age(code, title, people, order):
    rows = tuple(
        TaskRow(
            str(person),
            reverse("beneficiaries:of_age", args=[person.household_id, person.pk]),
            **nearing(person.pk, birthday, NEAR),
        )
        for birthday, person in people
    )
    return Task(f"households.{code}_eighteen", title, rows, order=order)
