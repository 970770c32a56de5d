"""What a figure of stays counts, in SQL. The sentences that people read stand in reports.py."""

from django.db.models import Case, CharField, Count, F, IntegerField, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Concat
from django.utils import timezone

from beneficiaries.vocabularies.exits import SECRET_DESTINATIONS, ExitDestination
from housing.models import Occupant, PlaceUse
from housing.nights import BEGINNING, IN_A_BED, with_nights
from wemix.periods import nights
from wemix.reports import RESERVED, past


def is_reserved(stay=""):
    """A secret address, or a secret destination: neither may be told from the other."""
    secret = Q(**{f"{stay}destination__in": SECRET_DESTINATIONS})
    return Q(**{f"{stay}household__is_protected": True}) | secret


def exit_group(stay=""):
    return _of_destination("group", stay)


def exit_outcome(stay=""):
    return _of_destination("outcome", stay)


def _of_destination(fact, stay):
    """The fact of the destination; where one is reserved, so are all: what is left out would tell."""
    facts = [When(**{f"{stay}destination": code}, then=Value(str(getattr(code, fact)))) for code in ExitDestination]
    return _if_ended(stay, Case(*facts, output_field=CharField()))


def exit_reason(stay=""):
    return _if_ended(stay, F(f"{stay}exit_reason"))


def _if_ended(stay, value):
    return Case(
        When(**{f"{stay}ended_on": None}, then=None),
        When(is_reserved(stay), then=Value(RESERVED)),
        default=value,
        output_field=CharField(),
    )


def with_figures(stays, first, last, away_counts=True):
    """Stays with what a report says of them, over the period [first, last], both days included.

    `away_counts`: whether a night on which somebody is away, and the bed is kept, is one of theirs.
    """
    counted = F("nights") if away_counts else F("nights") - F("away")
    end, today = past(last), timezone.localdate()
    return stays.annotate(
        period_nights=_lived(first, end),
        all_nights=_lived(BEGINNING, today),
        people=_of_occupants(Count("human", distinct=True), BEGINNING, today),
        person_nights=_of_occupants(Sum(counted), first, end),
        bed_nights=_of_occupants(Sum(counted, filter=IN_A_BED), first, end),
        away_nights=_of_occupants(Sum("away"), first, end),
        unit=Case(When(is_reserved(), then=Value(RESERVED)), default=_last_unit()),
        reason=exit_reason(),
        group=exit_group(),
        outcome=exit_outcome(),
        entered_in_period=Q(started_on__range=(first, last), continues__isnull=True),
        left_in_period=Q(ended_on__range=(first, last)),
    )


def people_of(stays):
    """Of several stays together: who lives on with us in the stay of a new household is one person in both."""
    occupants = Occupant.objects.filter(place_use__stay__in=stays.values("pk"))
    return with_nights(occupants, BEGINNING, timezone.localdate()).aggregate(n=Count("human", distinct=True))["n"]


def _lived(first, end):
    """Nights of the stay itself; none of one that has not begun: PostgreSQL's greatest() passes over an empty day."""
    return Case(When(started_on=None, then=0), default=nights(first, end, "started_on", "ended_on"))


def _of_occupants(aggregate, first, end):
    """Over everybody who slept in the stay; rows of one human count as one."""
    occupants = with_nights(Occupant.objects.filter(place_use__stay=OuterRef("pk")), first, end)
    counted = occupants.order_by().values("place_use__stay").annotate(n=aggregate).values("n")
    return Coalesce(Subquery(counted), 0, output_field=IntegerField())


def _last_unit():
    uses = PlaceUse.objects.holding().filter(stay=OuterRef("pk")).order_by("-starts_on", "-pk")
    name = Concat("unit__building__name", Value(" · "), "unit__name")
    return Subquery(uses.annotate(unit_name=name).values("unit_name")[:1])
