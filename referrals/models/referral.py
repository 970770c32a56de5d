"""A referral: the request of a sending body that a hosting one weigh, and house, a household."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from beneficiaries.models import HouseholdMembership
from beneficiaries.models.access import HouseholdScopedQuerySet, WithUsQuerySet, named_worker_if_protected
from beneficiaries.vocabularies.ethos import Ethos
from beneficiaries.vocabularies.people import Answer
from beneficiaries.vocabularies.referral import NotEligibleReason, ReferralReason
from housing.models import Stay
from referrals.answers import PauseReason
from referrals.states import ENDED, NEUTRAL, OPEN, WITH_A_DECISION, WITH_A_STAY, State
from wemix.models import Organisation
from wemix.models.somebody import somebody
from wemix.periods import on
from wemix.versions import Versioned


class Urgency(models.IntegerChoices):
    """The band, set by a person with a reason and an end; the smaller comes first."""

    EMERGENCY = 1, _("emergency")
    HIGH = 2, _("high")
    PLANNED = 3, pgettext_lazy("urgency", "planned")


class ReferralQuerySet(HouseholdScopedQuerySet):
    def open_to(self, user):
        """The household's readers; hosting people only those referred to their body, once submitted.

        Who writes for a Polo that phoned reads her own draft.
        """
        rows = super().open_to(user)
        if not user.is_team:
            return rows
        return rows.filter(Q(submitted_at__isnull=False) | Q(written_by=user), host=user.organisation_id)

    def figures_of(self, body):
        """Every submitted referral of a body's figures, whoever looks: totals and pseudonymised rows only.

        Of a household that divided the one request is counted once.
        """
        return self.filter(Q(host=body) | Q(sender=body), submitted_at__isnull=False, branch_of__isnull=True)

    def sent(self):
        return self.filter(submitted_at__isnull=False)

    def open(self):
        return self.filter(state__in=OPEN)

    def waiting(self):
        return self.filter(state=State.WAITING)

    def parked(self):
        """On pause today: their place in the order is kept, and nothing is proposed to them."""
        return self.filter(parked_until__gt=timezone.localdate())

    def not_parked(self):
        """From the day on which the pause ends they count again."""
        return self.filter(Q(parked_until__isnull=True) | Q(parked_until__lte=timezone.localdate()))

    def requests(self):
        """What each of them asks of the matcher: light rows, for thousands of them."""
        asked = ("urgency", "waiting_since", "needed_from", "planned_days")
        return self.order_by().values_list("pk", "household_id", "sender_id", *asked, named=True)

    def in_order(self):
        """The published order: band, then people housed, then days waiting; ties by number."""
        return self.with_people().order_by("urgency", "-people", F("waiting_since").asc(nulls_last=True), "pk")

    def with_state_since(self):
        """`state_since`: when the last step was taken, or the draft begun."""
        steps = ReferralEvent.objects.filter(referral=models.OuterRef("pk")).order_by("-at", "-pk")
        return self.annotate(
            state_since=models.functions.Coalesce(models.Subquery(steps.values("at")[:1]), F("written_at"))
        )

    def as_told_to(self, user):
        """`told_state` and `told_urgency`, to sort by: empty where this reader may not know them (state_for)."""
        hidden = models.Q(submitted_at__isnull=False) & ~named_worker_if_protected(user)
        unknown = [models.When(hidden, then=None)] if user.is_social_worker else []
        return self.annotate(
            told_state=models.Case(*unknown, default=F("state")),
            told_urgency=models.Case(*unknown, default=F("urgency")),
        )

    def with_people(self):
        members = HouseholdMembership.objects.filter(
            on(timezone.localdate()), household=models.OuterRef("household_id")
        )
        count = members.order_by().values("household").annotate(n=models.Count("pk")).values("n")
        return self.annotate(people=models.functions.Coalesce(models.Subquery(count), 0))


class OfReferralQuerySet(WithUsQuerySet):
    """Rows of a referral that tell what moved: for its own host, and those whom the sender's rows are for."""

    host_path = "referral__host"


