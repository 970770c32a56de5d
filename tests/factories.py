"""People, homes and referrals for tests. Everybody is invented. Situations are traits, or made by the actions."""

from datetime import date, timedelta

import factory
from django.utils import timezone

from beneficiaries import actions as beneficiaries
from beneficiaries.models import Attachment, Need, Person
from housing import actions as homes
from housing.models import Building, Fault, Letting, Place, Unit
from referrals import actions as referrals
from referrals.actions import meetings
from referrals.models import Meeting
from referrals.workflow import Step, take_step
from tests import uploads
from wemix.access import Role
from wemix.models import Organisation, User
from wemix.uploads.receiving import Received

PASSWORD = "una parola lunga per le prove"


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation
        django_get_or_create = ["code"]

    code = factory.Sequence(lambda n: f"ente-{n}")
    name = factory.LazyAttribute(lambda o: o.code.replace("-", " ").title())
    kind = Organisation.Kind.SENDING

    class Params:
        host = factory.Trait(kind=Organisation.Kind.HOSTING)


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    first_name = "Prova"
    last_name = factory.Sequence(lambda n: f"Utente{n}")
    email = factory.LazyAttribute(lambda o: f"{o.first_name}.{o.last_name}@prova.example".lower())
    role = Role.SOCIAL_WORKER
    organisation = factory.SubFactory(OrganisationFactory)
    password = factory.django.Password(PASSWORD)


class PersonFactory(factory.django.DjangoModelFactory):
    """Unsaved unless given a household: a person enters by an action."""

    class Meta:
        model = Person

    first_name = factory.Iterator(["Amina", "Bruno", "Clara", "Dario", "Elif", "Fatou", "Gino", "Hana"])
    last_name = factory.Sequence(lambda n: f"Finti{n}")
    born_on = date(1990, 5, 17)
    sex = "F"
    address_secret = False


class BuildingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Building

    host = factory.SubFactory(OrganisationFactory, host=True)
    name = factory.Sequence(lambda n: f"Casa {n}")


class UnitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Unit

    building = factory.SubFactory(BuildingFactory)
    name = factory.Sequence(lambda n: f"Alloggio {n}")
    step_free = quiet = pets = "YES"
    floor = 0

    class Params:
        shared = factory.Trait(letting=Letting.BEDS)


class PlaceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Place

    unit = factory.SubFactory(UnitFactory)
    letting = factory.SelfAttribute("unit.letting")
    name = factory.LazyAttribute(lambda o: "" if o.letting == Letting.WHOLE else "Letto")
    beds = factory.LazyAttribute(lambda o: 4 if o.letting == Letting.WHOLE else 1)


def bed(host=None, **unit):
    """A bed of a shared flat."""
    more = {"building__host": host} if host else {}
    return PlaceFactory(unit=UnitFactory(shared=True, **more, **unit))


def flat(host=None, beds=4, **unit):
    """A whole flat."""
    more = {"building__host": host} if host else {}
    return PlaceFactory(unit=UnitFactory(**more, **unit), beds=beds)


def fault(unit, by, **said):
    """Something broken in a flat."""
    made = Fault(unit=unit, **{"kind": Fault.Kind.WATER, "text": "Il rubinetto della cucina perde"} | said)
    homes.report_fault(fault=made, by=by)
    return made


def household(worker, size=1, secret=False, organisation=None, by=None, **head):
    """A registered household in charge of `worker`: an adult, and children up to the size."""
    adult = PersonFactory.build(address_secret=secret, **head)
    made = beneficiaries.register_household(
        head=adult,
        contact="Chiamare il Polo",
        by=by or worker,
        worker=worker,
        organisation=organisation or worker.organisation,
    )
    for _ in range(size - 1):
        child = PersonFactory.build(born_on=date(2016, 3, 1), last_name=adult.last_name)
        beneficiaries.add_member(household=made, person=child, by=worker)
    made.refresh_from_db()
    return made


def need(household, kind, answer="YES"):
    return Need.objects.create(household=household, kind=kind, answer=answer)


SAID = {
    "main_reason": "EVICTION_ARREARS",
    "sleeps_now": "Da un'amica, fino a fine mese",
    "notice_on": date(2026, 1, 10),
    "agreement": "YES",
}


