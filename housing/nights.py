"""What a night is, and whose: the one definition that every figure counts by.

A night belongs to the day on which it begins: in on 30/01, out on 02/02 is three. It is a person's from the keys to
the day of leaving, whichever bed they have. Who is away keeps the bed and the night, unless a figure leaves out the
nights away. Nights to come are nobody's yet.
"""

from datetime import date

from django.db.models import DateField, F, IntegerField, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Greatest, Least
from django.utils import timezone

from housing.models import Absence, Stay
from wemix.periods import beyond, days_between, nights

BEGINNING = date(1, 1, 1)
BEGUN = (Stay.State.RUNNING, Stay.State.ENDED)
IN_A_BED = Q(in_cot=False)  # what a bed-night is: a cot takes no bed


def with_nights(occupants, first, end):
    """Each row with its `nights` in [first, end), those away among them, and the `away` ones.

    Rows of stays that have not begun are left out, and so is who came and went on one day: that is no night.
    """
    end = min(end, timezone.localdate())
    slept = occupants.filter(place_use__is_cancelled=False, place_use__stay__state__in=BEGUN)
    slept = slept.filter(beyond(F("starts_on")))
    return slept.annotate(nights=nights(first, end), away=_nights_away(first, end))


def _nights_away(first, end):
    """Of each occupant's nights those on which the person was elsewhere."""

    def until(reference):
        return Coalesce(reference, Value(end), output_field=DateField())

    start = Greatest(F("starts_on"), OuterRef("starts_on"), Value(first))
    left = Least(until(F("ends_on")), until(OuterRef("ends_on")), Value(end))
    of_this_person = Absence.objects.filter(stay=OuterRef("place_use__stay"), person=OuterRef("person")).order_by()
    shared = of_this_person.annotate(shared=Greatest(days_between(start, left), Value(0), output_field=IntegerField()))
    total = shared.values("stay").annotate(total=Sum("shared")).values("total")
    return Coalesce(Subquery(total), 0, output_field=IntegerField())