@pghistory.track(model_name="ReferralHistory")
class Referral(Versioned):
    household = models.ForeignKey("beneficiaries.Household", models.PROTECT, related_name="referrals")
    sender = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("sending body"), related_name="referrals_sent"
    )
    host = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("hosting body"), related_name="referrals_received"
    )
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.DRAFT, editable=False)
    written_by = somebody()
    written_at = models.DateTimeField(auto_now_add=True)
    on_behalf = models.BooleanField(_("registered by the host for a Polo that phoned"), default=False, editable=False)

    # What the sender says
    main_reason = models.CharField(_("main reason"), max_length=24, choices=ReferralReason, blank=True)
    other_reasons = ArrayField(
        models.CharField(max_length=24, choices=ReferralReason),
        verbose_name=_("other reasons"),
        default=list,
        blank=True,
    )
    story = models.TextField(_("what happened"), blank=True, help_text=_("Only what is needed to weigh the request."))
    sleeps_now = models.CharField(_("where they sleep now"), max_length=200, blank=True)
    ethos = models.CharField(_("housing situation (ETHOS)"), max_length=4, choices=Ethos, blank=True)
    ethos_since = models.DateField(_("since"), null=True, blank=True)
    deadline_on = models.DateField(
        _("must leave by"), null=True, blank=True, help_text=_("eviction, end of a project…")
    )
    needed_from = models.DateField(_("a home is needed from"), null=True, blank=True)
    planned_days = models.PositiveSmallIntegerField(_("planned stay, in days"), null=True, blank=True)
    service_keeps = models.TextField(_("what the service goes on doing"), blank=True)
    hypothesis = models.TextField(_("first idea of a life project"), blank=True)
    notice_on = models.DateField(_("privacy notice given on"), null=True, blank=True)
    agreement = models.CharField(
        _("the person agrees to the referral"), max_length=10, choices=Answer, default=Answer.UNKNOWN
    )

    # What the team says
    urgency = models.PositiveSmallIntegerField(_("urgency"), choices=Urgency, default=Urgency.PLANNED)
    urgency_reason = models.CharField(_("why this urgency"), max_length=200, blank=True)
    urgency_until = models.DateField(_("until"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("sent at"), null=True, blank=True, editable=False)
    waiting_since = models.DateField(_("waiting since"), null=True, blank=True, editable=False)
    decided_by = somebody(null=True, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True, editable=False)
    not_eligible_reason = models.CharField(
        _("why not eligible"), max_length=24, choices=NotEligibleReason, blank=True, editable=False
    )
    parked_until = models.DateField(_("on pause until"), null=True, blank=True, editable=False)
    parked_reason = models.CharField(_("why on pause"), max_length=24, choices=PauseReason, blank=True, editable=False)
    stay = models.OneToOneField(Stay, models.PROTECT, null=True, blank=True, related_name="referral", editable=False)
    branch_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="branches",
        editable=False,
        help_text=_("of a household that divided: no new request, and counted as none"),
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        ordering = ["-submitted_at", "-pk"]
        indexes = [models.Index(fields=["host", "state"], name="queue_of_host")]
        constraints = [
            models.UniqueConstraint(fields=["id", "household"], name="referral_and_household"),
            models.UniqueConstraint(
                fields=["household", "host"],
                condition=Q(state__in=OPEN),
                name="one_open_referral_per_host",
                violation_error_message=_("This household has an open referral to this body already."),
            ),
            models.CheckConstraint(
                name="referral_state_is_known",
                condition=Q(state__in=State.values),
                violation_error_message=_("This state does not exist."),
            ),
            models.CheckConstraint(
                name="sent_referral_says_when",
                condition=Q(state__in=[State.DRAFT, State.WITHDRAWN]) | Q(submitted_at__isnull=False),
                violation_error_message=_("A referral that was sent says when."),
            ),
            models.CheckConstraint(
                name="sent_referral_has_the_five",
                condition=Q(submitted_at__isnull=True)
                | (~Q(main_reason="") & ~Q(sleeps_now="") & Q(notice_on__isnull=False)),
                violation_error_message=_(
                    "To send it: a reason, where they sleep now, and the day when the privacy notice was given."
                ),
            ),
            models.CheckConstraint(
                name="decision_says_who_and_when",
                condition=Q(decided_by__isnull=True, decided_at__isnull=True)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                violation_error_message=_("A decision says who took it, and when."),
            ),
            models.CheckConstraint(
                name="decided_state_has_a_decision",
                condition=~Q(state__in=WITH_A_DECISION) | Q(decided_by__isnull=False),
                violation_error_message=_("A person decides: say who, and when."),
            ),
            models.CheckConstraint(
                name="waiting_says_since_when",
                condition=~Q(state__in=[State.WAITING, State.PROPOSED]) | Q(waiting_since__isnull=False),
                violation_error_message=_("Who waits has a day since when."),
            ),
            models.CheckConstraint(
                name="not_eligible_has_a_reason",
                condition=Q(state=State.NOT_ELIGIBLE) & ~Q(not_eligible_reason="")
                | ~Q(state=State.NOT_ELIGIBLE) & Q(not_eligible_reason=""),
                violation_error_message=_("Not eligible: say why."),
            ),
            models.CheckConstraint(
                name="pause_says_until_when_and_why",
                condition=Q(parked_until__isnull=True, parked_reason="")
                | (Q(parked_until__isnull=False) & ~Q(parked_reason="")),
                violation_error_message=_("A pause says until when, and why."),
            ),
            models.CheckConstraint(
                name="on_pause_while_waiting",
                condition=Q(parked_until__isnull=True) | Q(state=State.WAITING),
                violation_error_message=_("Only who is on the waiting list is on pause."),
            ),
            models.CheckConstraint(
                name="housed_has_a_stay",
                condition=~Q(state__in=WITH_A_STAY) | Q(stay__isnull=False),
                violation_error_message=_("A household that was accepted or housed has its stay."),
            ),
            models.CheckConstraint(
                name="emergency_says_why",
                condition=Q(urgency=Urgency.PLANNED) | (~Q(urgency_reason="") & Q(urgency_until__isnull=False)),
                violation_error_message=_("An urgency above the planned one has a reason and an end."),
            ),
        ]

    def __str__(self):
        return _("Referral %(number)s") % {"number": self.pk}

    @property
    def is_open(self):
        return self.state not in ENDED

    @property
    def is_parked(self):
        return self.parked_until is not None and self.parked_until > timezone.localdate()

    def is_hidden_from(self, user):
        """Sent for a protected household: where it stands is not for this reader."""
        return bool(self.submitted_at) and self.household.is_hidden_from(user)

    def state_for(self, user):
        """The state in words, as this reader may know it."""
        return NEUTRAL if self.is_hidden_from(user) else self.get_state_display()


class ReferralEvent(models.Model):
    """One step taken: from where to where, by whom, when, and why. Part of the case, shown to its readers."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="events")
    household = models.ForeignKey("beneficiaries.Household", models.PROTECT, related_name="+")
    step = models.CharField(_("step"), max_length=24)
    from_state = models.CharField(pgettext_lazy("state", "from"), max_length=16, choices=State, blank=True)
    to_state = models.CharField(pgettext_lazy("state", "to"), max_length=16, choices=State)
    reason = models.CharField(_("reason"), max_length=32, blank=True)
    note = models.CharField(_("note"), max_length=400, blank=True)
    by = somebody()
    at = models.DateTimeField(_("at"), default=timezone.now)

    objects = OfReferralQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a referral")
        verbose_name_plural = _("steps of referrals")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.step} → {self.to_state}"
