"""Dividing a household: what becomes of its people and their files. The home follows one floor up."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from beneficiaries.actions import make_head
from beneficiaries.actions.life_projects import refuse_if_closed
from beneficiaries.models import (
    Attachment,
    ComingOfAge,
    Denial,
    DiaryEntry,
    Goal,
    GoalStep,
    Household,
    HouseholdMembership,
    HouseholdSplit,
    Identifier,
    IdentityDocument,
    LifeProject,
    LivesApart,
    Need,
    Person,
    Phone,
    ResidencePermit,
)
from beneficiaries.vocabularies.life import GoalStatus
from beneficiaries.vocabularies.people import Kinship
from wemix import audit
from wemix.models import User

OF_A_PERSON = {  # what is current of somebody, and goes where they go
    "phones": Phone,
    "permits": ResidencePermit,
    "documents": IdentityDocument,
    "identifiers": Identifier,
    "needs": Need,
    "comings_of_age": ComingOfAge,
    "papers": Attachment,
}
PARTNERS = (Kinship.HEAD, Kinship.SPOUSE, Kinship.PARTNER, Kinship.CIVIL_PARTNER)

KEPT_OF_A_GOAL = ("area", "title", "indicator", "evidence", "horizon", "due_on", "status", "position", "is_private")


@dataclass(frozen=True)
class Division:
    """What the coordinator decides of a household that divides."""

    household: Household
    going: tuple  # memberships, of today
    head: Person  # of those who go
    worker: User
    starts_on: object
    reason: str = ""
    is_protective: bool = False
    staying_head: HouseholdMembership | None = None  # where the contact person goes
    goals: tuple = ()  # the open ones that go along
    takes_diary: bool = True
    shut_out: tuple = ()  # users who never see the new file


def divide(division, *, by):
    """The new file, and a split that is not saved yet: the floors above add what they move (record)."""
    _refuse_too_early(division)
    _refuse_what_changed(division)
    household = _new_household(division, by)
    split = HouseholdSplit(
        household=division.household,
        new_household=household,
        starts_on=division.starts_on,
        is_protective=division.is_protective,
        reason=division.reason,
        by=by,
    )
    people = _again(division, household)
    split.moved = {
        "people": [[before.pk, after.pk] for before, after in people.items()],
        "memberships": _end_memberships(division),
        "head": _new_contact(division, by),
        "diary": _move_diary(division, household, people),
        "goals": _copy_goals(division, household, people, by),
        **_move_facts(household, people),
    }
    _copy_the_rest(division, household, people, by)
    return split


def record(split, *, by):
    """Last of all: what was moved is known, and is kept as it is."""
    if split.is_protective:
        _protect(split)
    split.save()
    audit.change("household.divide", split, by=by)


def _refuse_too_early(division):
    if any(member.starts_on >= division.starts_on for member in division.going):
        raise ValidationError({"starts_on": _("Somebody of those who go joined the household later than that.")})


def _refuse_what_changed(division):
    """Of two who divide a household at once the second is told: nobody goes into two new files."""
    Household.objects.select_for_update(no_key=True).get(pk=division.household.pk)
    now = HouseholdMembership.objects.filter(pk__in=[member.pk for member in division.going])
    if dict(now.values_list("pk", "ends_on")) != {member.pk: member.ends_on for member in division.going}:
        raise ValidationError(_("Meanwhile somebody of those who go has left the household: look at it again."))


def _new_household(division, by):
    before = division.household
    same_body = before.organisation_id == division.worker.organisation_id
    household = Household.objects.create(
        organisation=division.worker.organisation,
        worker=division.worker,
        substitute=before.substitute if same_body and before.substitute != division.worker else None,
        name=str(division.head),
        contact=before.contact,
        registered_by=by,
    )
    if division.is_protective:
        household.substitute, household.contact = None, ""
        household.save()
    audit.change("household.register", household, by=by)
    return household


def _again(division, household):
    """{person: the same human in the new file}"""
    made = {}
    for member in division.going:
        person = Person.objects.get(pk=member.person_id)
        person.pk, person.household, person.version = None, household, 1
        person._state.adding = True
        if division.is_protective:
            person.address_secret = True
        person.save()
        HouseholdMembership.objects.create(
            household=household,
            person=person,
            kinship=_kinship(member, division),
            is_head=member.person_id == division.head.pk,
            starts_on=division.starts_on,
        )
        made[member.person] = person
    return made


def _kinship(member, division):
    """To the new contact person, where it is beyond doubt: the children of a couple are each one's."""
    head = next(each for each in division.going if each.person_id == division.head.pk)
    if member == head:
        return Kinship.HEAD
    if head.is_head:
        return member.kinship
    both = member.kinship == Kinship.CHILD and head.kinship in PARTNERS
    return Kinship.CHILD if both else Kinship.UNKNOWN


