"""Everybody who works here, and a whole line of work in each of four situations.

One's own household, somebody else's, one with a secret address, and one that everybody is denied.
"""

from contextlib import contextmanager
from datetime import timedelta

from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from beneficiaries import actions as people
from beneficiaries.models import Denial, DiaryEntry, LifeProject, ProgressReport
from beneficiaries.splits import Division
from housing import actions as homes
from housing.actions.splits import Where
from housing.models import Absence, Disagreement, HandoverRecord, PresenceRound, SignedCopy
from referrals import actions as referrals
from referrals.actions.splits import divide_household
from referrals.models import FollowUp, MeetingPoint, Simulation
from tests import factories
from wemix.access import Role

COORDINATOR, OFFICER, TECHNICIAN, WORKER = Role.COORDINATOR, Role.OFFICER, Role.TECHNICIAN, Role.SOCIAL_WORKER
NOBODY = 10**9

NAMES = {"own": "Propriofinti", "other": "Altruifinti", "protected": "Segretofinti", "denied": "Negatofinti"}
SECRET_HOME = "Casa Riservatissima"


@contextmanager
def made_once(make, blocker):
    """What `make` makes, for all tests of a file, and undone at the end; what a test adds is undone with the test.

    `blocker`: the fixture django_db_blocker, of a fixture that asked for django_db_setup too.
    """
    with blocker.unblock(), transaction.atomic():
        made = make()
        connection.check_constraints()  # once: what stays deferred would be checked after each test
        yield made
        transaction.set_rollback(True)


def build():
    polo, other_polo = factories.OrganisationFactory.create_batch(2)
    host, other_host = factories.OrganisationFactory.create_batch(2, host=True)
    team = {
        role: factories.UserFactory(role=role, organisation=None if role in (OFFICER, TECHNICIAN) else host)
        for role in Role
        if role != WORKER
    }
    alice = factories.UserFactory(organisation=polo, first_name="Alice")
    bob = factories.UserFactory(organisation=polo, first_name="Bob")
    charlie = factories.UserFactory(organisation=other_polo)
    dario = factories.UserFactory(role=COORDINATOR, organisation=other_host)
    rows = {
        "own": line_of_work(NAMES["own"], alice, host, team[COORDINATOR]),
        "protected": line_of_work(NAMES["protected"], alice, host, team[COORDINATOR], secret=True),
        "denied": line_of_work(NAMES["denied"], alice, host, team[COORDINATOR]),
        "other": line_of_work(NAMES["other"], charlie, other_host, dario),
    }
    theirs = [factories.meeting(team[COORDINATOR]), factories.meeting(dario)]
    for whose, meeting in {"own": theirs[0], "protected": theirs[0], "denied": theirs[1], "other": theirs[1]}.items():
        rows[whose] |= {"meeting": meeting.pk, "point": point_of(rows[whose])}
    rows["nobody"] = dict.fromkeys(rows["own"], NOBODY)
    people_of = {WORKER: alice} | team
    for user in [*people_of.values(), bob]:
        for household in rows["denied"]["households"]:
            Denial.objects.create(user=user, person=household.people.first(), household=household, by=dario)
    browsers = {user: browser_of(user) for user in [*people_of.values(), bob, None]}
    return {"people": people_of, "bob": bob, "rows": rows, "browsers": browsers}


def line_of_work(name, worker, host, coordinator, secret=False):
    """One row of every kind: households with referrals in several states, a stay, a life project, a handover."""
    home = SECRET_HOME if secret else "Casa Comune"
    places = [factories.flat(host, name=f"{home} {n}") for n in (1, 2, 3, 4)]
    in_places = {"housed": places[0], "proposed": places[1], "closed": places[3]}
    sent = {
        until: factories.referral(
            host,
            of=factories.household(worker, size=2, secret=secret, last_name=name, citizenships=["NG"]),
            until=until,
            coordinator=coordinator,
            place=place,
        )
        for until, place in {**in_places, **dict.fromkeys(WITHOUT_A_PLACE)}.items()
    }
    split = divided(name, worker, host, coordinator, secret)
    return {
        "households": [*(referral.household for referral in sent.values()), split.household, split.new_household],
        "split": split.pk,
        **members_of(sent["housed"], worker, coordinator),
        **contributions_of(sent["housed"].stay, coordinator),
        "place": places[2].pk,
        **upkeep_of(places[2], coordinator),
        **file_of(sent, worker),
        **weighing_of(sent, host, coordinator),
        **stays_of(sent, coordinator),
        **round_of(sent["housed"].stay, coordinator),
        **answers_to(sent["housed"], coordinator),
        **life_of(sent["housed"].household, name, host, coordinator),
    }


