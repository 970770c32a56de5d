"""Who is away while their household divides is still away afterwards."""

import pytest

from beneficiaries.models import HouseholdSplit
from housing import actions as housing
from housing.actions.splits import Where
from housing.models import Absence, Occupant, Stay
from housing.nights import BEGINNING, with_nights
from referrals.actions.splits import undo_division, why_not_undone
from tests.constraints import check_now
from tests.factories import flat
from tests.referrals.splits.family import DAY, TODAY, member

DIVIDED = TODAY - 5 * DAY
SPANNING, LATER = TODAY - 10 * DAY, TODAY - 3 * DAY
STAYING = (Where.OTHER, Where.SAME)


@pytest.fixture
def away(family, dora):
    def since(day):
        absence = Absence(stay=Stay.objects.get(), household=family, person=member(family, "Bimbofinti").person)
        absence.starts_on, absence.kind, absence.is_authorised, absence.note = (
            day,
            "hospital",
            True,
            "Reparto 3",
        )
        housing.save_absence(absence=absence, fields=["is_authorised"], by=dora)
        Absence.objects.update(recorded_at="2026-01-02 10:00:00.123456Z")

    return since


@pytest.fixture
def parted(divide, host):
    """The household divides five days ago."""
    return lambda where: divide(where, flat(host) if where == Where.OTHER else None, starts_on=DIVIDED)


def nights_away():
    return sum(night.away for night in with_nights(Occupant.objects.all(), BEGINNING, TODAY))


def facts():
    said = ("kind", "is_authorised", "decided_by", "note", "recorded_by", "recorded_at")
    return set(Absence.objects.values_list(*said))


@pytest.mark.parametrize("where", STAYING)
@pytest.mark.parametrize(("since", "nights"), [(SPANNING, 10), (LATER, 3)])
def test_who_lives_on_with_us_is_away_for_as_long_as_before(away, parted, where, since, nights):
    away(since)
    before = facts()
    new = parted(where).new_household
    goes_on = Absence.objects.get(household=new)
    assert (goes_on.starts_on, goes_on.ends_on) == (max(since, DIVIDED), None)
    assert nights_away() == nights
    assert facts() == before


def test_an_absence_that_was_over_stays_where_it_was(away, parted, family, dora):
    away(SPANNING)
    housing.end_absence(absence=Absence.objects.get(), on=DIVIDED, by=dora)
    parted(Where.OTHER)
    assert Absence.objects.get().household == family


@pytest.mark.parametrize(("since", "nights"), [(SPANNING, 5), (LATER, 0)])
def test_who_leaves_us_is_away_no_longer(away, parted, since, nights):
    away(since)
    parted(Where.LEAVE)
    assert nights_away() == nights


@pytest.mark.parametrize("where", Where)
@pytest.mark.parametrize("since", [SPANNING, DIVIDED, LATER])
def test_undone_they_are_away_as_it_was_recorded(away, parted, dora, where, since):
    away(since)
    before = list(Absence.objects.values())
    split = parted(where)
    undo_division(split=HouseholdSplit.objects.get(pk=split.pk), by=dora)
    check_now()
    counted = {"version": None}
    assert [row | counted for row in Absence.objects.values()] == [row | counted for row in before]


@pytest.mark.parametrize("where", STAYING)
def test_an_absence_that_has_changed_since_is_not_lost_by_undoing(away, parted, dora, where):
    away(SPANNING)
    split = parted(where)
    housing.end_absence(absence=Absence.objects.get(household=split.new_household), on=TODAY, by=dora)
    assert why_not_undone(split) == ["The stay of the new household has changed since."]