def _end_memberships(division):
    for member in division.going:
        member.ends_on = division.starts_on
        member.save(update_fields=["ends_on"])
    return [member.pk for member in division.going]


def _new_contact(division, by):
    """[the membership, the kinship it had before]"""
    member = division.staying_head
    if member is None or member.is_head:
        return []
    before = [member.pk, member.kinship]
    make_head(membership=member, by=by)
    return before


def _move_facts(household, people):
    return {name: hand_on(model, people, household) for name, model in OF_A_PERSON.items()}


def hand_on(model, people, household):
    """The rows of each person become the other row's. Their keys."""
    whose = {"organisation": household.organisation} if model is Identifier else {}
    moved = []
    for before, after in people.items():
        rows = model.objects.filter(person=before)
        moved += rows.values_list("pk", flat=True)
        rows.update(person=after, household=household, **whose)
    return moved


def _move_diary(division, household, people):
    return hand_on(DiaryEntry, people, household) if division.takes_diary else []


def _copy_goals(division, household, people, by):
    """[[goal, its copy, the status before]]. A goal of all goes on in both files; one's own goes on in the new one."""
    if not division.goals:
        return []
    before = division.goals[0].life_project
    refuse_if_closed(before)
    project = LifeProject.objects.create(
        household=household,
        opened_on=division.starts_on,
        opened_by=by,
        horizon_on=before.horizon_on,
        review_every=before.review_every,
        next_review_on=before.next_review_on,
    )
    return [_copy_goal(goal, project, people) for goal in division.goals]


def _copy_goal(goal, project, people):
    status, steps = goal.status, list(goal.steps.filter(done_on__isnull=True))
    same = {name: getattr(goal, name) for name in KEPT_OF_A_GOAL}
    copy = Goal.objects.create(
        life_project=project, household=project.household, person=people.get(goal.person), **same
    )
    for step in steps:
        said = {name: getattr(step, name) for name in ("who", "what", "due_on")}
        GoalStep.objects.create(goal=copy, household=project.household, **said)
    if goal.person in people:
        goal.status, goal.ended_on = GoalStatus.NO_LONGER_RELEVANT, project.opened_on
        goal.save()
    return [goal.pk, copy.pk, status]


def _copy_the_rest(division, household, people, by):
    """What is of all, and who must not see or meet them: it holds on both sides."""
    for need in Need.objects.filter(household=division.household, person=None):
        Need.objects.create(household=household, kind=need.kind, answer=need.answer, note=need.note)
    for before, after in people.items():
        for denial in Denial.objects.filter(person=before):
            Denial.objects.create(
                user=denial.user, person=after, household=household, reason=denial.reason, by=denial.by
            )
    for apart in LivesApart.objects.filter(household=division.household):
        LivesApart.objects.create(household=household, other_household=apart.other_household, by=by)
    for apart in LivesApart.objects.filter(other_household=division.household):
        LivesApart.objects.create(household=apart.household, other_household=household, by=by)
    if division.is_protective:
        LivesApart.objects.create(household=household, other_household=division.household, by=by)
    _shut_out(division, people[division.head], household, by)


def _shut_out(division, person, household, by):
    known = Denial.objects.filter(household=household).values("user")
    for user in division.shut_out:
        if user.pk not in {row["user"] for row in known}:
            Denial.objects.create(user=user, person=person, household=household, by=by)


def _protect(split):
    """The old file is frozen; what was written there of those who went is read by coordinators alone."""
    Person.objects.filter(pk__in=[before for before, _after in split.moved["people"]]).update(is_sealed=True)
    split.household.frozen_on = timezone.localdate()
    split.household.save()
