"""Who was seen: the round of a house, the answer for each person, and where round and stay disagree."""

from datetime import timedelta

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from beneficiaries.models.access import WithUsQuerySet, denied
from wemix.access import TEAM, Role, ScopedQuerySet
from wemix.models import Organisation
from wemix.models.somebody import somebody
from wemix.versions import Versioned

DAWN = 5  # o'clock: a night belongs to the day on which it begins, and so does a round in it


def day_of_round():
    return timezone.localdate(timezone.now() - timedelta(hours=DAWN))


class PresenceRoundQuerySet(ScopedQuerySet):
    def open_to(self, user):
        """Who works where people sleep."""
        if user.role not in (Role.CUSTODIAN, *TEAM):
            return self.none()
        return self.filter(host=user.organisation_id)

    def open(self):
        return self.filter(closed_at=None)


@pghistory.track(model_name="PresenceRoundHistory")
class PresenceRound(models.Model):
    """One look at the whole house. It is closed by somebody, never by itself: until then it is not finished."""

    class Part(models.TextChoices):
        MORNING = "morning", _("morning")
        EVENING = "evening", _("evening")

    host = models.ForeignKey(Organisation, models.PROTECT, related_name="rounds", editable=False)
    day = models.DateField(_("day"), default=day_of_round, editable=False)
    part = models.CharField(_("part of the day"), max_length=7, choices=Part)
    opened_by = somebody()
    opened_at = models.DateTimeField(_("opened"), default=timezone.now, editable=False)
    closed_by = somebody(null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)

    objects = PresenceRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("presence round")
        verbose_name_plural = _("presence rounds")
        ordering = ["-day", "-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["host", "day", "part"],
                name="one_round_per_part_of_the_day",
                violation_error_message=_("This round was opened already: go on with it."),
            ),
            models.CheckConstraint(
                name="closed_round_says_who",
                condition=Q(closed_at=None, closed_by=None) | Q(closed_at__gte=F("opened_at"), closed_by__isnull=False),
                violation_error_message=_("A round that is closed says when and by whom."),
            ),
        ]

    def __str__(self):
        return _("%(part)s of %(day)s") % {"part": self.get_part_display().capitalize(), "day": f"{self.day:%d/%m/%Y}"}

    @property
    def is_open(self):
        return self.closed_at is None


class OfPresenceQuerySet(WithUsQuerySet):
    host_path = "stay__host"

    def open_to(self, user):
        """As who sleeps here, but for the senders: it is the house's own."""
        if user.role == Role.CUSTODIAN:
            return self.filter(Q(stay__host=user.organisation_id) & ~denied(user))
        return super().open_to(user) if user.is_team else self.none()


@pghistory.track(model_name="PresenceHistory")
class Presence(models.Model):
    """What was seen of one person in one round. No row: not recorded, which is not present."""

    class Answer(models.TextChoices):
        PRESENT = "present", _("present")
        AUTHORISED = "authorised", _("absent, authorised")
        UNAUTHORISED = "unauthorised", _("absent, not authorised")

    round = models.ForeignKey(PresenceRound, models.PROTECT, related_name="presences")
    stay = models.ForeignKey("Stay", models.PROTECT, related_name="presences")
    household = models.ForeignKey("beneficiaries.Household", models.PROTECT, related_name="+")
    person = models.ForeignKey("beneficiaries.Person", models.PROTECT, related_name="presences")
    human = models.UUIDField(editable=False)
    answer = models.CharField(_("answer"), max_length=12, choices=Answer)
    seen_at = models.DateTimeField(_("seen"), help_text=_("by the clock of the device on which it was recorded"))
    received_at = models.DateTimeField(_("received"), default=timezone.now, editable=False)
    by = somebody()

    objects = OfPresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        ordering = ["-round", "pk"]
        indexes = [models.Index(fields=["human", "-seen_at"], name="presences_of_a_human")]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "human"],
                name="one_answer_per_person_and_round",
                violation_error_message=_("This person was recorded meanwhile: look again."),
            ),
            models.CheckConstraint(
                name="seen_before_it_was_received",
                condition=Q(seen_at__lte=F("received_at")),
                violation_error_message=_("What was received was seen before."),
            ),
            models.CheckConstraint(
                name="presence_answer_is_known",
                condition=Q(answer__in=["present", "authorised", "unauthorised"]),
                violation_error_message=_("Present, absent and authorised, or absent and not: nothing else."),
            ),
        ]

    def __str__(self):
        return f"{self.person}: {self.get_answer_display()}"

    def save(self, *args, **kwargs):
        self.human = self.person.human
        super().save(*args, **kwargs)


class DisagreementQuerySet(OfPresenceQuerySet):
    def open_to(self, user):
        """The team settles them; the custodian records what is seen."""
        return super().open_to(user) if user.is_team else self.none()

    def open(self):
        return self.filter(settled_at=None)


@pghistory.track(model_name="DisagreementHistory")
class Disagreement(Versioned):
    """What was seen of somebody is not what is written of them. It stays until somebody settles it."""

    class Kind(models.TextChoices):
        MINOR = "minor", _("minor absent, nobody knows why")
        ABSENT = "absent", _("not seen, and no absence is written")
        AWAY = "away", _("seen here, and written as away")
        GONE = "gone", _("seen here, and written as gone")
        MISSED = "missed", _("not recorded")

    class How(models.TextChoices):
        ABSENCE = "absence", _("the absence is written")
        CORRECTED = "corrected", _("what was written of the stay is corrected")
        SEEN = "seen", _("they were seen since")
        RECORDED = "recorded", _("they were recorded since")
        MISTAKE = "mistake", _("the round was wrong")

    round = models.ForeignKey(PresenceRound, models.PROTECT, related_name="disagreements", editable=False)
    stay = models.ForeignKey("Stay", models.PROTECT, related_name="+", editable=False)
    household = models.ForeignKey("beneficiaries.Household", models.PROTECT, related_name="+", editable=False)
    person = models.ForeignKey("beneficiaries.Person", models.PROTECT, related_name="+", editable=False)
    kind = models.CharField(_("what does not agree"), max_length=6, choices=Kind, editable=False)
    since = models.DateField(_("since"), editable=False)
    found_at = models.DateTimeField(default=timezone.now, editable=False)
    how = models.CharField(_("how it was settled"), max_length=9, choices=How, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    settled_by = somebody(null=True, blank=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True, editable=False)

    objects = DisagreementQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("round and stay", "disagreement")
        verbose_name_plural = pgettext_lazy("round and stay", "disagreements")
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"], condition=Q(settled_at=None), name="one_open_disagreement_of_a_kind"
            ),
            models.CheckConstraint(
                name="settled_says_who_and_how",
                condition=Q(settled_at=None, settled_by=None, how="")
                | (Q(settled_at__isnull=False, settled_by__isnull=False) & ~Q(how="")),
                violation_error_message=_("What is settled says when, by whom and how."),
            ),
        ]

    def __str__(self):
        return f"{self.person}: {self.get_kind_display()}"

    @property
    def is_open(self):
        return self.settled_at is None
