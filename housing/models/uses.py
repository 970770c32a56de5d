"""What takes a place, and who sleeps there on which nights."""

from collections import defaultdict

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from beneficiaries.models.access import WithUsQuerySet, denied
from housing.models.days import days_since_2000
from housing.models.homes import HomeQuerySet, Letting, Place, Unit
from wemix.access import Role
from wemix.periods import beyond, on, period
from wemix.versions import Versioned


class PlaceUseQuerySet(HomeQuerySet):
    host_path = "unit__building__host"

    def open_to(self, user):
        return super().open_to(user).exclude(denied(user))

    def holding(self):
        """Uses that take the place: those that fell through are kept, and take nothing."""
        return self.filter(is_cancelled=False)

    def on(self, day):
        return self.holding().filter(on(day))

    def turnarounds_on(self, day):
        return self.on(day).filter(kind=PlaceUse.Kind.TURNAROUND)

    def in_the_way_of(self, place):
        """What takes this place, or its flat the other way: whole, or bed by bed."""
        return self.filter(Q(place=place.pk) | ~Q(letting=place.letting), unit=place.unit_id)

    def in_the_way_of_each(self):
        """The same, of each place of the query around this one."""
        return self.filter(Q(place=OuterRef("pk")) | Q(unit=OuterRef("unit")) & ~Q(letting=OuterRef("letting")))

    def to_come_by_flat(self, units, today):
        """{flat: what takes its places from today on}, with the stays."""
        uses = self.holding().filter(beyond(today), unit__in=units).select_related("stay")
        by_unit = defaultdict(list)
        for use in uses:
            by_unit[use.unit_id].append(use)
        return by_unit

    def within(self, first, end):
        """Those that take a night of [first, end), asked as the indexes of the constraints answer it."""
        return self.holding().alias(days=period()).filter(days__overlap=DateRange(first, end))


@pghistory.track(model_name="PlaceUseHistory")
class PlaceUse(Versioned):
    """What takes a place, from a day to a day. The exclusion constraint is the whole no-double-booking rule."""

    class Kind(models.TextChoices):
        STAY = "stay", _("stay")
        CLOSURE = "closure", _("closure")
        TURNAROUND = "turnaround", _("turnaround")
        HOLD = "hold", _("held for a proposal")

    place = models.ForeignKey(Place, models.PROTECT, verbose_name=_("place"), related_name="uses")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="uses", editable=False)
    letting = models.CharField(max_length=5, choices=Letting, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True, help_text=_("the first day that it is free again"))
    stay = models.ForeignKey("Stay", models.PROTECT, null=True, blank=True, related_name="uses")
    household = models.ForeignKey("beneficiaries.Household", models.PROTECT, null=True, blank=True, related_name="+")
    is_cancelled = models.BooleanField(pgettext_lazy("use of a place", "cancelled"), default=False)
    displaced_at = models.DateTimeField(
        _("displaced at"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("it was to follow a stay that goes on, and takes its place no longer"),
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    cost_centre = models.CharField(_("cost centre"), max_length=40, blank=True)
    reference = models.CharField(
        _("reference"), max_length=60, blank=True, help_text=_("number of the order, of the claim, of the letter")
    )
    after = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="turnarounds",
    )
    excess = models.PositiveSmallIntegerField(_("people beyond the beds"), default=0)
    excess_reason = models.CharField(_("why more than the beds"), max_length=200, blank=True)
    excess_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = PlaceUseQuerySet.as_manager()

    class Meta:
        verbose_name = _("use of a place")
        verbose_name_plural = _("uses of places")
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="use_ends_after_it_starts",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day comes before the first."),
            ),
            days_since_2000("use_since_2000", "starts_on"),
            ExclusionConstraint(
                name="one_use_of_a_place_at_a_time",
                expressions=[("place", RangeOperators.EQUAL), (period(), RangeOperators.OVERLAPS)],
                condition=Q(is_cancelled=False),
                violation_error_message=_("This place is not free in these days."),
            ),
            ExclusionConstraint(
                name="let_whole_or_by_beds",
                expressions=[
                    ("unit", RangeOperators.EQUAL),
                    ("letting", RangeOperators.NOT_EQUAL),
                    (period(), RangeOperators.OVERLAPS),
                ],
                condition=Q(is_cancelled=False),
                violation_error_message=_("In these days the flat is let the other way: whole, or bed by bed."),
            ),
            models.CheckConstraint(
                name="use_of_a_stay_has_its_stay",
                condition=Q(kind="stay", stay__isnull=False, household__isnull=False)
                | Q(kind="hold", stay__isnull=True, household__isnull=False)
                | Q(kind__in=["closure", "turnaround"], stay__isnull=True, household__isnull=True),
                violation_error_message=_("A stay or a hold is a household's; a closure is nobody's."),
            ),
            models.CheckConstraint(
                name="displaced_use_takes_nothing",
                condition=Q(displaced_at__isnull=True) | Q(is_cancelled=True),
                violation_error_message=_("What is displaced takes its place no longer."),
            ),
            models.CheckConstraint(
                name="excess_says_who_and_why",
                condition=Q(excess=0) | (Q(excess_by__isnull=False) & ~Q(excess_reason="")),
                violation_error_message=_("More people than beds: say who allowed it, and why."),
            ),
            models.UniqueConstraint(fields=["id", "household"], name="use_and_household"),
        ]

    def __str__(self):
        return f"{self.place} {self.starts_on:%d/%m/%Y}"

    def holds(self, day):
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)

    @property
    def is_over(self):
        """It takes nothing any more."""
        return self.is_cancelled or (self.ends_on is not None and self.ends_on <= timezone.localdate())

    def is_in_the_way_of(self, place):
        """As the query says it (in_the_way_of), of a row that takes a place of the same flat."""
        return self.place_id == place.pk or self.letting != place.letting

    def save(self, *args, **kwargs):
        self.unit_id, self.letting = self.place.unit_id, self.place.letting
        super().save(*args, **kwargs)


class OccupantQuerySet(WithUsQuerySet):
    host_path = "place_use__unit__building__host"

    def open_to(self, user):
        """As the stay: the custodian too, the named worker alone where the address is secret."""
        if user.role == Role.CUSTODIAN:
            return self.filter(Q(place_use__unit__building__host=user.organisation_id) & ~denied(user))
        return super().open_to(user)

    def on(self, day):
        return self.filter(on(day), place_use__is_cancelled=False)


@pghistory.track(model_name="OccupantHistory")
class Occupant(models.Model):
    """Who sleeps in a use of a place, which nights. One human is in one bed a night, linked rows included."""

    place_use = models.ForeignKey(PlaceUse, models.CASCADE, related_name="occupants")
    household = models.ForeignKey("beneficiaries.Household", models.PROTECT, related_name="+")
    person = models.ForeignKey("beneficiaries.Person", models.PROTECT, related_name="nights")
    human = models.UUIDField(editable=False)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    in_cot = models.BooleanField(_("in a cot"), default=False, help_text=_("Newborns and cots take no bed."))

    objects = OccupantQuerySet.as_manager()

    class Meta:
        verbose_name = _("occupant")
        verbose_name_plural = _("occupants")
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="occupant_leaves_after_entering",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day comes before the first."),
            ),
            ExclusionConstraint(
                name="one_bed_a_night",
                expressions=[("human", RangeOperators.EQUAL), (period(), RangeOperators.OVERLAPS)],
                violation_error_message=_("This person has a bed already in these nights."),
            ),
        ]

    def __str__(self):
        return str(self.person)

    def save(self, *args, **kwargs):
        self.human = self.person.human
        super().save(*args, **kwargs)
