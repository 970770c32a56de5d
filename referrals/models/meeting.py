"""The équipe: what was to be spoken of, who was there, what was said and decided. Closed minutes stay as they are."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from beneficiaries.models.access import in_reach
from referrals.models.referral import Referral
from wemix.access import ScopedQuerySet
from wemix.models import Organisation
from wemix.models.somebody import somebody
from wemix.versions import Versioned


class MeetingQuerySet(ScopedQuerySet):
    def open_to(self, user):
        return self.filter(host=user.organisation_id) if user.is_team else self.none()

    def open(self):
        return self.filter(closed_at__isnull=True)

    def closed(self):
        return self.filter(closed_at__isnull=False)

    def with_points_for(self, user):
        """`points_told` and `points_left`: how many this reader sees, and how many of them are open."""
        points = MeetingPoint.objects.visible_to(user).on_agenda().filter(meeting=models.OuterRef("pk"))
        return self.annotate(points_told=_count(points), points_left=_count(points.left_open()))


def _count(points):
    counted = points.order_by().values("meeting").annotate(n=models.Count("pk")).values("n")
    return Coalesce(models.Subquery(counted), 0)


@pghistory.track(model_name="MeetingHistory")
class Meeting(Versioned):
    """Open means not closed yet: there is no other state."""

    host = models.ForeignKey(Organisation, models.PROTECT, related_name="meetings", editable=False)
    day = models.DateField(_("day"), default=timezone.localdate)
    place = models.CharField(_("where"), max_length=120, blank=True)
    chair = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("chaired by"), related_name="meetings_chaired"
    )
    present = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("who is there"), related_name="meetings", blank=True
    )
    others = models.CharField(
        _("who else is there"), max_length=300, blank=True, help_text=_("Names and services, with commas between them.")
    )
    note = models.TextField(_("announcements"), blank=True, help_text=_("What concerns no household in particular."))
    opened_by = somebody()
    opened_at = models.DateTimeField(default=timezone.now, editable=False)
    closed_by = somebody(null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["host"],
                condition=Q(closed_at__isnull=True),
                name="one_open_meeting_per_host",
                violation_error_message=_("The meeting before is still open: close it first."),
            ),
            models.CheckConstraint(
                name="closed_meeting_says_who_and_when",
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                violation_error_message=_("A closed meeting says who closed it, and when."),
            ),
        ]

    def __str__(self):
        return _("Meeting of %(day)s") % {"day": f"{self.day:%d/%m/%Y}"}

    @property
    def is_open(self):
        return self.closed_at is None

    @property
    def other_names(self):
        return [name.strip() for name in self.others.split(",") if name.strip()]


class MeetingPointQuerySet(ScopedQuerySet):
    def open_to(self, user):
        """The team's; a point about a household only where this reader may see that household."""
        if not user.is_team:
            return self.none()
        return self.filter(Q(household__isnull=True) | in_reach(user), meeting__host=user.organisation_id)

    def on_agenda(self):
        return self.filter(is_left_out=False)

    def left_open(self):
        return self.filter(done=False)


@pghistory.track(model_name="MeetingPointHistory")
class MeetingPoint(Versioned):
    """One matter of a meeting. Facts and steps are kept as sentences: minutes tell how things stood then."""

    class Kind(models.TextChoices):
        NEW = "new", _("new referral")
        PROPOSAL = "proposal", _("home proposed")
        DECLINED = "declined", _("home declined")
        EXTENSION = "extension", _("planned exit near or gone by")
        REVIEW = "review", _("review of the life project")
        INCIDENT = "incident", _("incident")
        OTHER = "other", pgettext_lazy("point of a meeting", "other")

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="points", editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.OTHER, editable=False)
    household = models.ForeignKey(
        "beneficiaries.Household", models.PROTECT, null=True, blank=True, related_name="points", editable=False
    )
    referral = models.ForeignKey(Referral, models.PROTECT, null=True, blank=True, related_name="points", editable=False)
    title = models.CharField(_("what it is about"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    facts = models.CharField(max_length=400, blank=True, editable=False)
    discussion = models.TextField(_("what was said"), blank=True)
    decision = models.TextField(_("what was decided"), blank=True)
    steps_taken = models.TextField(blank=True, editable=False, help_text=_("one a line, written when it is closed"))
    done = models.BooleanField(_("settled"), default=False)
    is_left_out = models.BooleanField(default=False, editable=False)
    carried_from = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="carried_to", editable=False
    )
    times_carried = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = MeetingPointQuerySet.as_manager()

    class Meta:
        verbose_name = _("point of a meeting")
        verbose_name_plural = _("points of meetings")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "household"], name="point_and_household"),
            models.UniqueConstraint(
                fields=["meeting", "kind", "household"],
                condition=~Q(kind="other"),
                name="one_point_per_matter",
                violation_error_message=_("This is on the agenda already."),
            ),
            models.CheckConstraint(
                name="point_is_about_something",
                condition=Q(household__isnull=False) | ~Q(title=""),
                violation_error_message=_("Say what it is about."),
            ),
            models.CheckConstraint(
                name="point_of_a_referral_has_its_household",
                condition=Q(referral__isnull=True) | Q(household__isnull=False),
                violation_error_message=_("A point about a referral is its household's."),
            ),
        ]

    def __str__(self):
        return str(self.household) if self.household_id else self.title

    @property
    def is_touched(self):
        """Whether somebody wrote on it: what nobody has spoken of is neither settled nor open."""
        return bool(self.discussion or self.decision or self.done)
