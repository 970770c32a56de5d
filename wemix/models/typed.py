"""What a person typed and must not lose: drafts, and the one-time key that answers a double click."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wemix.access import ScopedQuerySet


class OwnQuerySet(ScopedQuerySet):
    def open_to(self, user):
        return self.filter(user=user)


class Draft(models.Model):
    """A form as it stood when its author last paused; gone when the form is accepted."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    form = models.CharField(max_length=200, help_text=_("the address of the form's page"))
    data = models.JSONField(default=dict, help_text=_("name of field -> list of texts, as the browser sends them"))
    saved_at = models.DateTimeField(auto_now=True)

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [models.UniqueConstraint(fields=["user", "form"], name="one_draft_per_form_and_author")]

    def __str__(self):
        return self.form


class OnceKey(models.Model):
    """A form sent once. The second post of the same key is led to the first one's result."""

    key = models.UUIDField(primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    result = models.CharField(max_length=500, blank=True, help_text=_("address to go on to"))
    made_at = models.DateTimeField(auto_now_add=True)

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = _("one-time key")
        verbose_name_plural = _("one-time keys")

    def __str__(self):
        return str(self.key)
