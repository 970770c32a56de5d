"""What changes more than one row of a household, or has a consequence."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from beneficiaries import codice_fiscale
from beneficiaries.models import (
    Handover,
    Household,
    HouseholdMembership,
    Identifier,
    Need,
    Person,
    Phone,
    ResidencePermit,
    ReviewedGoal,
    ScaleReading,
)
from beneficiaries.vocabularies.codes import CodeKind
from beneficiaries.vocabularies.life import OPEN_GOALS
from beneficiaries.vocabularies.people import Answer, Kinship
from wemix import audit, sockets

CHANGE = audit.Action.CHANGE


@dataclass(frozen=True)
class Newcomer:
    """A person who is about to enter a household (unsaved), and what is saved beside."""

    person: Person
    kinship: int | None = None
    code: str = ""
    override: str = ""
    phone: str = ""
    phone_is_safe: str = Answer.UNKNOWN


@transaction.atomic
def register_family(*, head, members, contact, needs, by, worker=None):
    """A household with all its people at once. `head`, `members`: newcomers; `needs`: kind -> answer."""
    household = register_household(
        head=head.person, contact=contact, by=by, worker=worker, organisation=worker.organisation if worker else None
    )
    _add_details(head, by)
    for member in members:
        welcome(household=household, newcomer=member, by=by)
    answer_needs(household=household, answers=needs, by=by)
    return household


@transaction.atomic
def welcome(*, household, newcomer, by, since=None):
    """A further member, with code and telephone."""
    kinship = newcomer.kinship or Kinship.UNKNOWN
    membership = add_member(household=household, person=newcomer.person, kinship=kinship, since=since, by=by)
    _add_details(newcomer, by)
    return membership


def _add_details(newcomer, by):
    person = newcomer.person
    if newcomer.code:
        kind = codice_fiscale.kind(newcomer.code)
        set_code(person=person, kind=kind, value=newcomer.code, override=newcomer.override, by=by)
    if newcomer.phone:
        household = person.household_id
        Phone.objects.create(
            person=person, household_id=household, number=newcomer.phone, is_safe=newcomer.phone_is_safe
        )


@transaction.atomic
def answer_needs(*, household, answers, by, person=None, notes=None):
    """kind -> answer. What was never answered and still isn't known needs no row."""
    before = {need.kind: need for need in Need.objects.filter(household=household, person=person)}
    changed = [kind for kind, answer in answers.items() if _answer(household, person, before, kind, answer, notes)]
    if changed:
        kinds = [str(kind) for kind in changed]
        audit.record(CHANGE, "household.answer_needs", person or household, by=by, fields=kinds)


def _answer(household, person, before, kind, answer, notes):
    """Whether something changed."""
    note = (notes or {}).get(kind, "")
    need = before.get(kind)
    if need is None and answer == Answer.UNKNOWN and not note:
        return False
    need = need or Need(household=household, person=person, kind=kind, answer="")
    if (need.answer, need.note) == (answer, note):
        return False
    need.answer, need.note = answer, note
    need.save()
    return True


@transaction.atomic
def register_household(*, head, contact, by, organisation=None, worker=None):
    """A new file, with its first person (unsaved). `organisation`: another's, when the host writes for it."""
    household = Household.objects.create(
        organisation=organisation or by.organisation,
        worker=worker or by,
        name=str(head),
        contact=contact,
        registered_by=by,
    )
    audit.record(CHANGE, "household.register", household, by=by)
    add_member(household=household, person=head, kinship=Kinship.HEAD, is_head=True, by=by)
    return household


@transaction.atomic
def add_member(*, household, person, by, kinship=Kinship.UNKNOWN, is_head=False, since=None):
    """`person` is unsaved; who is born during a stay joins on the birth date."""
    person.household = household
    person.save()
    membership = HouseholdMembership.objects.create(
        household=household, person=person, kinship=kinship, is_head=is_head, starts_on=since or timezone.localdate()
    )
    audit.record(CHANGE, "household.add_member", person, by=by)
    sockets.member_joined.tell(membership, by=by)
    return membership


@transaction.atomic
def take_back(*, person, by, kinship=Kinship.UNKNOWN, since):
    """Who belonged to the household once belongs to it again: the same file goes on."""
    membership = HouseholdMembership.objects.create(
        household_id=person.household_id, person=person, kinship=kinship, starts_on=since
    )
    audit.record(CHANGE, "household.take_back", membership, by=by)
    sockets.member_joined.tell(membership, by=by)
    return membership


