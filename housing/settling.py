"""Where the household's file and its home disagree, for people to settle: nobody is moved by the program."""

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from beneficiaries.models import HouseholdMembership
from housing.models import Occupant, Stay
from wemix.periods import on


def without_bed(user):
    """Who joined a household that lives here and, since then, neither had a bed nor was said to sleep elsewhere."""
    today = timezone.localdate()
    running = Stay.objects.visible_to(user).running().filter(household=OuterRef("household"))
    settled = Occupant.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=OuterRef("starts_on")),
        person=OuterRef("person"),
        place_use__stay__state=Stay.State.RUNNING,
        place_use__is_cancelled=False,
    )
    members = HouseholdMembership.objects.visible_to(user).filter(on(today))
    members = members.filter(Exists(running), ~Exists(settled)).select_related("person", "household")
    return members.annotate(stay_key=running.values("pk")[:1]).order_by("starts_on", "pk")


def without_membership(user):
    """Who has a bed tonight and belongs to the household no more."""
    today = timezone.localdate()
    member = HouseholdMembership.objects.filter(on(today), person=OuterRef("person"), household=OuterRef("household"))
    sleepers = Occupant.objects.visible_to(user).on(today).filter(place_use__stay__state=Stay.State.RUNNING)
    sleepers = sleepers.filter(~Exists(member)).select_related("person", "household")
    return sleepers.annotate(stay_key=F("place_use__stay")).order_by("starts_on", "pk")
