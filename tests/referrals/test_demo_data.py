"""The demonstration: what must be there to be seen, and that it is whole, invented and the same each time."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Count, F
from django.utils import timezone

from beneficiaries.codice_fiscale import facts, mismatches, problems
from beneficiaries.models import (
    Attachment,
    Denial,
    DiaryEntry,
    Handover,
    Household,
    HouseholdSplit,
    Identifier,
    LifeProject,
    LivesApart,
    Person,
    ResidencePermit,
)
from beneficiaries.vocabularies.codes import CodeKind
from housing.models import (
    Absence,
    Disagreement,
    HandoverRecord,
    HospitalityDeclaration,
    HouseRules,
    Occupant,
    Place,
    PlaceUse,
    PresenceRound,
    Stay,
)
from referrals.demo import papers
from referrals.demo.clock import in_haste
from referrals.demo.copies import multiply
from referrals.demo.homes import build_compound
from referrals.demo.load import run
from referrals.demo.logins import Team, make_teams
from referrals.demo.plans import THREE_YEARS, draw_plans, what_is_wanted
from referrals.matching.freezing import read_snapshot
from referrals.matching.grid import places_for
from referrals.matching.rules import RULES
from referrals.models import (
    Complaint,
    DecisionReview,
    FollowUp,
    Letter,
    Meeting,
    Message,
    Proposal,
    Referral,
    ReferralAttachment,
    ReferralEvent,
    RulebookVersion,
    Update,
)
from referrals.states import State
from referrals.weighing.loading import household_facts, place_facts
from tests.constraints import check_now
from wemix.access import Role
from wemix.context import DEMO_HOST
from wemix.models import AuditEntry, User

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]
HOUSEHOLDS = 260
TWO_PAGES = 50  # rows: a list of more goes on to a third page


def digest():
    rows = Referral.objects.order_by("pk").values_list(
        "household__name", "state", "household__worker__email", "submitted_at__date", "stay__uses__place__name"
    )
    return [*rows, *Identifier.objects.order_by("pk").values_list("value"), *Place.objects.values_list("unit__name")]


@pytest.fixture(scope="module")
def some(django_db_setup, django_db_blocker):
    """seed -> the digest of every twelfth household of that seed's demonstration, walked in an empty database."""

    def walk(seed):
        dice, today = Random(seed), timezone.localdate()
        with django_db_blocker.unblock(), transaction.atomic():
            with in_haste():
                senders, (host, _) = make_teams(dice)
                slots = build_compound(dice, host.organisation, today - timedelta(days=THREE_YEARS))
                run(dice, draw_plans(dice, what_is_wanted(HOUSEHOLDS)[::12], senders, host, today), slots, today)
            made = digest()
            transaction.set_rollback(True)
        return made

    return {"1": walk(1), "1 again": walk(1), "2": walk(2)}