WITHOUT_A_PLACE = ("asked", "draft", "waiting", "not_eligible")


def file_of(sent, worker):
    household, draft = sent["housed"].household, sent["draft"]
    body, head = factories.OrganisationFactory(), household.memberships.get(is_head=True).person
    return {
        "household": household.pk,
        "person": head.pk,
        "document": head.documents.create(household=household, kind="PASSPORT", number=f"AA{head.pk}").pk,
        "fact": fact_about(head),
        "to_refer": draft.household_id,
        "without_project": sent["waiting"].household_id,
        "handover": people.ask_handover(household=draft.household, to_organisation=body, note="", by=worker).pk,
    }


def fact_about(person):
    """A permit that expires: something for the page of today."""
    day = timezone.localdate() + timedelta(days=20)
    permit = person.permits.create(household=person.household, type="ASYLUM", valid_through=day)
    return f"papers.permit:{permit.pk}:{day}:30"


def weighing_of(sent, host, coordinator):
    """The referrals, and what stands between the sending body and the host."""
    simulated = {"rulebooks": {"current": {}}, "demand": {}, "homes": [], "ended_at": timezone.now()}
    return {
        "draft": sent["draft"].pk,
        "referral": sent["housed"].pk,
        "submitted": sent["asked"].pk,
        "refused": sent["not_eligible"].pk,
        "waiting": sent["waiting"].pk,
        "letter": sent["not_eligible"].letters.get().pk,
        "question": sent["asked"].messages.get().pk,
        "proposal": sent["proposed"].proposals.get().pk,
        "home": sent["housed"].stay.uses.get().unit_id,
        **record_of(sent["housed"].stay, coordinator),
        **signed_of(sent["closed"].stay, coordinator),
        "declaration": sent["housed"].stay.declarations.get().pk,
        "simulation": Simulation.objects.create(host=host, asked_by=coordinator, **simulated).pk,
    }


def record_of(stay, coordinator):
    """The handover, with a photo."""
    record = HandoverRecord(stay=stay, unit=stay.uses.get().unit, kind="handover")
    homes.write_record(record=record, lines=[], photos=[factories.photo()], by=coordinator)
    return {"record": record.pk, "record_photo": record.photos.get().pk}


def signed_of(stay, coordinator):
    """The pact of a stay that ended, and its return."""
    pact = SignedCopy(stay=stay, paper="pact")
    record = HandoverRecord(stay=stay, unit=stay.uses.get().unit, kind="return")
    homes.write_record(record=record, lines=[], by=coordinator)
    of_record = SignedCopy(stay=stay, paper="record", record=record)
    for copy in (pact, of_record):
        homes.keep_signed_copy(copy=copy, received=factories.photo(), by=coordinator)
    return {"signed_pact": pact.pk, "signed_record": of_record.pk}


def stays_of(sent, coordinator):
    """One for which an extension is asked, and one that ended, with a follow-up that is due."""
    stay, ended = sent["housed"].stay, sent["closed"].stay
    until = timezone.localdate() + timedelta(days=300)
    homes.ask_extension(stay=stay, asked_by="household", reason="WORK", until=until, by=coordinator)
    ended.follow_ups.filter(months=3).update(due_on=timezone.localdate())
    return {"stay": stay.pk, "exit_follow_up": ended.follow_ups.get(months=3).pk}


def round_of(stay, coordinator):
    """The house's round, and somebody who was not recorded in it."""
    today = timezone.localdate()  # the first night here, also in the hours before dawn
    round = PresenceRound.objects.filter(host=stay.host_id).first() or PresenceRound(part="evening", day=today)
    if round._state.adding:
        homes.open_round(round=round, by=coordinator)
    who = {"household": stay.household, "person": stay.household.people.first()}
    missed = Disagreement.objects.create(round=round, stay=stay, kind="missed", since=round.day, **who)
    return {"round": round.pk, "disagreement": missed.pk}


