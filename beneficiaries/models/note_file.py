"""A file that was written into the diary with a note, or with what was added to it. Who reads the note opens it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from beneficiaries.models.diary import DiaryEntry
from wemix.access import ScopedQuerySet
from wemix.models import StoredFile


class NoteFileQuerySet(ScopedQuerySet):
    def open_to(self, user):
        return self.filter(entry__in=DiaryEntry.objects.visible_to(user))


class NoteFile(StoredFile):
    entry = models.ForeignKey(DiaryEntry, models.PROTECT, related_name="files")
    household = models.ForeignKey("beneficiaries.Household", models.CASCADE, related_name="+")

    objects = NoteFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a note")
        verbose_name_plural = _("files of notes")
        ordering = ["pk"]

    def __str__(self):
        return self.file_name

    @property
    def file_name(self):
        """On the reader's disk, which others may see: no name."""
        return _("note-%(number)s") % {"number": self.pk}
