"""A household and a place put together by a person, as things stood then."""

from datetime import timedelta

import pghistory
from django.db import models
from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from housing.models import Place, PlaceUse, home_of
from referrals.answers import DeclineReason, TakeBackReason
from referrals.models.referral import OfReferralQuerySet, Referral
from wemix.models.somebody import somebody
from wemix.versions import Versioned

HASTY = 10  # seconds: who proposed sooner has not read the reasons
LATELY = timedelta(days=30)


class ProposalQuerySet(OfReferralQuerySet):
    def figures_of(self, body):
        """Every proposal of a body's figures, whoever looks: for totals only."""
        return self.filter(Q(referral__host=body) | Q(referral__sender=body))

    def open(self):
        return self.filter(outcome=Proposal.Outcome.OPEN)

    def with_places(self):
        """With all the places of each, and their flats."""
        more = ProposedBed.objects.select_related("hold__place__unit__building").order_by("pk")
        return self.select_related("place__unit__building").prefetch_related(Prefetch("more_beds", more))

    def haste(self):
        """How many of the last month's were made unread, of how many whose reading was measured."""
        lately = self.filter(proposed_at__gt=timezone.now() - LATELY, seconds_read__isnull=False)
        return lately.aggregate(all=models.Count("pk"), hasty=models.Count("pk", filter=Q(seconds_read__lt=HASTY)))


class OfProposalQuerySet(OfReferralQuerySet):
    host_path = "proposal__referral__host"


@pghistory.track(model_name="ProposalHistory")
class Proposal(Versioned):
    """A whole flat, or a bed of a shared one and as many more beds of it as the household needs.

    Verdicts and points are frozen by ids and codes (referrals.matching.snapshot). Its end is a task.
    """

    class Outcome(models.TextChoices):
        OPEN = "open", _("waiting for an answer")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined by the household")
        CANCELLED = "cancelled", _("taken back by the team")

    class Why(models.TextChoices):
        BEST_FIT = "BEST_FIT", _("The best of those that fit")
        ONLY_ONE = "ONLY_ONE", _("The only one that fits")
        WAITED_LONGEST = "WAITED_LONGEST", _("They have waited longest")
        URGENT = "URGENT", _("They can't wait any longer")
        NEARBY = "NEARBY", _("Near school, work or family")
        THEIR_WISH = "THEIR_WISH", _("What the household asked for")
        OTHER = "OTHER", _("Something else")

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="proposals")
    household = models.ForeignKey("beneficiaries.Household", models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, verbose_name=_("place"), related_name="proposals")
    hold = models.OneToOneField(
        PlaceUse, models.SET_NULL, null=True, blank=True, related_name="proposal", editable=False
    )
    reserve = models.ForeignKey(
        Referral,
        models.PROTECT,
        verbose_name=_("reserve"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Who comes next, should this fall through."),
    )
    entry_on = models.DateField(_("entry"))
    held_until = models.DateField(
        _("held until"), help_text=_("On this day somebody must decide: nothing lapses by itself.")
    )
    why_code = models.CharField(_("why this one"), max_length=24, choices=Why, blank=True)
    why = models.CharField(_("in your own words"), max_length=300, blank=True)
    override_reason = models.CharField(
        _("why in spite of this"),
        max_length=300,
        blank=True,
        help_text=_("What a rule said against it, and why it was weighed otherwise."),
    )
    seconds_read = models.PositiveIntegerField(
        _("seconds that the page was read"), null=True, editable=False, help_text=_("before the home was proposed")
    )
    assessed = models.JSONField(_("as it was weighed"), default=dict, editable=False)
    outcome = models.CharField(_("answer"), max_length=10, choices=Outcome, default=Outcome.OPEN, editable=False)
    decline_reason = models.CharField(_("reason"), max_length=24, choices=DeclineReason, blank=True)
    take_back_reason = models.CharField(_("reason"), max_length=24, choices=TakeBackReason, blank=True)
    answer_note = models.CharField(_("note"), max_length=300, blank=True)
    proposed_by = somebody()
    proposed_at = models.DateTimeField(auto_now_add=True)
    answered_by = somebody(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "household"], name="proposal_and_household"),
            models.UniqueConstraint(
                fields=["referral"],
                condition=Q(outcome="open"),
                name="one_open_proposal",
                violation_error_message=_("This referral has an open proposal."),
            ),
            models.CheckConstraint(
                name="answer_says_who_and_when",
                condition=Q(outcome="open", answered_by__isnull=True, answered_at__isnull=True)
                | (~Q(outcome="open") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                violation_error_message=_("An answer says who recorded it, and when."),
            ),
            models.CheckConstraint(
                name="declined_says_why",
                condition=~Q(outcome="declined") | ~Q(decline_reason=""),
                violation_error_message=_("Declined: pick a reason."),
            ),
            models.CheckConstraint(
                name="taken_back_says_why",
                condition=~Q(outcome="cancelled") | ~Q(take_back_reason=""),
                violation_error_message=_("Taken back: pick a reason."),
            ),
        ]

    def __str__(self):
        return f"{self.place} → {self.household_id}"

    @property
    def places(self):
        return [self.place, *(bed.hold.place for bed in self.more_beds.all())]

    @property
    def home(self):
        """In words: the flat, the bed, or so many beds of the flat."""
        return home_of(self.places)

    @property
    def holds(self):
        return [hold for hold in (self.hold, *(bed.hold for bed in self.more_beds.all())) if hold]

    @property
    def answer_reason(self):
        """Why not, in words: the household's reason or the team's."""
        return self.get_decline_reason_display() or self.get_take_back_reason_display()


class ProposedBed(models.Model):
    """One more bed of the same flat, held like the first: a trigger (migration) holds that it is one."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="more_beds")
    household = models.ForeignKey("beneficiaries.Household", models.PROTECT, related_name="+")
    hold = models.OneToOneField(PlaceUse, models.PROTECT, related_name="proposed_bed")

    objects = OfProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposed bed")
        verbose_name_plural = _("proposed beds")

    def __str__(self):
        return f"{self.hold_id} → {self.proposal_id}"
