"""Who looked at, changed, searched, took away or was refused what. Ids and names of fields, never a value."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wemix.access import Role, ScopedQuerySet


class AuditQuerySet(ScopedQuerySet):
    def open_to(self, user):
        return self if user.role == Role.OFFICER else self.none()


class AuditEntry(models.Model):
    """One act of one person. No foreign keys: it blocks no erasure and outlives its subject.

    The table is partitioned by month and made in a migration (unmanaged here); triggers refuse
    UPDATE, DELETE and TRUNCATE. The key is made here because the web role may insert but not
    read back.
    """

    class Action(models.TextChoices):
        LOOK = "look", _("looked at")
        SEARCH = "search", _("searched")
        CHANGE = "change", _("changed")
        EXPORT = "export", _("took away")
        PRINT = "print", _("printed")
        REFUSED = "refused", _("was refused")
        SIGN_IN = "sign_in", _("signed in")
        SIGN_OUT = "sign_out", _("signed out")
        SIGN_IN_FAILED = "sign_in_failed", _("failed to sign in")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(_("at"), default=timezone.now)
    user_id = models.BigIntegerField(_("user"), null=True)
    organisation_id = models.BigIntegerField(_("organisation"), null=True)
    action = models.CharField(_("action"), max_length=20, choices=Action)
    verb = models.CharField(_("what"), max_length=60)
    model = models.CharField(_("kind of row"), max_length=60, blank=True)
    row = models.CharField(_("row"), max_length=60, blank=True)
    household_id = models.BigIntegerField(_("household"), null=True)
    fields = ArrayField(models.CharField(max_length=60), verbose_name=_("fields"), default=list)
    rows = models.IntegerField(_("rows"), null=True)
    origin = models.GenericIPAddressField(pgettext_lazy("network address", "from"), null=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "wemix_auditentry"
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        ordering = ["-at"]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.verb}"