@pytest.fixture(scope="module", autouse=True)
def demo(some, django_db_blocker):
    """Loaded once for the file, in a transaction that is undone; each test has its own savepoint inside."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("demo_data", "--seed", "1", "--households", str(HOUSEHOLDS), verbosity=0)
        yield
        transaction.set_rollback(True)


def test_the_same_seed_gives_the_same_people_homes_and_states(some):
    assert some["1"] == some["1 again"]


def test_another_seed_gives_others(some):
    assert some["1"] != some["2"]


def test_all_constraints_hold():
    check_now()
    for constraint in Referral._meta.constraints:
        for referral in Referral.objects.all()[:20]:
            constraint.validate(Referral, referral)


def test_a_database_that_holds_something_is_left_alone():
    with pytest.raises(CommandError, match="holds something else"):
        call_command("demo_data")
    assert Household.objects.count() == HOUSEHOLDS + HouseholdSplit.objects.count()


def test_too_few_households_would_not_show_everything():
    with pytest.raises(CommandError, match="at least"):
        call_command("demo_data", "--households", "20")


@pytest.mark.parametrize("state", State.values)
def test_every_state_has_five_referrals_at_least(state):
    assert Referral.objects.filter(state=state, host__code=DEMO_HOST).count() >= 5


def test_households_are_of_one_to_nine_people():
    sizes = Household.objects.annotate(n=Count("memberships")).values_list("n", flat=True)
    assert set(sizes) >= set(range(1, 10))


def test_codes_are_sound_and_agree_with_their_people():
    for code in Identifier.objects.select_related("person"):
        person = code.person
        assert problems(code.value) == []
        differs = mismatches(
            code.value,
            first_name=person.first_name,
            last_name=person.last_name,
            birth_date=person.born_on,
            birth_date_precision=person.birth_precision,
            sex=person.sex,
        )
        linked = Person.objects.filter(human=person.human).count() > 1
        assert bool(differs) is bool(code.override) or linked, (code.value, person, differs)


def test_two_people_of_the_same_data_get_two_codes():
    """Omocodia: the code that many would have is given once, and each of the others is sound too."""
    team, person = Team(None), Person(last_name="Lunafinti", first_name="Zoe", born_on=date(2015, 3, 4), sex="F")
    person.birth_country = "IT"
    codes = [papers._its_own(Random(1), team.issued, "CF", papers.codice_fiscale(person), "")[1] for _ in range(8)]
    assert len(set(codes)) == 8
    assert all(not problems(code) and facts(code, date(2026, 1, 1)).birth_date == person.born_on for code in codes)


def test_every_kind_of_code_is_there_omocodia_too():
    assert set(Identifier.objects.values_list("kind", flat=True)) == set(CodeKind.values)
    assert Identifier.objects.filter(kind="CF", value__regex=r"[L-V][A-Z]$").count() >= 2
    assert Person.objects.filter(identifiers=None).exists()


def test_nobody_of_a_household_is_called_as_another_of_it():
    told = Counter(Person.objects.values_list("household", "first_name", "last_name"))
    assert [who for who, count in told.items() if count > 1 and who[1]] == []


def test_surnames_are_plainly_invented():
    tails = ("finti", "prova", "inventi", "esempio", "fantasia", "favola", "perfinta", "persempio", "nonvero", "pinco")
    names = [*Person.objects.values_list("last_name", flat=True), *User.objects.values_list("last_name", flat=True)]
    assert [name for name in names if not name.endswith(tails)] == []


def test_nothing_happened_later_than_now_and_the_first_thing_three_years_ago():
    now = timezone.now()
    for rows in (ReferralEvent, AuditEntry, Message, Update):
        assert not rows.objects.filter(at__gt=now).exists()
    assert (now - ReferralEvent.objects.earliest("at").at).days > 900
    assert AuditEntry.objects.filter(at__date__lt=timezone.localdate()).count() > 1000


def test_steps_follow_each_other_in_time():
    for referral in Referral.objects.prefetch_related("events"):
        states = [(event.from_state, event.to_state) for event in referral.events.all()]
        assert all(before[1] == after[0] for before, after in zip(states, states[1:], strict=False)), states


SITUATIONS = {
    "a birth during a stay": lambda today: Occupant.objects.filter(
        in_cot=True, starts_on=F("person__born_on"), starts_on__gt=F("place_use__starts_on")
    ),
    "a separation during a stay": lambda today: Occupant.objects.filter(
        ends_on__isnull=False, place_use__stay__state="running", place_use__ends_on__isnull=True
    ),
    "somebody in hospital": lambda today: Absence.objects.on(today).filter(kind="hospital"),
    "an absence that is over": lambda today: Absence.objects.filter(ends_on__lt=today),
    "an absence not explained": lambda today: Absence.objects.on(today).filter(kind="unexplained"),
    "an eighteenth birthday soon": lambda today: Person.objects.filter(
        born_on__gt=today - timedelta(days=18 * 365 + 4), born_on__lt=today - timedelta(days=18 * 365 - 30)
    ),
    "a household that divided": lambda today: HouseholdSplit.objects.filter(
        is_protective=False, household__stays__state="running", new_household__stays__state="running"
    ),
    "a household divided to protect": lambda today: HouseholdSplit.objects.filter(
        is_protective=True, household__frozen_on__isnull=False, new_household__is_protected=True
    ),
    "a round half done": lambda today: PresenceRound.objects.open().filter(presences__isnull=False),
    **{
        f"a presence to clear up, {kind}": lambda today, kind=kind: Disagreement.objects.open().filter(kind=kind)
        for kind in Disagreement.Kind.values
    },
    "a transfer": lambda today: Stay.objects.running().annotate(n=Count("uses")).filter(n=2),
    "an overstay": lambda today: Stay.objects.running().filter(planned_until__lt=today),
    "a confirmed exit": lambda today: PlaceUse.objects.filter(stay__state="running", ends_on__gt=today),
    "a household in two beds": lambda today: (
        Stay.objects.running().filter(uses__letting="beds", uses__ends_on=None).annotate(n=Count("uses")).filter(n=2)
    ),
    "more people than beds": lambda today: PlaceUse.objects.filter(excess__gt=0),
    "a proposal declined": lambda today: Proposal.objects.filter(outcome="declined"),
    "a proposal taken back": lambda today: Proposal.objects.filter(outcome="cancelled"),
    "an entry that fell through": lambda today: Stay.objects.filter(state="cancelled"),
    "works that are over": lambda today: PlaceUse.objects.filter(kind="closure", ends_on__lt=today),
    "works going on": lambda today: PlaceUse.objects.filter(kind="closure", starts_on__lt=today, ends_on__gt=today),
    "works without an end": lambda today: PlaceUse.objects.filter(kind="closure", ends_on__isnull=True),
    "works to come": lambda today: PlaceUse.objects.filter(kind="closure", starts_on__gt=today),
    "a question open": lambda today: Message.objects.open_questions(),
    "a question answered": lambda today: Message.objects.filter(kind="answer"),
    "a handover waiting": lambda today: Handover.objects.waiting(),
    "a handover accepted": lambda today: Handover.objects.filter(accepted=True),
    "a denial": lambda today: Denial.objects.all(),
    "households kept apart": lambda today: LivesApart.objects.all(),
    "one human, two files": lambda today: Person.objects.values("human").annotate(n=Count("pk")).filter(n=2),
    "a permit in renewal": lambda today: ResidencePermit.objects.filter(
        status="RENEWAL_PENDING", valid_through__lt=today, appointment_on__gt=today
    ).exclude(receipt=""),
    "a conventional birth date": lambda today: Person.objects.filter(birth_precision="CONVENTIONAL"),
    "no birth date": lambda today: Person.objects.filter(born_on__isnull=True),
    "a letter about a refusal": lambda today: Letter.objects.filter(kind="not_eligible"),
    "a letter to who waits": lambda today: Letter.objects.filter(kind="waiting"),
    "a pause": lambda today: Referral.objects.parked(),
    "a pause that ended": lambda today: Referral.objects.waiting().filter(parked_until__lte=today),
    "a household to ask again": lambda today: FollowUp.objects.to_do().filter(kind="ask_again", due_on__lte=today),
    "a flat to put right": lambda today: FollowUp.objects.to_do().filter(kind="correct_unit"),
    "a no that is weighed again": lambda today: ReferralEvent.objects.filter(step="reassess"),
    "a datum to put right": lambda today: Message.objects.open_questions().filter(field="SHARED"),
    "a review that waits": lambda today: DecisionReview.objects.to_decide(),
    "a review decided": lambda today: DecisionReview.objects.filter(decided_at__isnull=False),
    "a complaint that is late": lambda today: Complaint.objects.overdue(),
    "a complaint answered": lambda today: Complaint.objects.answered(),
    "an urgency with its reason": lambda today: Referral.objects.filter(urgency=1).exclude(urgency_reason=""),
    "a project without goals": lambda today: LifeProject.objects.open().filter(goals=None),
    "a review that is late": lambda today: LifeProject.objects.open().filter(next_review_on__lt=today),
    "a project with reviews": lambda today: LifeProject.objects.open().filter(reviews__readings__isnull=False),
    "a report on the way": lambda today: LifeProject.objects.open().filter(progress_reports__kind="update"),
    "a report at the end": lambda today: LifeProject.objects.filter(progress_reports__kind="closing"),
    "a project closed": lambda today: LifeProject.objects.filter(closed_on__isnull=False),
    "a household without a project": lambda today: Stay.objects.running().filter(household__life_projects=None),
    "a paper that expires": lambda today: Attachment.objects.filter(expires_on__gt=today),
    "a paper that has expired": lambda today: Attachment.objects.filter(expires_on__lt=today),
    "a paper for one side only": lambda today: Attachment.objects.filter(readers="team"),
    "a paper that goes with a referral": lambda today: ReferralAttachment.objects.all(),
    "an update not seen": lambda today: Update.objects.unseen(),
}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_situation_is_there(situation):
    assert SITUATIONS[situation](timezone.localdate()).exists()


def test_protected_households_are_met_all_along_the_line():
    states = set(Referral.objects.filter(household__is_protected=True).values_list("state", flat=True))
    assert states >= {"submitted", "in_review", "waiting", "proposed", "housed", "closed"}


def test_the_diary_has_every_kind_and_every_reader():
    assert set(DiaryEntry.objects.values_list("kind", flat=True)) == set(DiaryEntry.Kind.values)
    assert set(DiaryEntry.objects.values_list("readers", flat=True)) == set(DiaryEntry.Readers.values)


def test_every_role_has_somebody_to_sign_in():
    assert set(User.objects.values_list("role", flat=True)) == set(Role.values)


@pytest.mark.parametrize("polo", ["nord-est", "nord-ovest", "sud-est", "sud-ovest"])
def test_lists_of_every_polo_go_over_two_pages(polo):
    worker = User.objects.filter(organisation__code=f"polo-{polo}", role=Role.SOCIAL_WORKER).first()
    assert Household.objects.visible_to(worker).count() > TWO_PAGES
    assert Referral.objects.visible_to(worker).count() > TWO_PAGES


@pytest.mark.parametrize("model", [Referral, Place, Stay, User, Person, PlaceUse])
def test_lists_of_the_coordinator_go_over_two_pages(model):
    coordinator = User.objects.get(email__startswith="coordinatrice@")
    assert model.objects.visible_to(coordinator).count() > TWO_PAGES


def test_one_diary_goes_over_two_pages():
    assert DiaryEntry.objects.values("household").annotate(n=Count("pk")).filter(n__gt=TWO_PAGES).exists()


def test_every_rule_and_criterion_of_the_matching_is_met_and_not_met_by_somebody_who_waits():
    places = place_facts(Place.objects.filter(unit__building__host__code=DEMO_HOST).select_related("unit"))
    verdicts, values, housed = set(), defaultdict(set), 0
    for referral in Referral.objects.waiting().filter(host__code=DEMO_HOST).select_related("household"):
        ranked = places_for(household_facts(referral), places, timezone.localdate())
        housed += ranked[0].fits
        verdicts |= {(verdict.rule, verdict.outcome) for each in ranked for verdict in each.verdicts}
        for points in (points for each in ranked for points in each.points):
            values[points.criterion].add(points.value)
    assert verdicts >= {(rule.code, outcome) for rule in RULES for outcome in ("pass", "fail")}
    assert [code for code, seen in values.items() if min(seen) > 0.05 or max(seen) < 0.95] == []
    assert housed > 20


def test_somebody_waits_who_fits_only_in_several_beds_of_a_shared_flat():
    places = place_facts(Place.objects.in_service().filter(unit__building__host__code=DEMO_HOST).select_related("unit"))
    shared, only = {place.id for place in places if place.is_shared}, []
    for referral in Referral.objects.waiting().filter(host__code=DEMO_HOST).select_related("household", "host"):
        household = household_facts(referral)
        fitting = {each.place_id for each in places_for(household, places, timezone.localdate()) if each.fits}
        only.append(household.people > 1 and fitting and fitting <= shared)
    assert any(only)


def test_proposals_can_be_read_as_they_were_weighed():
    versions = {(row.host_id, row.number): row for row in RulebookVersion.objects.all()}
    for proposal in Proposal.objects.select_related("referral"):
        weighed = read_snapshot(proposal.assessed)
        version = versions.get((proposal.referral.host_id, weighed.version))
        off = set(version.off) if version else set()
        assert {verdict.rule for verdict in weighed.verdicts} == {rule.code for rule in RULES} - off


def test_rules_were_published_twice_and_proposals_keep_those_of_their_day():
    first, second = RulebookVersion.objects.order_by("number")
    assert (first.host.code, second.off) == (DEMO_HOST, ["pets"])
    for proposal in Proposal.objects.filter(referral__host=first.host):
        number = 1 if proposal.proposed_at < second.since else 2
        assert proposal.assessed["version"] == number


def test_the_other_host_has_its_own():
    other = User.objects.get(email__startswith="coordinatrice.altra-casa")
    mine = Referral.objects.visible_to(other)
    assert mine.count() == 8
    assert set(mine.values_list("host", flat=True)) == {other.organisation_id}


def test_three_meetings_were_held_with_what_came_of_them_and_one_is_to_come():
    today, rows = timezone.localdate(), Meeting.objects.filter(host__code=DEMO_HOST)
    assert rows.closed().filter(day__lt=today).count() == 3
    for meeting in rows.closed():
        assert meeting.present.exists() and meeting.points.exclude(steps_taken="").exists()
        assert meeting.points.filter(done=True).exists() and meeting.points.filter(done=False).exists()
    to_come = rows.open().get()
    assert to_come.day > today and to_come.points.filter(times_carried__gt=0).exists()
    kinds = set(to_come.points.values_list("kind", flat=True))
    assert {"new", "proposal", "extension", "review"} <= kinds


COPIED = (Household, Person, LifeProject, DiaryEntry, Place, PlaceUse, Stay, Occupant, Absence, HandoverRecord)
COPIED += (HospitalityDeclaration, Referral, ReferralEvent, Proposal)
OF_THE_HOST = (RulebookVersion, HouseRules, Meeting)


def test_of_a_large_house_every_household_and_home_is_a_copy_that_holds_all_constraints():
    before = [model.objects.count() for model in COPIED], [model.objects.count() for model in OF_THE_HOST]
    multiply(1)
    check_now()
    assert [model.objects.count() for model in COPIED] == [2 * count for count in before[0]]
    assert [model.objects.count() for model in OF_THE_HOST] == before[1]
    assert Household.objects.values("name").annotate(n=Count("pk")).filter(n__gt=1).count() == 0
