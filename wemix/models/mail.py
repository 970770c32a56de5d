"""Mail: what each person wants, what waits to be sent, and of which fact who was told. No name and no text."""

import uuid
from datetime import time

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wemix.access import Role, ScopedQuerySet
from wemix.models.somebody import somebody
from wemix.models.typed import OwnQuerySet
from wemix.subjects import Subject

MORNING = time(7, 30)


class MailChoice(models.Model):
    """When, and of what; made when it is first asked for."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_choice")
    at = models.TimeField(_("hour of the day's mail"), default=MORNING)
    silent = ArrayField(models.CharField(max_length=12, choices=Subject), default=list, blank=True)
    last_digest_on = models.DateField(null=True, blank=True, editable=False)

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = _("choice of mail")
        verbose_name_plural = _("choices of mail")

    def __str__(self):
        return f"{self.at:%H:%M}"


class OutgoingMailQuerySet(ScopedQuerySet):
    def open_to(self, user):
        return self if user.role == Role.TECHNICIAN else self.none()

    def to_send(self):
        """To who still works here; the alarms first."""
        due = Q(sent_at=None, given_up_at=None, not_before__lte=timezone.now(), user__is_active=True)
        return self.filter(due).order_by("kind", "pk")


class OutgoingMail(models.Model):
    """One mail to one person, written in the transaction that causes it, and sent by the worker after it."""

    class Kind(models.TextChoices):
        ALARM = "alarm", _("at once")
        DIGEST = "digest", _("of the day")
        INVITATION = "invite", _("invitation")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=6, choices=Kind)
    by = somebody(null=True, help_text="who invites")
    key = models.UUIDField(
        default=uuid.uuid4, unique=True, editable=False, help_text="its Message-ID: the same if sent twice"
    )
    day = models.DateField(_("day"), default=timezone.localdate)
    counts = models.JSONField(_("how many"), default=dict, help_text="subject -> number")
    written_at = models.DateTimeField(_("written at"), auto_now_add=True)
    not_before = models.DateTimeField(_("to be tried at"), default=timezone.now)
    tries = models.PositiveSmallIntegerField(_("tries that failed"), default=0)
    failure = models.CharField(
        _("last failure"), max_length=60, blank=True, help_text="the kind of error, not its words"
    )
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    given_up_at = models.DateTimeField(_("given up at"), null=True, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mail")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["kind", "id"], name="mail_to_send", condition=Q(sent_at__isnull=True, given_up_at__isnull=True)
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "day"],
                condition=Q(kind="digest"),
                name="one_digest_a_day",
                violation_error_message=_("This person had their mail of the day."),
            ),
            models.CheckConstraint(
                name="only_an_invitation_is_somebody_s",
                condition=Q(kind="invite", by__isnull=False) | (~Q(kind="invite") & Q(by__isnull=True)),
                violation_error_message=_("An invitation says who invites, and no other mail does."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.day:%d/%m/%Y}"


class ToldFactQuerySet(ScopedQuerySet):
    """The worker's own: nobody reads it."""


class ToldFact(models.Model):
    """This person was written of this fact, and is not written of it again."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    fact = models.CharField(max_length=80)
    mail = models.ForeignKey(OutgoingMail, models.CASCADE, related_name="facts")

    objects = ToldFactQuerySet.as_manager()

    class Meta:
        verbose_name = _("fact that was told")
        verbose_name_plural = _("facts that were told")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "fact"],
                name="told_once",
                violation_error_message=_("This person was told of this already."),
            )
        ]

    def __str__(self):
        return self.fact
