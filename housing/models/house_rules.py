"""The house rules of a hosting body, version after version. Nothing is ever changed: the next one is written."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from housing.models.homes import HomeQuerySet
from wemix.models import Organisation
from wemix.models.somebody import somebody


class HouseRules(models.Model):
    host = models.ForeignKey(Organisation, models.PROTECT, verbose_name=_("hosting body"), related_name="house_rules")
    number = models.PositiveIntegerField(_("version"), editable=False)
    text = models.TextField(
        _("text"), max_length=20000, help_text=_("An empty line begins a new paragraph. In plain words: it is signed.")
    )
    why = models.CharField(_("why it changes"), max_length=400)
    by = somebody()
    since = models.DateTimeField(_("since"), auto_now_add=True)

    objects = HomeQuerySet.as_manager()

    class Meta:
        verbose_name = _("house rules")
        verbose_name_plural = _("house rules")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["host", "number"],
                name="one_text_of_house_rules_per_number",
                violation_error_message=_("Meanwhile somebody published other house rules: look at them first."),
            )
        ]

    def __str__(self):
        return _("House rules, version %(number)s") % {"number": self.number}

    @classmethod
    def in_force(cls, host):
        return cls.objects.filter(host=host).first()
