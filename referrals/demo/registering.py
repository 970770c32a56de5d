"""A household's file: its people with their papers, a telephone, and what the home must have."""

from datetime import timedelta

from beneficiaries import actions
from beneficiaries.models import Identifier, IdentityDocument, Need, Phone, ResidencePermit
from referrals.demo import words
from referrals.demo.clock import at
from referrals.demo.needs import NOTES


def register(dice, plan):
    with at(plan.days["register"], 9, dice.randint(0, 59)):
        plan.household = actions.register_household(
            head=plan.head, contact=_contact(dice, plan), by=plan.worker, worker=plan.worker
        )
        for member in plan.members[1:]:
            actions.add_member(household=plan.household, person=member.person, kinship=member.kinship, by=plan.worker)
        if plan.substitute:
            plan.household.substitute = plan.substitute
            plan.household.save(update_fields=["substitute"])
        _add_papers(plan)
        _add_phone(dice, plan)
        _add_needs(plan)
    plan.household.refresh_from_db()


def _contact(dice, plan):
    return words.SAFE_CONTACT if plan.is_protected else dice.choice(words.CONTACTS)


def _add_papers(plan):
    Identifier.objects.bulk_create(
        Identifier(
            person=member.person,
            household=plan.household,
            organisation=plan.household.organisation,
            **dict(zip(("kind", "value", "override"), member.code, strict=True)),
        )
        for member in plan.members
        if member.code
    )
    ResidencePermit.objects.bulk_create(
        ResidencePermit(person=member.person, household=plan.household, **member.permit)
        for member in plan.members
        if member.permit
    )
    IdentityDocument.objects.bulk_create(
        IdentityDocument(
            person=member.person,
            household=plan.household,
            kind="PASSPORT",
            number=f"FINTO{member.person.pk:05}",
            issued_by="Consolato finto",
            issued_on=plan.days["register"] - timedelta(days=600),
            valid_through=plan.days["register"] + timedelta(days=1200),
        )
        for number, member in enumerate(plan.members)
        if member.permit and number % 4 != 3  # of some it is not written yet
    )


def _add_phone(dice, plan):
    """+39 319 is nobody's: no operator has it."""
    if dice.random() < 0.1:
        return
    Phone.objects.create(
        person=plan.head,
        household=plan.household,
        number=f"+39319{dice.randint(0, 9999):07}",
        is_safe="NO" if plan.is_protected else dice.choice(["YES", "YES", "UNKNOWN"]),
    )


def _add_needs(plan):
    Need.objects.bulk_create(
        Need(household=plan.household, kind=kind, answer=answer, note=NOTES.get(kind, "") if answer == "YES" else "")
        for kind, answer in plan.needs.items()
    )
