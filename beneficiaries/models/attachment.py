"""Papers of a household, or of one of its people, as files; some have a day through which they are valid."""

from datetime import timedelta

import pghistory
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from beneficiaries.models.access import HouseholdScopedQuerySet, named_worker_if_protected
from beneficiaries.vocabularies.papers import AttachmentKind
from wemix import sockets
from wemix.models import Organisation, StoredFile
from wemix.versions import Versioned

SOON = timedelta(days=30)
AHEAD = timedelta(days=60)
WHOSE = Coalesce("person", 0)  # 0: the whole household's


class AttachmentQuerySet(HouseholdScopedQuerySet):
    def open_to(self, user):
        """Those of one's own body, and what the others share; never another host what a host shares.

        Of a protected household a colleague of the sender sees only her own: the rest may tell where it is.
        """
        rows = super().open_to(user)
        shared = Q(readers=Attachment.Readers.FILE)
        if user.is_social_worker:
            rows = rows.filter(named_worker_if_protected(user) | Q(uploaded_by=user))
        else:
            shared &= ~Q(organisation__kind=Organisation.Kind.HOSTING)
        return rows.filter(Q(organisation=user.organisation_id) | shared)

    def _unsealed(self):
        """Also where it is of nobody alone: what it shows is known to the floor whose paper it is."""
        unsealed = super()._unsealed()
        for keys in sockets.sealed_papers.gather():
            unsealed &= ~Q(pk__in=keys)
        return unsealed

    def shared(self):
        """What may go with a referral: both sides read it, and it is not the host's own."""
        return self.filter(readers=Attachment.Readers.FILE, organisation__kind=Organisation.Kind.SENDING)

    def expiring_by(self, day):
        """Valid through this day at most, and not followed by one that is valid for longer."""
        longer = Attachment.objects.alias(whose=WHOSE).filter(
            household=OuterRef("household"),
            whose=OuterRef("whose"),
            kind=OuterRef("kind"),
            expires_on__gt=OuterRef("expires_on"),
        )
        return self.alias(whose=WHOSE).filter(expires_on__lte=day).exclude(Exists(longer))


@pghistory.track(model_name="AttachmentHistory")
class Attachment(Versioned, StoredFile):
    class Readers(models.TextChoices):
        FILE = "file", _("who reads the household's file")
        TEAM = "team", _("only my own body")

    household = models.ForeignKey("beneficiaries.Household", models.CASCADE, related_name="attachments")
    person = models.ForeignKey(
        "beneficiaries.Person",
        models.CASCADE,
        verbose_name=_("whose"),
        null=True,
        blank=True,
        related_name="attachments",
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=AttachmentKind)
    title = models.CharField(_("title"), max_length=120, blank=True)
    description = models.CharField(_("note"), max_length=300, blank=True)
    dated = models.DateField(_("date of the paper"), null=True, blank=True)
    expires_on = models.DateField(_("valid through"), null=True, blank=True)
    readers = models.CharField(
        pgettext_lazy("paper", "who may read it"), max_length=4, choices=Readers, default=Readers.FILE
    )

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        ordering = ["-uploaded_at", "-pk"]
        indexes = [
            models.Index(fields=["household", "-uploaded_at"], name="papers_of_household"),
            models.Index(fields=["expires_on"], name="papers_that_expire", condition=Q(expires_on__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["id", "household"], name="attachment_and_household"),
            models.CheckConstraint(
                name="paper_expires_after_its_date",
                condition=Q(dated__isnull=True) | Q(expires_on__isnull=True) | Q(expires_on__gte=F("dated")),
                violation_error_message=_("It would have expired before it was made: look at the two dates."),
            ),
        ]

    def __str__(self):
        return self.title or self.get_kind_display()

    @property
    def file_name(self):
        """On the reader's disk, which others may see: no name, no title."""
        return _("paper-%(number)s") % {"number": self.pk}

    @property
    def validity(self):
        """(how it is shown, in words) where its end is near or past; None otherwise. Valid through its day."""
        if self.expires_on is None:
            return None
        left = (self.expires_on - timezone.localdate()).days
        if left < 0:
            return "bad", _("expired")
        if left > AHEAD.days:
            return None
        words = ngettext("expires in %(days)s day", "expires in %(days)s days", left) % {"days": left}
        return "warn" if left <= SOON.days else "wait", words if left else _("expires today")

    def can_be_changed_by(self, user):
        """The side that brought it: a household that passed to another body took the sender's papers with it."""
        if not self.household.can_be_changed_by(user):
            return False
        return self.organisation_id == user.organisation_id or (user.is_social_worker and not self.organisation.is_host)