def referral(host, of=None, worker=None, until="draft", coordinator=None, place=None, **said):
    """A referral brought by its own steps to a state: draft, submitted, in_review, asked, waiting, proposed,
    accepted, housed, closed, not_eligible, withdrawn; or declined (waiting again), parked, reviewed (a refusal, and
    a review asked). From `waiting` on it needs a coordinator, and a place."""
    of = of or household(worker)
    worker = of.worker
    made = referrals.open_referral(household=of, host=host, by=worker, **(SAID | said))
    for state in PATHS[until]:
        made = ADVANCE[state](made, worker, coordinator, place)
    return made


TO_WAITING = ["submitted", "in_review", "waiting"]
PATHS = {
    "draft": [],
    "submitted": ["submitted"],
    "in_review": ["submitted", "in_review"],
    "asked": ["submitted", "asked"],
    "waiting": TO_WAITING,
    "proposed": [*TO_WAITING, "proposed"],
    "accepted": [*TO_WAITING, "proposed", "accepted"],
    "housed": [*TO_WAITING, "proposed", "accepted", "housed"],
    "closed": [*TO_WAITING, "proposed", "accepted", "housed", "closed"],
    "not_eligible": ["submitted", "not_eligible"],
    "withdrawn": ["submitted", "withdrawn"],
    "declined": [*TO_WAITING, "proposed", "declined"],
    "parked": [*TO_WAITING, "parked"],
    "reviewed": ["submitted", "not_eligible", "reviewed"],
}


def _propose(r, worker, dora, place):
    proposal = referrals.propose(
        referral=r,
        place=place,
        entry_on=timezone.localdate(),
        held_until=timezone.localdate() + timedelta(days=7),
        why="Adatta",
        assessed={},
        by=dora,
    )
    return proposal.referral


def _accept(r, worker, dora, place):
    until = timezone.localdate() + timedelta(days=180)
    return referrals.accept_proposal(proposal=r.proposals.open().get(), until=until, by=dora)


def _ask(r, worker, dora, place):
    referrals.ask(referral=r, by=dora, text="Serve un ingresso senza gradini?", field="STEP_FREE")
    return _again(r)


def _take(r, worker, dora, place):
    return take_step(r, Step.TAKE, by=dora)


def _close(r, worker, dora, place):
    return referrals.close(
        referral=r, on=timezone.localdate(), reason="GOALS_REACHED", destination="RENT_MARKET", by=dora
    )


def _again(r):
    r.refresh_from_db()
    return r


ADVANCE = {
    "submitted": lambda r, worker, dora, place: referrals.submit(referral=r, by=worker),
    "in_review": _take,
    "asked": _ask,
    "waiting": lambda r, worker, dora, place: referrals.put_on_waiting_list(referral=r, by=dora, urgency=3),
    "proposed": _propose,
    "accepted": _accept,
    "housed": lambda r, worker, dora, place: referrals.hand_over_keys(referral=r, on=timezone.localdate(), by=dora),
    "closed": _close,
    "not_eligible": lambda r, worker, dora, place: referrals.find_not_eligible(
        referral=r, by=dora, reason="OUTSIDE_TARGET", letter="Gentile collega…"
    ),
    "withdrawn": lambda r, worker, dora, place: referrals.withdraw(referral=r, by=worker),
    "declined": lambda r, worker, dora, place: referrals.decline_proposal(
        proposal=r.proposals.open().get(), reason="TOO_FAR", note="", by=dora
    ),
    "parked": lambda r, worker, dora, place: referrals.park(
        referral=r, until=timezone.localdate() + timedelta(days=30), reason="NOT_NOW", by=dora
    ),
    "reviewed": lambda r, worker, dora, place: referrals.ask_for_review(
        referral=r, text="La situazione è cambiata", by=worker
    ),
}


def meeting(by, day=None, present=(), **said):
    """A meeting of the équipe with its agenda, held by `by`: today unless a day is given."""
    made = Meeting(day=day or timezone.localdate(), chair=by, **said)
    return meetings.open_meeting(meeting=made, present=present or [by], by=by)


def photo():
    """An image as it comes out of an UploadField."""
    return Received(uploads.image(), "image/jpeg")


def paper(household, by, content=b"%PDF-1.7 finto", content_type="application/pdf", **said):
    """A paper in a household's file, as if its file had been made clean."""
    made = Attachment(household=household, **{"kind": "PERMIT"} | said)
    return beneficiaries.attach(attachment=made, received=Received(content, content_type), by=by)
