"""Photos of what is broken, and of a home as it was handed over and given back. Who sees the one sees the other."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from housing.models.faults import Fault
from housing.models.inventories import HandoverRecord
from wemix.access import ScopedQuerySet
from wemix.models import StoredFile

OF_ONE = 12  # photos of one fault or record: its page and its paper stay light


class OfFault(ScopedQuerySet):
    def open_to(self, user):
        return self.filter(fault__in=Fault.objects.visible_to(user))


class OfRecord(ScopedQuerySet):
    def open_to(self, user):
        return self.filter(record__in=HandoverRecord.objects.visible_to(user))


class Photo(StoredFile):
    slug = ""  # in its address

    class Meta:
        abstract = True
        ordering = ["pk"]
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"


@pghistory.track(model_name="FaultPhotoHistory")
class FaultPhoto(Photo):
    slug = "guasto"
    fault = models.ForeignKey(Fault, models.PROTECT, related_name="photos")

    objects = OfFault.as_manager()

    @property
    def subject(self):
        return self.fault


@pghistory.track(model_name="RecordPhotoHistory")
class RecordPhoto(Photo):
    slug = "verbale"
    record = models.ForeignKey(HandoverRecord, models.PROTECT, related_name="photos")
    household = models.ForeignKey("beneficiaries.Household", models.PROTECT, related_name="+")

    objects = OfRecord.as_manager()

    @property
    def subject(self):
        return self.record
