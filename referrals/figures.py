"""What a figure of referrals counts, in SQL. The sentences that people read stand in reports.py."""

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, TruncDate

from beneficiaries.countries import BEING_DETERMINED, EEA, EU, NOT_ATTRIBUTABLE, CitizenshipGroup
from beneficiaries.models import HouseholdMembership
from beneficiaries.vocabularies.people import FIRST_AGES, AgeBand, Gender, Sex
from housing.figures import exit_outcome
from referrals.matching import groups
from referrals.models import ReferralEvent
from referrals.states import State
from wemix.periods import days_between, on
from wemix.reports import RESERVED

DECIDED = (State.WAITING, State.NOT_ELIGIBLE)


def with_figures(referrals, body):
    """Referrals with what a report says of them to this body: on the day they were sent, and step by step."""
    return (
        referrals.annotate(sent_on=TruncDate("submitted_at"), is_hidden=_is_hidden(body))
        .annotate(**_people())
        .annotate(**_steps())
    )


def with_members_then(referrals):
    """Referrals with who they were on the day of sending, for groups that are compared."""
    gender = Subquery(_members_then().filter(is_head=True).annotate(lived=_gender()).values("lived")[:1])
    return referrals.annotate(sent_on=TruncDate("submitted_at")).annotate(**_people(), gender=gender)


def _is_hidden(body):
    """To the body that sent it, a protected household's referral shows one neutral state from its start."""
    return Case(When(Q(household__is_protected=True) & ~Q(host=body), then=True), default=False)


# Who they were on the day when the referral was sent


def _people():
    heads = Q(is_head=True)
    return {
        "people": _members(Count("person__human", distinct=True)),
        "adults": _members(Count("person__human", distinct=True, filter=Q(years__gte=18))),
        "minors": _members(Count("person__human", distinct=True, filter=Q(years__lt=18))),
        "age_band": Subquery(_members_then().filter(heads).annotate(band=_band()).values("band")[:1]),
        "citizenship": Subquery(_members_then().filter(heads).annotate(group=_citizenship()).values("group")[:1]),
    }


def _members_then():
    years = Func(
        OuterRef("sent_on"),
        F("person__born_on"),
        template="date_part('year', age(%(expressions)s))::int",
        output_field=IntegerField(),
    )
    sent = Cast(OuterRef("sent_on"), DateField())
    return (
        HouseholdMembership.objects.filter(on(sent), household=OuterRef("household")).annotate(years=years).order_by()
    )


def _members(aggregate):
    counted = _members_then().values("household").annotate(n=aggregate).values("n")
    return Coalesce(Subquery(counted), 0, output_field=IntegerField())


def _band():
    older_first = sorted(FIRST_AGES.items(), key=lambda band: -band[1])
    bands = [When(years__gte=first, then=Value(str(band))) for band, first in older_first]
    return Case(*bands, default=Value(str(AgeBand.UNKNOWN)), output_field=CharField())


def _gender():
    """As lived; where nobody said it, as registered."""
    return Case(
        When(person__gender__in=[Gender.NON_BINARY, Gender.OTHER], then=Value(groups.OTHER)),
        When(person__gender=Gender.WOMAN, then=Value(groups.WOMAN)),
        When(person__gender=Gender.MAN, then=Value(groups.MAN)),
        When(person__gender=Gender.REFUSED, then=Value(groups.UNKNOWN)),
        When(person__sex=Sex.FEMALE, then=Value(groups.WOMAN)),
        When(person__sex=Sex.MALE, then=Value(groups.MAN)),
        default=Value(groups.UNKNOWN),
        output_field=CharField(),
    )


def _citizenship():
    """As beneficiaries.countries.citizenship_group, for who has several: the one with the most rights."""
    has = "person__citizenships__overlap"
    unknown = Q(person__citizenships=[]) | Q(person__citizenships__contained_by=[BEING_DETERMINED, NOT_ATTRIBUTABLE])
    return Case(
        When(**{has: ["IT"]}, then=Value(str(CitizenshipGroup.ITALIAN))),
        When(**{has: EU.split()}, then=Value(str(CitizenshipGroup.EU))),
        When(**{has: EEA.split()}, then=Value(str(CitizenshipGroup.EEA))),
        When(unknown, then=Value(str(CitizenshipGroup.UNKNOWN))),
        default=Value(str(CitizenshipGroup.NON_EU)),
        output_field=CharField(),
    )


# What became of it


def _steps():
    decided, proposed = _first(*DECIDED), _first(State.PROPOSED)
    entered = F("stay__started_on")
    return {
        "shown_state": Case(When(is_hidden=True, then=Value(RESERVED)), default=F("state"), output_field=CharField()),
        "decided_on": _unless_hidden(decided),
        "proposed_on": _unless_hidden(proposed),
        "entered_on": _unless_hidden(entered),
        "days_to_decide": _unless_hidden(days_between(F("sent_on"), decided), IntegerField()),
        "days_to_propose": _unless_hidden(days_between(decided, proposed), IntegerField()),
        "days_to_enter": _unless_hidden(days_between(proposed, entered), IntegerField()),
        "days_in_all": _unless_hidden(days_between(F("sent_on"), entered), IntegerField()),
        "outcome": _unless_hidden(exit_outcome("stay__"), CharField()),
        "refusal": _unless_hidden(Func(F("not_eligible_reason"), Value(""), function="nullif"), CharField()),
    }


def _first(*states):
    """The day of the first step into one of these states: a second proposal doesn't shorten the wait."""
    events = ReferralEvent.objects.filter(referral=OuterRef("pk"), to_state__in=states).order_by("at", "pk")
    return Subquery(events.annotate(day=TruncDate("at")).values("day")[:1], output_field=DateField())


def _unless_hidden(value, output_field=None):
    return Case(When(is_hidden=True, then=None), default=value, output_field=output_field or DateField())