@transaction.atomic
def end_membership(*, membership, on, by, new_head=None):
    """The person leaves the household: `on` is the first day outside it. The file stays where it is."""
    membership.ends_on = on
    membership.save(update_fields=["ends_on"])
    audit.record(CHANGE, "household.end_membership", membership, by=by, fields=["ends_on"])
    sockets.member_left.tell(membership, by=by)
    if new_head:
        make_head(membership=new_head, by=by)


@transaction.atomic
def make_head(*, membership, by):
    """The contact person from now on; who was it before is somebody whose kinship is not known."""
    before = HouseholdMembership.objects.filter(household=membership.household_id, is_head=True)
    before.exclude(pk=membership.pk).update(is_head=False, kinship=Kinship.UNKNOWN)
    membership.is_head, membership.kinship = True, Kinship.HEAD
    membership.save(update_fields=["is_head", "kinship"])
    audit.record(CHANGE, "household.make_head", membership, by=by, fields=["is_head", "kinship"])


@transaction.atomic
def change_household(*, household, head, by, fields):
    household.save()
    audit.record(CHANGE, "household.change", household, by=by, fields=fields)
    if not head.is_head:
        make_head(membership=head, by=by)


@transaction.atomic
def change_person(*, person, by, fields, membership=None, kinship=None):
    """`kinship`: to the contact person of the household that `membership` is of."""
    person.save()
    if membership and kinship is not None and kinship != membership.kinship:
        membership.kinship = kinship
        membership.save(update_fields=["kinship"])
    audit.record(CHANGE, "person.change", person, by=by, fields=fields)
    sockets.person_changed.tell(person, fields, by=by)


@transaction.atomic
def save_permit(*, permit, by, fields):
    """A new permit takes the place of the current one, which is kept."""
    if permit.pk is None:
        ResidencePermit.objects.filter(person=permit.person, is_current=True).update(is_current=False)
    permit.save()
    audit.record(CHANGE, "person.save_permit", permit, by=by, fields=fields)


@transaction.atomic
def save_identity_document(*, document, by, fields):
    document.save()
    audit.record(CHANGE, "person.save_identity_document", document, by=by, fields=fields)


@transaction.atomic
def save_phones(*, person, lines, by):
    """`lines`: (phone or None, number, safe, note); a line without number is no telephone any more."""
    for phone, number, is_safe, note in lines:
        if phone and not number:
            phone.delete()
        elif number:
            phone = phone or Phone(person=person, household_id=person.household_id)
            phone.number, phone.is_safe, phone.note = number, is_safe, note
            phone.save()
    audit.record(CHANGE, "person.save_phones", person, by=by, fields=["phones"])


@transaction.atomic
def set_code(*, person, kind, value, by, override=""):
    """Give the person this code from today on; the one of the same kind before it is kept as replaced."""
    current = person.identifiers.current().filter(kind__in=_replaced_by(kind))
    if current.filter(kind=kind, value=value, override=override).exists():
        return
    current.update(replaced_on=timezone.localdate())
    if value:
        Identifier.objects.create(
            person=person,
            household_id=person.household_id,
            organisation_id=person.household.organisation_id,
            kind=kind,
            value=value,
            override=override,
        )
    audit.record(CHANGE, "person.set_code", person, by=by, fields=[kind])


def _replaced_by(kind):
    """The 16-character code takes the place of the provisional one."""
    return [kind, CodeKind.PROVISIONAL] if kind == CodeKind.CODICE_FISCALE else [kind]


@transaction.atomic
def hand_to_colleague(*, household, worker, substitute, by):
    household.worker, household.substitute = worker, substitute
    household.save()
    audit.record(CHANGE, "household.hand_to_colleague", household, by=by, fields=["worker", "substitute"])


@transaction.atomic
def ask_handover(*, household, to_organisation, note, by):
    handover = Handover.objects.create(household=household, to_organisation=to_organisation, note=note, asked_by=by)
    audit.record(CHANGE, "household.ask_handover", household, by=by)
    return handover


@transaction.atomic
def answer_handover(*, handover, accepted, by):
    """Accepted: the household is the answering worker's from now on; its former body reads it for 30 days more."""
    _end_handover(handover, accepted, by)
    if accepted:
        household = handover.household
        household.organisation, household.worker, household.substitute = by.organisation, by, None
        household.save()
    audit.record(CHANGE, "household.answer_handover", handover.household, by=by)


@transaction.atomic
def take_handover_back(*, handover, by):
    """The body that asked thinks better of it, before the other one answers."""
    _end_handover(handover, False, by)
    audit.record(CHANGE, "household.take_handover_back", handover.household, by=by)


