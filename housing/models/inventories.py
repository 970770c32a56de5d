"""What a flat holds, and what was found in it when its keys were handed over and given back."""

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from beneficiaries.models.access import WithUsQuerySet, denied
from housing.models.days import days_since_2000
from housing.models.homes import OfUnit, Unit
from housing.models.stays import Stay
from wemix.access import Role, ScopedQuerySet
from wemix.models.somebody import somebody


class ItemKind(models.TextChoices):
    KEY = "key", _("key")
    THING = "thing", pgettext_lazy("inventory", "thing")


class UnitItem(models.Model):
    """A line of the flat's standard inventory, written at the desk."""

    unit = models.ForeignKey(Unit, models.CASCADE, verbose_name=_("flat"), related_name="inventory")
    kind = models.CharField(_("kind"), max_length=5, choices=ItemKind, default=ItemKind.THING)
    what = models.CharField(_("what"), max_length=80)
    how_many = models.PositiveSmallIntegerField(_("how many"), default=1)

    objects = OfUnit.as_manager()

    class Meta:
        verbose_name = _("line of the inventory")
        verbose_name_plural = _("inventory")
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "what"],
                name="one_line_per_thing",
                violation_error_message=_("This stands in the inventory already: change how many."),
            )
        ]

    def __str__(self):
        return self.what


class OfRecord(WithUsQuerySet):
    host_path = "unit__building__host"

    def open_to(self, user):
        """Who works where people sleep: it says which home."""
        if user.role == Role.CUSTODIAN:
            return self.filter(Q(**{self.host_path: user.organisation_id}) & ~denied(user))
        return super().open_to(user) if user.is_team else self.none()


@pghistory.track(model_name="HandoverRecordHistory")
class HandoverRecord(models.Model):
    """Written once, at the keys and at their return: two people sign it."""

    class Kind(models.TextChoices):
        HANDOVER = "handover", _("handover of the home")
        RETURN = "return", _("return of the home")

    stay = models.ForeignKey(Stay, models.PROTECT, related_name="records")
    household = models.ForeignKey("beneficiaries.Household", models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("flat"), related_name="+")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    on = models.DateField(_("day"), default=timezone.localdate)
    electricity = models.DecimalField(_("electricity, kWh"), max_digits=9, decimal_places=1, null=True, blank=True)
    gas = models.DecimalField(_("gas, m³"), max_digits=9, decimal_places=1, null=True, blank=True)
    water = models.DecimalField(_("water, m³"), max_digits=9, decimal_places=1, null=True, blank=True)
    note = models.TextField(_("note"), max_length=1000, blank=True)
    by = somebody()
    at = models.DateTimeField(auto_now_add=True)

    objects = OfRecord.as_manager()

    class Meta:
        verbose_name = _("handover record")
        verbose_name_plural = _("handover records")
        ordering = ["on", "pk"]
        constraints = [
            days_since_2000("record_since_2000", "on"),
            models.UniqueConstraint(
                fields=["stay", "unit", "kind"],
                name="one_record_per_home_and_kind",
                violation_error_message=_("This record is written already."),
            ),
            models.UniqueConstraint(fields=["id", "household"], name="record_and_household"),
            models.UniqueConstraint(fields=["id", "stay"], name="record_and_stay"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.on:%d/%m/%Y}".capitalize()

    def get_absolute_url(self):
        return reverse("housing:record", args=[self.pk])

    def new_photo(self):
        return self.photos.model(record=self, household_id=self.household_id)

    @property
    def handover(self):
        """What a return is compared with; None where nobody wrote it."""
        if self.kind == self.Kind.HANDOVER:
            return None
        return HandoverRecord.objects.filter(stay=self.stay_id, unit=self.unit_id, kind=self.Kind.HANDOVER).first()


class LineQuerySet(ScopedQuerySet):
    def open_to(self, user):
        """Who reads the record."""
        return self.filter(record__in=HandoverRecord.objects.visible_to(user))


class RecordLine(models.Model):
    class State(models.TextChoices):
        GOOD = "good", pgettext_lazy("state of a thing", "good")
        WORN = "worn", pgettext_lazy("state of a thing", "worn")
        BROKEN = "broken", pgettext_lazy("state of a thing", "broken")

    record = models.ForeignKey(HandoverRecord, models.CASCADE, related_name="lines")
    kind = models.CharField(_("kind"), max_length=5, choices=ItemKind)
    what = models.CharField(_("what"), max_length=80)
    how_many = models.PositiveSmallIntegerField(_("how many"))
    state = models.CharField(_("state"), max_length=6, choices=State, default=State.GOOD)

    objects = LineQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of a record")
        verbose_name_plural = _("lines of a record")
        ordering = ["kind", "pk"]
        constraints = [models.UniqueConstraint(fields=["record", "kind", "what"], name="one_line_per_thing_found")]

    def __str__(self):
        return self.what
