"""The words of the vocabularies, common to all bodies: their codes are code (terms.py), the rest a coordinator's."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wemix.access import DESK, ScopedQuerySet
from wemix.terms import Change, titles
from wemix.versions import Versioned


class VocabularyTermQuerySet(ScopedQuerySet):
    def open_to(self, user):
        return self if user.role in DESK else self.none()

    def changed(self):
        """By people: what is as it came has its first version."""
        return self.filter(version__gt=1)


@pghistory.track(model_name="VocabularyTermHistory")
class VocabularyTerm(Versioned):
    vocabulary = models.CharField(_("vocabulary"), max_length=30, choices=titles, editable=False)
    code = models.CharField(_("code"), max_length=30, editable=False)
    label_it = models.CharField(_("in Italian"), max_length=120)
    label_en = models.CharField(_("in English"), max_length=120)
    is_hidden = models.BooleanField(
        pgettext_lazy("term", "hidden"), default=False, help_text=_("No form offers it any more.")
    )
    valid_from = models.DateField(_("offered from"), null=True, blank=True)
    valid_until = models.DateField(_("offered through"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("Forms offer the lowest number first."))
    mappings = models.JSONField(_("in other systems"), default=dict, editable=False)

    objects = VocabularyTermQuerySet.as_manager()

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("vocabularies")
        ordering = ["vocabulary", "position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["vocabulary", "code"], name="one_term_per_code"),
            models.CheckConstraint(
                name="term_has_words",
                condition=~Q(label_it__regex=r"^\s*$") & ~Q(label_en__regex=r"^\s*$"),
                violation_error_message=_("A term has words in both languages."),
            ),
            models.CheckConstraint(
                name="term_ends_after_it_begins",
                condition=Q(valid_until__gte=F("valid_from")),
                violation_error_message=_("The last day on which it is offered comes before the first."),
            ),
        ]

    def __str__(self):
        return self.label_it

    def as_change(self):
        labels = {"it": self.label_it, "en": self.label_en}
        return Change(labels, self.position, self.is_hidden, self.valid_from, self.valid_until)


def read_changes():
    return {(row.vocabulary, row.code): row.as_change() for row in VocabularyTerm.objects.changed()}
