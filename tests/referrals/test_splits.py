"""A household divides: what goes, what stays, who reads it afterwards; and back again."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from beneficiaries import actions as beneficiaries
from beneficiaries.models import (
    Attachment,
    Denial,
    DiaryEntry,
    Goal,
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
from beneficiaries.splits import Division, ask_undo
from housing import actions as housing
from housing.actions.splits import Where
from housing.models import Absence, Occupant, PlaceUse, Stay
from referrals.actions.splits import divide_household, undo_division, why_not_undone
from referrals.models import Referral, ReferralAttachment
from tests.factories import PersonFactory, UserFactory, flat, household, need, paper, referral
from wemix.access import Role
from wemix.acting import acting

DAY = timedelta(days=1)
TODAY = timezone.localdate()


def now():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@pytest.fixture
def family(host, alice, dora, home):
    """Father, mother and a child who have lived in a flat of four beds for twenty nights, with all that is theirs."""
    of = household(alice, size=1, last_name="Padrefinti", sex="M")
    mother = PersonFactory.build(last_name="Madrefinti", sex="F", born_on=date(1992, 2, 2))
    child = PersonFactory.build(last_name="Bimbofinti", born_on=date(2017, 1, 1))
    beneficiaries.add_member(household=of, person=mother, kinship=2, by=alice)
    beneficiaries.add_member(household=of, person=child, kinship=3, by=alice)
    of.memberships.update(starts_on=TODAY - 90 * DAY)
    made = referral(host, of=of, until="accepted", coordinator=dora, place=home)
    housing.hand_over_keys(stay=made.stay, on=TODAY - 20 * DAY, by=dora)
    Referral.objects.filter(pk=made.pk).update(state="housed")
    Phone.objects.create(person=mother, household=of, number="+390110000001")
    ResidencePermit.objects.create(person=mother, household=of, type="ASYLUM")
    IdentityDocument.objects.create(person=mother, household=of, kind="PASSPORT", number="AA1")
    beneficiaries.set_code(person=mother, kind="STP", value="STP0012345678901", by=alice)
    need(of, "QUIET")
    Need.objects.create(household=of, person=child, kind="STEP_FREE", answer="YES")
    project = LifeProject.objects.create(household=of, opened_by=dora, opened_on=TODAY - 15 * DAY)
    for person, title in ((mother, "Italiano"), (None, "Casa"), (of.people.first(), "Patente")):
        goal = Goal.objects.create(life_project=project, household=of, person=person, title=title, area="WORK")
        goal.steps.create(household=of, what=f"Passo di {title}")
    for person, text in ((mother, "Sua"), (None, "Di tutti")):
        DiaryEntry.objects.create(household=of, person=person, organisation=host, by=dora, text=text)
    identity = paper(of, alice, person=mother)
    ReferralAttachment.objects.create(referral=made, attachment=identity, household=of, by=alice)
    now()
    return of


def member(family, name):
    return family.memberships.select_related("person").get(person__last_name=name, ends_on=None)


def decided(family, **more):
    """Mother and child go."""
    mother, child = member(family, "Madrefinti"), member(family, "Bimbofinti")
    goals = Goal.objects.filter(household=family, title__in=["Italiano", "Casa"]).select_related("life_project")
    said = {"worker": family.worker, "starts_on": TODAY - DAY, "goals": tuple(goals.order_by("pk"))}
    return Division(household=family, going=(mother, child), head=mother.person, **said | more)


@pytest.fixture
def divide(family, dora):
    def go(where=Where.LEAVE, place=None, **more):
        with acting(dora):
            split = divide_household(division=decided(family, **more), where=where, place=place, by=dora)
            now()
        return HouseholdSplit.objects.get(pk=split.pk)

    return go


MOVED = (
    Attachment,
    Phone,
    ResidencePermit,
    Identifier,
    Need,
    DiaryEntry,
    Person,
    Occupant,
    HouseholdMembership,
    Goal,
    Absence,
)


def everything():
    """{row: what it says} of all that a division moves."""
    counted = {"version": None}
    return {(model, row["id"]): row | counted for model in MOVED for row in model.objects.values()}


# What goes, and what stays


def test_who_goes_is_the_same_human_in_a_file_of_their_own(divide, family):
    split = divide()
    new = split.new_household
    assert [(each.person.last_name, each.kinship, each.is_head) for each in new.members_on(TODAY)] == [
        ("Madrefinti", 1, True),
        ("Bimbofinti", 3, False),
    ]
    assert [each.person.last_name for each in family.members_on(TODAY)] == ["Padrefinti"]
    humans = Person.objects.filter(last_name="Madrefinti").values_list("human", flat=True)
    assert len(humans) == 2 and len(set(humans)) == 1
    assert (new.organisation, new.worker) == (family.organisation, family.worker)


def test_what_is_current_goes_along_and_what_is_past_stays(divide, family):
    new = divide().new_household
    for model in (Phone, ResidencePermit, IdentityDocument, Identifier, Attachment):
        assert model.objects.get().household == new
    assert sorted(Need.objects.filter(household=new).values_list("kind", flat=True)) == ["QUIET", "STEP_FREE"]
    assert list(Need.objects.filter(household=family).values_list("kind", flat=True)) == ["QUIET"]
    assert {entry.text: entry.household for entry in DiaryEntry.objects.all()} == {"Sua": new, "Di tutti": family}
    assert Occupant.objects.filter(household=family).count() == 3


def test_a_goal_of_one_goes_along_and_a_goal_of_all_goes_on_in_both(divide, family):
    new = divide().new_household
    there = {goal.title: (goal.status, goal.steps.get().what) for goal in Goal.objects.filter(household=new)}
    assert there == {"Italiano": ("IN_PROGRESS", "Passo di Italiano"), "Casa": ("IN_PROGRESS", "Passo di Casa")}
    here = dict(Goal.objects.filter(household=family).values_list("title", "status"))
    assert here == {"Italiano": "NO_LONGER_RELEVANT", "Casa": "IN_PROGRESS", "Patente": "IN_PROGRESS"}


def test_the_diary_stays_where_the_coordinator_says_so(divide, family):
    divide(takes_diary=False)
    assert DiaryEntry.objects.filter(household=family).count() == 2


def test_who_must_not_see_or_meet_them_must_not_afterwards_either(divide, family, bob, dora, alice):
    Denial.objects.create(user=bob, person=member(family, "Madrefinti").person, household=family, by=dora)
    LivesApart.objects.create(household=family, other_household=household(alice), by=dora)
    new = divide().new_household
    assert Denial.objects.get(household=new).user == bob
    assert LivesApart.objects.filter(household=new).count() == 1


def test_who_joined_later_cannot_have_gone_before(divide, family):
    family.memberships.update(starts_on=TODAY)
    with pytest.raises(ValidationError):
        divide()


def test_the_contact_person_of_those_who_stay_is_named(family, dora):
    father, mother = member(family, "Padrefinti"), member(family, "Madrefinti")
    division = Division(
        household=family,
        going=(father,),
        head=father.person,
        worker=family.worker,
        starts_on=TODAY,
        staying_head=mother,
    )
    divide_household(division=division, where=Where.LEAVE, by=dora)
    now()
    assert member(family, "Madrefinti").is_head


# The home


def nights(name):
    rows = (
        Occupant.objects.filter(person__last_name=name).select_related("place_use__place").order_by("starts_on", "pk")
    )
    return [(row.place_use.stay.household_id, row.starts_on, row.ends_on) for row in rows]


def test_who_leaves_has_no_night_from_that_day_on(divide, family):
    divide()
    assert nights("Madrefinti") == [(family.pk, TODAY - 20 * DAY, TODAY - DAY)]
    assert nights("Padrefinti") == [(family.pk, TODAY - 20 * DAY, None)]


def test_who_takes_another_place_lives_on_with_us_and_it_is_no_entry(divide, family, host):
    place = flat(host)
    new = divide(Where.OTHER, place).new_household
    stay = Stay.objects.get(household=new)
    assert (stay.state, stay.started_on, stay.continues.household) == ("running", TODAY - DAY, family)
    assert stay.uses.get().place == place
    assert nights("Bimbofinti") == [(family.pk, TODAY - 20 * DAY, TODAY - DAY), (new.pk, TODAY - DAY, None)]
    request = Referral.objects.get(household=new)
    assert (request.state, request.stay, request.branch_of.household) == ("housed", stay, family)
    assert Referral.objects.figures_of(host).count() == 1


def test_a_flat_that_both_go_on_living_in_is_let_bed_by_bed(divide, family, home):
    new = divide(Where.SAME).new_household
    home.unit.refresh_from_db()
    assert home.unit.letting == "beds"
    uses = PlaceUse.objects.on(TODAY)
    assert {use.place.unit for use in uses} == {home.unit}
    assert sorted(use.household_id for use in uses) == sorted([family.pk, new.pk, new.pk])


def test_a_flat_with_too_few_beds_is_not_shared(divide, family, home, host):
    place = flat(host, beds=2)
    stay = Stay.objects.get(household=family)
    housing.transfer(
        stay=stay, places=[place], on=TODAY - 10 * DAY, excess=1, excess_reason="Per poco", by=stay.planned_by
    )
    with pytest.raises(ValidationError, match="too few beds"):
        divide(Where.SAME)


def test_who_waits_keeps_the_place_in_the_order(host, alice, dora):
    waiting = referral(host, of=household(alice, size=2), until="waiting", coordinator=dora)
    waiting.household.memberships.update(starts_on=TODAY - 90 * DAY)
    head, child = waiting.household.members_on(TODAY)
    division = Division(household=waiting.household, going=(child,), head=child.person, worker=alice, starts_on=TODAY)
    split = divide_household(division=division, where=Where.LEAVE, by=dora)
    made = Referral.objects.get(household=split.new_household)
    assert (made.state, made.waiting_since, made.urgency) == ("waiting", waiting.waiting_since, waiting.urgency)


# Undone


@pytest.mark.parametrize("where", Where)
def test_undone_everything_is_as_it_was(divide, family, dora, host, where):
    away = Absence(stay=Stay.objects.get(), household=family, person=member(family, "Bimbofinti").person)
    away.starts_on, away.kind = TODAY - 3 * DAY, "family"
    housing.save_absence(absence=away, fields=[], by=dora)
    before = everything()
    split = divide(where, flat(host) if where == Where.OTHER else None)
    with acting(dora):
        undo_division(split=split, by=dora)
        now()
    after = everything()
    assert {row: after[row] for row in before} == before
    of_the_new = HouseholdMembership.objects.filter(household=split.new_household)
    assert all(row.starts_on == row.ends_on for row in of_the_new)
    assert Stay.objects.running().get().household == family
    assert not Household.objects.visible_to(dora).filter(pk=split.new_household_id).exists()
    assert not Referral.objects.visible_to(dora).filter(household=split.new_household_id).exists()


def test_what_was_corrected_meanwhile_is_kept(divide, family, dora):
    split = divide()
    after = Person.objects.get(household=split.new_household, last_name="Madrefinti")
    after.birth_place = "Oristano"
    after.save()
    Phone.objects.create(person=after, household=split.new_household, number="+390110000002")
    undo_division(split=split, by=dora)
    now()
    mother = Person.objects.get(household=family, last_name="Madrefinti")
    assert (mother.birth_place, mother.phones.count()) == ("Oristano", 2)


@pytest.mark.parametrize(
    "happens",
    [
        lambda new, dora: DiaryEntry.objects.create(
            household=new, organisation=dora.organisation, by=dora, text="Dopo"
        ),
        lambda new, dora: beneficiaries.add_member(household=new, person=PersonFactory.build(), by=dora),
        lambda new, dora: new.life_projects.get().reviews.create(household=new, by=dora),
        lambda new, dora: new.life_projects.get().goals.update(status="REACHED"),
        lambda new, dora: housing.replan_stay(stay=new.stays.get(), until=TODAY + 9 * DAY, by=dora),
        lambda new, dora: housing.transfer(stay=new.stays.get(), places=[flat(dora.organisation)], on=TODAY, by=dora),
        lambda new, dora: new.referrals.get().save(),
    ],
)
def test_what_cannot_go_back_is_not_undone_and_says_why(divide, family, dora, host, happens):
    split = divide(Where.OTHER, flat(host))
    happens(split.new_household, dora)
    assert why_not_undone(split)
    with pytest.raises(ValidationError):
        undo_division(split=split, by=dora)


# To protect somebody


@pytest.fixture
def dina(host):
    """A second coordinator."""
    return UserFactory(first_name="Dina", last_name="Coordina", organisation=host, role=Role.COORDINATOR)


@pytest.fixture
def readers(alice, bob, charlie, dora, dina, olga, carlo, mara, otto, tecla, dario):
    return (alice, bob, charlie, dora, dina, olga, carlo, mara, otto, tecla, dario)


def who_sees(rows, readers, **which):
    return {user.first_name for user in readers if rows.visible_to(user).filter(**which).exists()}


def test_a_division_that_protects_cuts_the_other_side_at_once(divide, family, readers, bob, olga, alice):
    mother = member(family, "Madrefinti").person
    assert who_sees(Person.objects, readers, pk=mother.pk) == {"Alice", "Bob", "Dora", "Dina", "Olga"}
    split = divide(is_protective=True, shut_out=(bob, olga))
    new = split.new_household
    assert who_sees(Household.objects, readers, pk=family.pk) == {"Alice", "Bob", "Dora", "Dina", "Olga"}
    assert who_sees(Household.objects, readers, pk=new.pk) == {"Alice", "Dora", "Dina"}
    assert who_sees(Person.objects, readers, last_name="Madrefinti", household=new) == {"Alice", "Dora", "Dina"}
    for rows in (Person.objects, HouseholdMembership.objects, Goal.objects, Occupant.objects):
        name = "last_name" if rows.model is Person else "person__last_name"
        assert who_sees(rows, readers, **{name: "Madrefinti", "household": family}) - {"Carlo"} == {"Dora", "Dina"}
    new.refresh_from_db()
    assert new.is_protected
    assert LivesApart.objects.filter(household=new, other_household=family).exists()


def test_another_body_takes_charge_and_the_first_one_has_no_access(divide, family, readers, charlie, olga, bob, alice):
    new = divide(is_protective=True, worker=charlie, shut_out=(olga,)).new_household
    assert who_sees(Household.objects, readers, pk=new.pk) == {"Charlie", "Dora", "Dina"}


@pytest.mark.parametrize("name", ["alice", "olga"])
def test_the_old_file_is_frozen_for_everybody_but_the_coordinator(divide, family, request, dora, name):
    divide(is_protective=True)
    user, father = request.getfixturevalue(name), member(family, "Padrefinti").person
    family.refresh_from_db()
    assert not family.can_be_changed_by(user)
    for write in (
        lambda: Phone.objects.create(person=father, household=family, number="+390110000009"),
        lambda: Goal.objects.filter(household=family).update(title="Altro"),
        lambda: Household.objects.filter(pk=family.pk).update(contact="Altro"),
        lambda: DiaryEntry.objects.create(household=family, organisation=user.organisation, by=user, text="Nota"),
        lambda: Need.objects.filter(household=family).delete(),
    ):
        with pytest.raises(IntegrityError, match="file_is_frozen"), transaction.atomic(), acting(user):
            write()
    with acting(dora):
        Phone.objects.create(person=father, household=family, number="+390110000009")


def test_protection_is_not_undone_by_one_person(divide, family, dora, dina):
    split = divide(is_protective=True)
    with pytest.raises(PermissionDenied):
        undo_division(split=split, by=dora)
    ask_undo(split, by=dora)
    with pytest.raises(PermissionDenied):
        undo_division(split=split, by=dora)
    with pytest.raises(IntegrityError, match="protection_is_undone_by_two"), transaction.atomic():
        HouseholdSplit.objects.filter(pk=split.pk).update(undone_by=dora, undone_at=timezone.now())
    undo_division(split=split, by=dina)
    now()
    family.refresh_from_db()
    assert family.frozen_on is None
    assert not Person.objects.filter(is_sealed=True).exists()
    assert len(family.members_on(TODAY)) == 3


@pytest.mark.parametrize(
    "around",
    [
        lambda split: Household.objects.filter(pk=split.household_id).update(frozen_on=None),
        lambda split: Person.objects.filter(household=split.household_id).update(is_sealed=False),
        lambda split: HouseholdSplit.objects.update(is_protective=False),
        lambda split: HouseholdSplit.objects.all().delete(),
    ],
)
def test_nor_by_going_around_it(divide, around):
    split = divide(is_protective=True)
    with pytest.raises(IntegrityError, match="protection_lasts|never_edited"), transaction.atomic():
        around(split)
        now()


# Pages


def chosen(family, **more):
    mother, child = member(family, "Madrefinti"), member(family, "Bimbofinti")
    said = {"going": [mother.pk, child.pk], "head": mother.pk, "starts_on": TODAY.isoformat(), "protect": "no"}
    goals = list(Goal.objects.filter(household=family, title="Italiano").values_list("pk", flat=True))
    return said | {"worker": family.worker_id, "where": "leave", "goals": goals, "diary": "yes"} | more


def page(client, family, **more):
    return client.get(f"/nuclei/{family.pk}/divisione/", chosen(family, **more))


def send(client, looked, **more):
    return client.post(looked.request["PATH_INFO"] + "?" + looked.request["QUERY_STRING"], more)


def test_what_would_happen_is_shown_and_nothing_has_happened(client, dora, family):
    client.force_login(dora)
    looked = page(client, family)
    assert looked.status_code == 200
    text = " ".join(looked.content.decode().split())
    assert "1 telefono" in text and "obiettivo «Italiano»" in text and "obiettivo «Patente»" in text
    assert not HouseholdSplit.objects.exists()
    sent = send(client, looked, reason="Separazione")
    split = HouseholdSplit.objects.get()
    assert sent.url == f"/nuclei/{split.new_household_id}/"
    assert split.reason == "Separazione"


def test_the_preview_names_exactly_who_reads_each_side_afterwards(
    client, dora, family, readers, charlie, carlo, dina, host
):
    client.force_login(dora)
    place = flat(host)
    looked = page(client, family, protect="yes", where="other", place=place.pk, worker=charlie.pk, readers=[carlo.pk])
    new, old = looked.context["new"], looked.context["old"]
    send(client, looked)
    split = HouseholdSplit.objects.get()
    case = set(readers) - {carlo}
    assert {user for user in new.readers if user != carlo} == {
        user for user in case if Household.objects.visible_to(user).filter(pk=split.new_household_id).exists()
    }
    assert carlo in new.readers and Stay.objects.visible_to(carlo).filter(household=split.new_household).exists()
    assert {user for user in old.readers if user != carlo} == {
        user for user in case if Household.objects.visible_to(user).filter(pk=family.pk).exists()
    }


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"going": []}, "going"),
        ({"where": "other", "place": ""}, "place"),
        ({"where": "same", "protect": "yes"}, "where"),
        ({"starts_on": (TODAY + DAY).isoformat()}, "starts_on"),
    ],
)
def test_what_cannot_be_is_said_beside_it(client, dora, family, wrong, field):
    client.force_login(dora)
    answer = page(client, family, **wrong)
    assert answer.status_code == 422
    assert answer.context["form"].errors[field]


def test_somebody_stays_and_has_a_contact_person(client, dora, family):
    client.force_login(dora)
    father = member(family, "Padrefinti")
    everybody = [each.pk for each in family.members_on(TODAY)]
    assert page(client, family, going=everybody).context["form"].errors["going"]
    assert page(client, family, going=[father.pk], head=father.pk).context["form"].errors["staying_head"]
    assert page(client, family, head=father.pk).context["form"].errors["head"]


@pytest.mark.parametrize("who", ["alice", "olga", "bob", "carlo"])
def test_only_the_coordinator_divides(client, request, family, divide, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(f"/nuclei/{family.pk}/divisione/").status_code == 403
    assert client.get(f"/divisioni/{divide().pk}/annulla/").status_code == 403


def test_two_coordinators_undo_what_protects(client, divide, family, dora, dina):
    split = divide(is_protective=True)
    url = f"/divisioni/{split.pk}/annulla/"
    client.force_login(dora)
    asked = client.get(url)
    assert client.post(url, {"version": asked.context["version"]}).status_code == 302
    assert client.post(url, {"version": 2}).status_code == 403
    client.force_login(dina)
    assert url in client.get("/").content.decode()
    confirmed = client.get(url)
    assert client.post(url, {"version": confirmed.context["version"]}).status_code == 302
    split.refresh_from_db()
    assert (split.undo_asked_by, split.undone_by) == (dora, dina)
    assert client.get(url).status_code == 404


ADDRESSES = [
    "/nuclei/{old}/",
    "/nuclei/{old}/diario/",
    "/nuclei/",
    "/accoglienze/",
    "/accoglienze/{stay}/",
    "/stanotte/",
    "/segnalazioni/",
    "/novita/",
    "/",
]


@pytest.mark.parametrize("who", ["alice", "bob", "olga", "carlo"])
def test_no_page_of_the_other_side_leads_to_who_is_protected(client, request, divide, family, host, charlie, who):
    """Nor names the new home: as it was clicked a moment before, with the same sign-in."""
    user = request.getfixturevalue(who)
    client.force_login(user)
    client.get(f"/nuclei/{family.pk}/")
    shut = [request.getfixturevalue(name) for name in ("olga", "carlo", "bob")]
    split = divide(
        Where.OTHER, flat(host, name="Casa Nascosta"), is_protective=True, worker=charlie, shut_out=tuple(shut)
    )
    stay = Stay.objects.get(household=family)
    for address in ADDRESSES:
        answer = client.get(address.format(old=family.pk, stay=stay.pk))
        text = answer.content.decode()
        if answer.status_code != 200:
            continue
        assert f"/nuclei/{split.new_household_id}/" not in text, address
        assert address == "/stanotte/" or "Casa Nascosta" not in text, address  # a home is none's secret there
        if who != "carlo":
            assert "Madrefinti" not in text, address
    for name in ("Madrefinti", "Bimbofinti"):
        assert client.post("/cerca/", {"q": name}).context["hits"] == []
    refusal = 403 if who == "carlo" else 404  # no file at all is for the custodian
    assert client.get(f"/nuclei/{split.new_household_id}/").status_code == refusal


def test_the_coordinator_is_led_from_each_file_to_the_other(client, dora, divide, family):
    split = divide(is_protective=True)
    client.force_login(dora)
    assert f"/nuclei/{split.new_household_id}/" in client.get(f"/nuclei/{family.pk}/").content.decode()
    assert f"/nuclei/{family.pk}/" in client.get(f"/nuclei/{split.new_household_id}/").content.decode()
