"""A place out of use: the same rows as any use of a place, so that the same constraint keeps them from stays."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from housing.models.uses import PlaceUse, PlaceUseQuerySet


class ClosureManager(models.Manager.from_queryset(PlaceUseQuerySet)):
    def get_queryset(self):
        return super().get_queryset().filter(kind=PlaceUse.Kind.CLOSURE)


class Closure(PlaceUse):
    objects = ClosureManager()

    class Meta:
        proxy = True
        verbose_name = _("closure")
        verbose_name_plural = _("closures")
        ordering = ["-starts_on", "pk"]

    def clean(self):
        """What the kind and the place say, before the constraints are asked."""
        self.kind = PlaceUse.Kind.CLOSURE
        if self.place_id:
            self.unit_id, self.letting = self.place.unit_id, self.place.letting

    def save(self, *args, **kwargs):
        """Whoever gives a displaced closure other days, or cancels it, has settled it."""
        self.kind, self.displaced_at = PlaceUse.Kind.CLOSURE, None
        super().save(*args, **kwargs)

    @property
    def last_day(self):
        """As people say it: the last day on which nobody can be there; None until further notice."""
        return self.ends_on and self.ends_on - timedelta(days=1)

    @last_day.setter
    def last_day(self, day):
        self.ends_on = day and day + timedelta(days=1)

    @property
    def stands(self):
        """Where today finds it."""
        today = timezone.localdate()
        if self.is_cancelled:
            return _("cancelled")
        if self.ends_on and self.ends_on <= today:
            return _("over")
        return _("to come") if self.starts_on > today else _("closed now")