def _end_handover(handover, accepted, by):
    handover.accepted, handover.answered_by, handover.answered_at = accepted, by, timezone.now()
    handover.save()


@transaction.atomic
def come_of_age(*, coming, fields, by):
    coming.by = by
    coming.save()
    audit.record(CHANGE, "person.come_of_age", coming, by=by, fields=fields)


@transaction.atomic
def link_people(*, person, other, by):
    """Two rows are one human: refused by the database if both have a bed on one night."""
    Person.objects.filter(human=other.human).update(human=person.human)
    audit.record(CHANGE, "person.link", person, by=by)


@transaction.atomic
def unlink_person(*, person, human, by):
    """Undo a link: the row becomes a human of its own again (`human`: a new UUID)."""
    Person.objects.filter(pk=person.pk).update(human=human)
    audit.record(CHANGE, "person.unlink", person, by=by)


# Life project: rows come unsaved, or carrying what changed; a closed project stays as it is


@transaction.atomic
def open_life_project(*, project, by):
    """Refused by the database where the household has one open."""
    project.opened_by = by
    project.save()
    audit.record(CHANGE, "life_project.open", project, by=by)


@transaction.atomic
def change_life_project(*, project, fields, by):
    _refuse_if_closed(project)
    project.save()
    audit.record(CHANGE, "life_project.change", project, by=by, fields=fields)


@transaction.atomic
def close_life_project(*, project, on, note, by):
    """Its goals stay as they stand: how each ended is for the last review to say."""
    _refuse_if_closed(project)
    project.closed_on, project.closed_by, project.closing_note = on, by, note
    project.save()
    audit.record(CHANGE, "life_project.close", project, by=by)


@transaction.atomic
def add_goal(*, goal, by):
    _refuse_if_closed(goal.life_project)
    goal.household_id = goal.life_project.household_id
    _save_goal(goal)
    audit.record(CHANGE, "goal.add", goal, by=by)


@transaction.atomic
def change_goal(*, goal, fields, by):
    _refuse_if_closed(goal.life_project)
    _save_goal(goal)
    audit.record(CHANGE, "goal.change", goal, by=by, fields=fields)


def _save_goal(goal):
    """The day on which it ended is kept as long as it stays ended."""
    goal.ended_on = None if goal.is_open else goal.ended_on or timezone.localdate()
    goal.save()


@transaction.atomic
def add_step(*, step, by):
    _refuse_if_closed(step.goal.life_project)
    step.household_id = step.goal.household_id
    step.save()
    audit.record(CHANGE, "goal.add_step", step, by=by)


@transaction.atomic
def tick_step(*, step, on, by):
    """`on`: the day on which it was done; None: it was ticked by mistake."""
    _refuse_if_closed(step.goal.life_project)
    if not step.may_be_ticked_by(by):
        raise PermissionDenied
    step.done_on = on
    step.save(update_fields=["done_on"])
    audit.record(CHANGE, "goal.tick_step", step, by=by, fields=["done_on"])


@transaction.atomic
def record_review(*, review, lines, readings, next_review_on, by):
    """A photograph of the project. `lines`: (goal, its status now, note); `readings`: unsaved, of the scale."""
    project = review.life_project
    _refuse_if_closed(project)
    review.household_id, review.by = project.household_id, by
    review.save()
    for goal, status, note in lines:
        _review_goal(review, goal, status, note)
    for reading in readings:
        reading.review, reading.household_id = review, review.household_id
    ScaleReading.objects.bulk_create(readings)
    project.next_review_on = next_review_on
    project.save(update_fields=["next_review_on"])
    audit.record(CHANGE, "life_project.review", review, by=by)


def _review_goal(review, goal, status, note):
    """Words and status are copied; the goal itself is touched only where the review moved it."""
    if goal.status != status:
        goal.status, goal.ended_on = status, None if status in OPEN_GOALS else review.held_on
        goal.save(update_fields=["status", "ended_on"])
    ReviewedGoal.objects.create(
        review=review, goal=goal, household_id=review.household_id, title=goal.title, status=status, note=note
    )


def _refuse_if_closed(project):
    if not project.is_open:
        raise ValidationError(_("This life project is closed: what it holds stays as it is."))


@transaction.atomic
def write_diary(*, entry, by):
    """What was written is not rewritten: who erred writes again. The author's body owns the entry."""
    entry.by, entry.organisation = by, by.organisation
    entry.save()
    audit.record(CHANGE, "diary.write", entry, by=by)
