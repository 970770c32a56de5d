"""The compound: buildings, flats with their rooms, and places: what can be occupied."""

import pghistory
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from beneficiaries.vocabularies.people import Answer
from wemix.access import Role, ScopedQuerySet
from wemix.models import Organisation
from wemix.periods import on
from wemix.versions import Versioned


class HomeQuerySet(ScopedQuerySet):
    """Homes belong to a hosting body; its own people see them. Senders only learn whether there is a place."""

    host_path = "host"

    def open_to(self, user):
        if user.role not in (Role.OPERATOR, Role.COORDINATOR, Role.CUSTODIAN):
            return self.none()
        return self.filter(**{self.host_path: user.organisation_id})


class OfBuilding(HomeQuerySet):
    host_path = "building__host"


class OfUnit(HomeQuerySet):
    host_path = "unit__building__host"

    def of_host(self, organisation):
        return self.filter(unit__building__host=organisation)

    def in_service(self):
        return self.filter(is_active=True, unit__is_active=True, letting=models.F("unit__letting"))

    def with_use_on(self, day):
        """`use`: what takes each place that night, whoever asks; its kind, and never whose it is."""
        that_night = Q(uses__is_cancelled=False) & on(day, "uses__starts_on", "uses__ends_on")
        taken = models.FilteredRelation("uses", condition=that_night)
        return self.annotate(taken=taken).annotate(use=models.F("taken__kind"))


class Letting(models.TextChoices):
    WHOLE = "whole", _("whole flat")
    BEDS = "beds", _("bed by bed")


@pghistory.track(model_name="BuildingHistory")
class Building(Versioned):
    host = models.ForeignKey(Organisation, models.PROTECT, verbose_name=_("hosting body"), related_name="buildings")
    name = models.CharField(_("name"), max_length=80)
    address = models.CharField(_("address"), max_length=160, blank=True)
    code = models.SlugField(
        _("code on the plan"),
        max_length=80,
        blank=True,
        db_index=False,
        help_text=_("What the drawing of the compound calls it. Empty: taken from the name."),
    )

    objects = HomeQuerySet.as_manager()

    class Meta:
        verbose_name = _("building")
        verbose_name_plural = _("buildings")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["host", "name"],
                name="one_building_per_name",
                violation_error_message=_("There is a building with this name."),
            ),
            models.UniqueConstraint(
                fields=["host", "code"],
                condition=~Q(code=""),
                name="one_building_per_code",
                violation_error_message=_("There is a building with this code on the plan."),
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        self.code = self.code or slugify(self.name)

    def save(self, *args, **kwargs):
        self.code = self.code or slugify(self.name)
        super().save(*args, **kwargs)


@pghistory.track(model_name="UnitHistory")
class Unit(Versioned):
    """A flat, let whole or bed by bed. What it has is said as yes, no or not known."""

    class Residents(models.TextChoices):
        ANYONE = "anyone", _("anyone")
        WOMEN = "women", _("women")
        MEN = "men", _("men")

    building = models.ForeignKey(Building, models.PROTECT, verbose_name=_("building"), related_name="units")
    name = models.CharField(_("name"), max_length=80)
    letting = models.CharField(_("let as"), max_length=5, choices=Letting, default=Letting.WHOLE)
    residents = models.CharField(_("for whom"), max_length=6, choices=Residents, default=Residents.ANYONE)
    floor = models.SmallIntegerField(_("floor"), null=True, blank=True, help_text=_("0 is the ground floor"))
    lift = models.CharField(_("lift"), max_length=10, choices=Answer, default=Answer.UNKNOWN)
    step_free = models.CharField(_("without steps"), max_length=10, choices=Answer, default=Answer.UNKNOWN)
    quiet = models.CharField(_("quiet"), max_length=10, choices=Answer, default=Answer.UNKNOWN)
    smoking = models.CharField(_("smoking allowed"), max_length=10, choices=Answer, default=Answer.UNKNOWN)
    pets = models.CharField(_("animals allowed"), max_length=10, choices=Answer, default=Answer.UNKNOWN)
    is_protected = models.BooleanField(
        _("protected"), default=False, help_text=_("Fit for people whose address must stay secret.")
    )
    max_stay_days = models.PositiveSmallIntegerField(_("longest stay, in days"), null=True, blank=True)
    turnaround_days = models.PositiveSmallIntegerField(
        _("working days to make it ready"),
        default=2,
        validators=[MaxValueValidator(60)],
        help_text=_("Kept free after each exit, to clean and mend. Saturdays, Sundays and holidays are not counted."),
    )
    is_active = models.BooleanField(_("in service"), default=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = OfBuilding.as_manager()

    class Meta:
        verbose_name = _("flat")
        verbose_name_plural = _("flats")
        ordering = ["building__name", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["building", "name"],
                name="one_unit_per_name",
                violation_error_message=_("This building has a flat with this name."),
            )
        ]

    def __str__(self):
        return f"{self.building} · {self.name}"


class Room(models.Model):
    class Kind(models.TextChoices):
        BEDROOM = "bedroom", _("bedroom")
        LIVING = "living", _("living room")
        KITCHEN = "kitchen", _("kitchen")
        STUDIO = "studio", _("single room")
        BATHROOM = "bathroom", _("bathroom")

    unit = models.ForeignKey(Unit, models.CASCADE, verbose_name=_("flat"), related_name="rooms")
    name = models.CharField(_("name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.BEDROOM)
    area = models.DecimalField(
        pgettext_lazy("of a room", "area"), max_digits=5, decimal_places=1, null=True, blank=True, help_text=_("m²")
    )

    objects = OfUnit.as_manager()

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ["pk"]

    def __str__(self):
        return self.name


@pghistory.track(model_name="PlaceHistory")
class Place(Versioned):
    """A whole flat, or one bed of a shared one."""

    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("flat"), related_name="places")
    room = models.ForeignKey(Room, models.SET_NULL, verbose_name=_("room"), null=True, blank=True)
    letting = models.CharField(_("let as"), max_length=5, choices=Letting)
    name = models.CharField(_("name"), max_length=60, blank=True, help_text=_("of the bed; empty for a whole flat"))
    beds = models.PositiveSmallIntegerField(_("beds"), default=1)
    is_active = models.BooleanField(_("in service"), default=True)

    objects = OfUnit.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["unit__building__name", "unit__name", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "unit", "letting"], name="place_and_unit_and_letting"),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(letting=Letting.WHOLE),
                name="a_flat_is_whole_once",
                violation_error_message=_("This flat has its whole place already."),
            ),
            models.CheckConstraint(
                name="a_bed_is_one_bed",
                condition=Q(letting=Letting.WHOLE, beds__gte=1) | Q(letting=Letting.BEDS, beds=1),
                violation_error_message=_("A place let as a bed has one bed."),
            ),
        ]

    def __str__(self):
        return f"{self.unit} · {self.name}" if self.name else str(self.unit)

    @property
    def is_in_service(self):
        return self.is_active and self.unit.is_active and self.letting == self.unit.letting


def home_of(places):
    """What a household takes, in words: a flat, a bed, or so many beds of a flat."""
    by_unit = {}
    for place in places:
        by_unit.setdefault(place.unit, []).append(place)
    return ", ".join(beds_of(unit, len(beds)) if len(beds) > 1 else str(beds[0]) for unit, beds in by_unit.items())


def beds_of(unit, count):
    said = ngettext("%(unit)s · %(count)s bed", "%(unit)s · %(count)s beds", count)
    return said % {"count": count, "unit": unit}