def answers_to(housed, coordinator):
    """What an answer left to do, and a complaint."""
    today, proposal = timezone.localdate(), housed.proposals.get()
    said = {"received_on": today, "from_whom": "household", "who": "", "text": "Rumori"}
    follow_up = FollowUp.objects.create(
        referral=housed,
        household=housed.household,
        proposal=proposal,
        kind="correct_unit",
        unit=proposal.place.unit,
        due_on=today,
        made_by=coordinator,
    )
    complaint = referrals.register_complaint(referral=housed, by=coordinator, **said)
    return {"complaint": complaint.pk, "follow_up": follow_up.pk}


def life_of(household, name, host, coordinator):
    project = LifeProject.objects.create(household=household, opened_by=coordinator)
    goal = project.goals.create(household=household, title="Trovare lavoro", area="WORK")
    review = project.reviews.create(household=household, by=coordinator)
    head = household.memberships.get(is_head=True).person
    reading = review.readings.create(household=household, person=head, domain="WORK", level=1, voice="worker")
    entry = DiaryEntry(household=household, text=f"Nota su {name}", readers="sender")
    people.write_diary(entry=entry, file=factories.photo(), by=coordinator)
    return {
        "project": project.pk,
        "goal": goal.pk,
        "goal_step": goal.steps.create(household=household, what="Curriculum").pk,
        "review": review.pk,
        "reading": reading.pk,
        "progress_report": progress_report(project, coordinator).pk,
        "entry": entry.pk,
        "note_file": entry.files.get().pk,
        "paper": factories.paper(household, by=coordinator).pk,
    }


def progress_report(project, by):
    report = ProgressReport(life_project=project, kind="update", text="Ha trovato lavoro")
    people.sign_report(report=report, by=by)
    return report


def members_of(housed, worker, coordinator):
    """Who is away, and who has left."""
    today, household = timezone.localdate(), housed.household
    absence = Absence(stay=housed.stay, household=household, person=household.people.first(), starts_on=today)
    absence.kind = Absence.Kind.HOSPITAL
    homes.save_absence(absence=absence, fields=["kind"], by=coordinator)
    gone = factories.PersonFactory.build(last_name=household.people.first().last_name)
    membership = people.add_member(household=household, person=gone, by=worker)
    people.end_membership(membership=membership, on=today, by=worker)
    return {"absence": absence.pk, "gone": gone.pk}


def contributions_of(stay, coordinator):
    """An amount agreed, a month exempted and a payment."""
    month, said = timezone.localdate().replace(day=1), {"stay": stay, "note": "", "by": coordinator}
    homes.agree_share(from_month=month, amount=80, due_day=10, **said)
    homes.exempt(months=[month], reason="NO_INCOME", **said)
    payment = homes.record_payment(amount=80, paid_on=month, method="CASH", **said)
    return {"exemption": stay.exemptions.get().pk, "payment": payment.pk}


def divided(name, worker, host, coordinator, secret):
    of = factories.household(worker, size=2, secret=secret, last_name=name)
    factories.referral(host, of=of, until="submitted")
    today = timezone.localdate()
    of.memberships.update(starts_on=today - timedelta(days=9))
    child = of.members_on(today)[1]
    division = Division(household=of, going=(child,), head=child.person, worker=worker, starts_on=today)
    return divide_household(division=division, where=Where.LEAVE, by=coordinator)


def upkeep_of(place, by):
    """What is broken, was mended, and is made ready in a home where nobody lives."""
    broken, mended = (factories.fault(place.unit, by=by) for _ in range(2))
    homes.mend_fault(fault=mended, on=timezone.localdate(), how="Sostituito", by=by)
    turnaround = place.uses.create(kind="turnaround", starts_on=timezone.localdate())
    homes.add_photos(of=broken, received=[factories.photo()], by=by)
    return {
        "fault": broken.pk,
        "fault_photo": broken.photos.get().pk,
        "fault_mended": mended.pk,
        "turnaround": turnaround.pk,
    }


def point_of(rows):
    """A point about one of the households of this situation: each meeting of a host holds those of all."""
    return MeetingPoint.objects.filter(household__in=rows["households"]).first().pk


def browser_of(user):
    browser = Client()
    if user:
        browser.force_login(user)
    return browser
