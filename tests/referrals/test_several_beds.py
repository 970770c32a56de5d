"""One household in several beds of one shared flat: weighed, planned, proposed, lived in, left."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from beneficiaries.actions import add_member
from housing import actions as housing
from housing.models import Occupant, PlaceUse, home_of
from referrals import actions
from referrals.forms.plan import Wishes
from referrals.models import Proposal
from referrals.states import State
from referrals.weighing.loading import place_facts
from referrals.weighing.planning import planned
from tests.factories import PersonFactory, PlaceFactory, bed, household, need, referral

WANTS = {"STEP_FREE": "NO", "GROUND_FLOOR": "NO", "QUIET": "NO", "SMOKES": "NO", "PETS": "NO", "NIGHT_WORK": "NO"}
SHARES = {"SHARED": "YES", "MIXED": "YES", "WITH_CHILD": "YES", "WITH_SMOKE": "YES", "WITH_PETS": "YES"}


def in_days(count):
    return timezone.localdate() + timedelta(days=count)


def would_share(of):
    for kind, answer in (WANTS | SHARES).items():
        need(of, kind, answer)
    return of


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def beds(host):
    """Three of one flat; the third in a room of its own."""
    first = bed(host, step_free="NO", quiet="NO")
    rooms = [first.unit.rooms.create(name=f"Camera {number}") for number in (1, 2)]
    first.room = rooms[0]
    first.name = "Letto 1"
    first.save()
    more = [
        PlaceFactory(unit=first.unit, letting="beds", beds=1, name=f"Letto {number}", room=room)
        for number, room in ((2, rooms[1]), (3, rooms[0]))
    ]
    return [first, *more]


@pytest.fixture
def couple(alice):
    """A mother and a son of an age for a bed of his own."""
    return would_share(household(alice, size=2, sex="F", born_on=date(1988, 5, 1)))


@pytest.fixture
def waiting(host, couple, dora):
    return referral(host, of=couple, until="waiting", coordinator=dora, needed_from=in_days(0), planned_days=90)


@pytest.fixture
def as_dora(client, dora):
    client.force_login(dora)
    client.cookies["django_language"] = "en"
    return client


def propose(client, waiting, place, *more, **said):
    data = {"why_code": "BEST_FIT", "entry_on": in_days(0), "held_until": in_days(7), "beds": [bed.pk for bed in more]}
    return client.post(reverse("referrals:propose", args=[waiting.pk, place.pk]), data | said)


@pytest.fixture
def proposed(as_dora, waiting, beds):
    assert propose(as_dora, waiting, beds[0], beds[2]).status_code == 302
    return Proposal.objects.get()


def accept(client, proposal):
    said = {"entry_on": in_days(0), "until": in_days(90)}
    return client.post(reverse("referrals:proposal_accept", args=[proposal.pk]), said)


@pytest.fixture
def stay(as_dora, proposed, waiting, dora):
    assert accept(as_dora, proposed).status_code == 302
    waiting.refresh_from_db()
    actions.hand_over_keys(referral=waiting, on=in_days(0), by=dora)
    waiting.stay.refresh_from_db()
    return waiting.stay


def page(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def asleep(stay):
    """(bed, whether in a cot) by first name."""
    rows = Occupant.objects.filter(place_use__stay=stay, ends_on=None)
    return {row.person: (row.place_use.place, row.in_cot) for row in rows.select_related("place_use__place", "person")}


# Weighed


def test_the_homes_show_the_flat_once_with_as_many_beds_as_they_need(as_dora, waiting, beds):
    shown = as_dora.get(reverse("referrals:match", args=[waiting.pk]))
    (fitting,) = shown.context["fitting"].rows
    assert fitting.home == f"{beds[0].unit} · 2 beds"
    assert fitting.twins == 2 and "2 of the 3 free beds of a shared flat" in shown.content.decode()


def test_equal_beds_are_one_line_for_who_needs_one(as_dora, host, alice, dora, beds):
    one = referral(host, of=would_share(household(alice)), until="waiting", coordinator=dora)
    shown = as_dora.get(reverse("referrals:match", args=[one.pk]))
    pairs = [pair for group in ("fitting", "open", "nearly", "impossible") for pair in shown.context[group].rows]
    assert [(pair.home, pair.twins) for pair in pairs] == [(str(beds[0]), 2)]


def test_the_households_for_a_bed_count_the_couple(as_dora, waiting, beds):
    assert "2 of the 3 free beds" in page(as_dora, "referrals:households", beds[1].pk)


def test_beds_closed_taken_or_held_are_not_counted(host, alice, dora, beds):
    housing.hold_place(place=beds[1], household=household(alice), starts_on=in_days(0), by=dora)
    assert [place.beds for place in place_facts(beds)] == [2, 1, 2]
    housing.close_place(place=beds[2], starts_on=in_days(0), ends_on=None, reason="", by=dora)
    assert place_facts(beds)[0].beds == 1


def test_one_bed_asked_for_alone_knows_of_the_others(beds):
    assert [place.beds for place in place_facts(beds[:1])] == [3]


def test_the_plan_uses_two_places_for_them(host, dora, waiting, beds):
    found = planned(host, dora, Wishes(frozenset(), frozenset()))
    assert found.figures["places"] == (2, 3) and found.empty(9).count == 1
    (row,) = found.rows(found.housed)
    assert row.home == f"{beds[0].unit} · 2 beds"


# Proposed


def test_beds_of_the_same_room_are_chosen_beforehand(as_dora, waiting, beds):
    form = as_dora.get(reverse("referrals:propose", args=[waiting.pk, beds[0].pk])).context["form"]
    assert form.fields["beds"].choices[0][0] == beds[2].pk
    assert form.fields["beds"].initial == [beds[2].pk]


def test_who_is_alone_is_asked_for_no_more_beds(as_dora, host, alice, dora, beds):
    one = referral(host, of=would_share(household(alice)), until="waiting", coordinator=dora)
    form = as_dora.get(reverse("referrals:propose", args=[one.pk, beds[0].pk])).context["form"]
    assert "beds" not in form.fields


def test_more_beds_than_people_are_refused_beside_the_field(as_dora, waiting, beds):
    answer = propose(as_dora, waiting, *beds)
    assert answer.status_code == 422 and "beds" in answer.context["form"].errors


def test_a_bed_of_another_flat_is_not_offered(as_dora, waiting, beds, host):
    answer = propose(as_dora, waiting, beds[0], bed(host))
    assert answer.status_code == 422 and "beds" in answer.context["form"].errors


def test_a_proposal_holds_all_its_beds_and_names_them_together(as_dora, proposed, waiting, beds):
    assert set(proposed.places) == {beds[0], beds[2]}
    assert {hold.place for hold in PlaceUse.objects.holding().filter(kind="hold")} == {beds[0], beds[2]}
    home = f"{beds[0].unit} · 2 beds"
    assert home in page(as_dora, "referrals:proposal", proposed.pk)
    assert home in page(as_dora, "referrals:detail", waiting.pk)
    assert home in page(as_dora, "referrals:match", waiting.pk)


def test_another_household_is_told_who_holds_each_bed(as_dora, proposed, host, alice, dora, beds):
    other = referral(host, of=would_share(household(alice)), until="waiting", coordinator=dora)
    shown = as_dora.get(reverse("referrals:match", args=[other.pk]))
    held = [pair for group in ("impossible", "nearly") for pair in shown.context[group].rows if pair.proposal]
    assert {pair.place for pair in held} | {pair.place for pair in shown.context["fitting"].rows} <= set(beds)
    assert sum(1 + pair.twins for pair in held) == 2


@pytest.mark.parametrize("name", ["proposal_decline", "proposal_take_back"])
def test_a_no_frees_all_the_beds(as_dora, proposed, name):
    said = {"reason": {"proposal_decline": "TOO_FAR", "proposal_take_back": "OTHER"}[name], "note": "Così"}
    assert as_dora.post(reverse(f"referrals:{name}", args=[proposed.pk]), said).status_code == 302
    assert not PlaceUse.objects.holding().exists()


def test_the_household_reads_of_both_beds(client, alice, proposed, waiting, beds):
    client.force_login(alice)
    assert f"{beds[0].unit} · 2 beds" in page(client, "referrals:for_household", waiting.pk)


# Lived in


def test_each_has_a_bed_of_one_stay(stay, couple, beds):
    assert stay.state == "running" and stay.uses.holding().count() == 2
    mother, son = couple.people.order_by("born_on")
    assert asleep(stay) == {mother: (beds[0], False), son: (beds[2], False)}


def test_more_people_than_beds_are_told_by_all_the_beds(as_dora, waiting, beds):
    """One bed only was proposed: the second person needs a reason."""
    propose(as_dora, waiting, beds[0])
    answer = accept(as_dora, Proposal.objects.get())
    assert answer.status_code == 422 and "excess_reason" in answer.context["form"].errors


def test_the_pages_of_the_stay_name_the_home_once(as_dora, stay, couple, beds):
    home = f"{beds[0].unit} · 2 beds"
    for name, *args in (
        ("housing:stay", stay.pk),
        ("housing:stays",),
        ("beneficiaries:household", couple.pk),
    ):
        assert page(as_dora, name, *args).count(home) == 1, name
    assert page(as_dora, "housing:tonight").count(f"/accoglienze/{stay.pk}/") == 2  # each bed, with who sleeps there


def test_a_newborn_s_cot_stands_beside_the_mother(stay, couple, beds, dora, alice):
    child = add_member(household=couple, person=PersonFactory.build(born_on=in_days(-3)), by=alice).person
    assert asleep(stay)[child] == (beds[0], True)


def test_who_joins_has_the_bed_that_is_left(stay, couple, beds, dora, alice):
    mother = couple.people.order_by("born_on").first()
    housing.leave_stay(stay=stay, person=mother, on=in_days(0), by=dora)
    other = add_member(household=couple, person=PersonFactory.build(), by=alice).person
    assert asleep(stay)[other] == (beds[0], False)


def test_leaving_frees_all_the_beds_at_once(stay, waiting, beds, dora):
    actions.close(referral=waiting, on=in_days(0), reason="GOALS_REACHED", destination="RENT_MARKET", by=dora)
    (first, second) = (place_facts([beds[number]])[0].free_from for number in (0, 2))
    assert first and first == second  # when they are ready again


def test_who_does_not_arrive_leaves_all_the_beds(as_dora, proposed, waiting, dora):
    accept(as_dora, proposed)
    waiting.refresh_from_db()
    actions.fall_through(referral=waiting, note="", by=dora)
    waiting.refresh_from_db()
    assert waiting.state == State.WAITING and not PlaceUse.objects.holding().exists()


def move(client, stay, place, **more):
    stay.refresh_from_db()
    said = {"place": place.pk, "on": in_days(0), "version": stay.version} | more
    return client.post(reverse("housing:transfer", args=[stay.pk]), said)


def test_a_move_to_another_flat_takes_as_many_beds(as_dora, stay, host):
    there = bed(host)
    other = PlaceFactory(unit=there.unit, letting="beds", beds=1, name="Letto 2")
    assert move(as_dora, stay, there, beds=2).status_code == 302
    assert {place for place, _ in asleep(stay).values()} == {there, other}
    assert f"{there.unit} · 2 beds" in page(as_dora, "housing:stay", stay.pk)


def test_a_move_to_fewer_beds_than_are_asked_for_is_refused_beside_the_field(as_dora, stay, host):
    answer = move(as_dora, stay, bed(host), beds=2)
    assert answer.status_code == 422 and "beds" in answer.context["form"].errors


def test_a_home_in_words_is_a_flat_a_bed_or_so_many_beds(host, home, beds):
    assert home_of([home]) == str(home) and home_of(beds[:1]) == str(beds[0])
    assert home_of(beds) == f"{beds[0].unit} · 3 beds"
