"""What was added to a note afterwards: the note itself is signed as it was written, and stays."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from beneficiaries.models.diary import DiaryEntry
from wemix.access import ScopedQuerySet


class AddendumQuerySet(ScopedQuerySet):
    def open_to(self, user):
        return self.filter(entry__in=DiaryEntry.objects.visible_to(user))


class Addendum(models.Model):
    entry = models.ForeignKey(DiaryEntry, models.PROTECT, related_name="addenda")
    household = models.ForeignKey("beneficiaries.Household", models.CASCADE, related_name="+")
    text = models.TextField(_("what is to be added or put right"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    at = models.DateTimeField(auto_now_add=True)

    objects = AddendumQuerySet.as_manager()

    class Meta:
        verbose_name = _("addendum")
        verbose_name_plural = _("addenda")
        ordering = ["at", "pk"]

    def __str__(self):
        return _("Addendum of %(day)s") % {"day": f"{self.at:%d/%m/%Y}"}
