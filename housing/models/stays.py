"""A household's time with us, from the plan to the way out."""

from datetime import timedelta
from itertools import groupby

import pghistory
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beneficiaries.models.access import WithUsQuerySet, denied
from beneficiaries.vocabularies.exits import SECRET_DESTINATIONS, ExitDestination, ExitReason
from housing.models.days import days_since_2000
from housing.models.homes import home_of
from housing.models.planned_exits import PlannedExit
from housing.models.uses import PlaceUse
from wemix.access import Role
from wemix.models import Organisation
from wemix.models.somebody import somebody
from wemix.periods import beyond
from wemix.versions import Versioned

NEAR = 60  # days before the planned exit: time to find a home, or to ask for an extension


class StayQuerySet(WithUsQuerySet):
    host_path = "host"

    def open_to(self, user):
        """Who reads the file; of a protected household only the named worker among the senders.

        The custodian holds the keys, and sees who sleeps where, protected people too.
        """
        if user.role == Role.CUSTODIAN:
            return self.filter(Q(host=user.organisation_id) & ~denied(user))
        return super().open_to(user)

    def figures_of(self, body):
        """Every stay of a body's figures, whoever looks: for totals and pseudonymised rows only."""
        return self.filter(Q(host=body) | Q(household__organisation=body))

    def running(self):
        return self.filter(state=Stay.State.RUNNING)

    def open(self):
        """Planned, or running."""
        return self.filter(state__in=[Stay.State.PLANNED, Stay.State.RUNNING])

    def displaced(self):
        """Entries that wait for another place or day: whoever lives in their home stays on."""
        return self.filter(displaced_at__isnull=False)

    def beyond(self, day):
        """Running past their planned exit."""
        return self.running().filter(planned_until__lt=day)

    def exit_gone_by(self, day):
        """The confirmed exit has come, and nobody has written that they left."""
        kept = PlaceUse.objects.holding().filter(beyond(day), stay=OuterRef("pk"))
        return self.running().filter(~Exists(kept))

    def taking_place(self):
        return self.exclude(state=Stay.State.CANCELLED)

    def with_places(self):
        """With the places of each in turn: whoever sees a stay may know where it is."""
        uses = PlaceUse.objects.holding().exclude(ends_on=F("starts_on")).order_by("starts_on", "pk")
        return self.prefetch_related(
            Prefetch("uses", uses.select_related("place__unit__building"), to_attr="places_in_turn")
        )


@pghistory.track(model_name="StayHistory")
class Stay(Versioned):
    """Planned, then running from the keys on, then ended; or cancelled, when nobody came."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        RUNNING = "running", _("running")
        ENDED = "ended", _("ended")
        CANCELLED = "cancelled", _("cancelled")

    household = models.ForeignKey("beneficiaries.Household", models.PROTECT, related_name="stays")
    host = models.ForeignKey(Organisation, models.PROTECT, verbose_name=_("hosting body"), related_name="stays")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)
    planned_from = models.DateField(_("planned entry"))
    planned_until = models.DateField(_("planned exit"), null=True, blank=True, help_text=_("a forecast, not an exit"))
    started_on = models.DateField(_("entered on"), null=True, blank=True)
    ended_on = models.DateField(_("left on"), null=True, blank=True)
    exit_reason = models.CharField(_("reason for leaving"), max_length=24, choices=ExitReason, blank=True)
    destination = models.CharField(_("destination"), max_length=24, choices=ExitDestination, blank=True)
    continues = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="continued_by",
        editable=False,
        help_text=_("of a household that divided: its people lived here already, and this is no entry"),
    )
    displaced_at = models.DateTimeField(
        _("displaced at"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("whoever lives in the home stays on: another place or day is to be found"),
    )
    planned_by = somebody()
    planned_at = models.DateTimeField(auto_now_add=True)

    objects = StayQuerySet.as_manager()

    class Meta:
        verbose_name = _("stay")
        verbose_name_plural = _("stays")
        ordering = ["-planned_from", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "household"], name="stay_and_household"),
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(state__in=["planned", "running"]),
                name="one_open_stay",
                violation_error_message=_("This household has a planned or running stay."),
            ),
            models.CheckConstraint(
                name="stay_state_has_its_dates",
                condition=Q(state="planned", started_on__isnull=True, ended_on__isnull=True)
                | Q(state="running", started_on__isnull=False, ended_on__isnull=True)
                | (
                    Q(state="ended", started_on__isnull=False, ended_on__isnull=False)
                    & ~Q(exit_reason="")
                    & ~Q(destination="")
                )
                | Q(state="cancelled", started_on__isnull=True, ended_on__isnull=True),
                violation_error_message=_(
                    "A running stay has its first day; an ended one its last, a reason and a destination."
                ),
            ),
            models.CheckConstraint(
                name="stay_ends_after_it_starts",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                violation_error_message=_("The day of leaving comes before the day of entering."),
            ),
            models.CheckConstraint(
                name="stay_plan_ends_after_it_starts",
                condition=Q(planned_until__isnull=True) | Q(planned_until__gte=F("planned_from")),
                violation_error_message=_("The planned exit comes before the planned entry."),
            ),
            days_since_2000("stay_since_2000", "planned_from", "started_on", "ended_on"),
            models.CheckConstraint(
                name="only_an_entry_is_displaced",
                condition=Q(displaced_at__isnull=True) | Q(state="planned"),
                violation_error_message=_("Only an entry that is planned can be displaced."),
            ),
        ]

    def __str__(self):
        return f"{self.get_state_display()} {self.first_day:%d/%m/%Y}"

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        PlannedExit.note(self)

    def get_absolute_url(self):
        return reverse("housing:stay", args=[self.pk])

    @property
    def lineage(self):
        """It, and those that it continues: of a household that divided."""
        return [self, *(self.continues.lineage if self.continues_id else [])]

    @property
    def first_day(self):
        return self.started_on or self.planned_from

    def nights_until(self, day):
        """Nights slept before this day: in on 30/01, out on 02/02 is three."""
        if self.started_on is None:
            return 0
        return max((min(self.ended_on or day, day) - self.started_on).days, 0)

    @property
    def nights(self):
        return self.nights_until(timezone.localdate())

    @property
    def left_for(self):
        """Where to, and what that exit counts as; of a secret place neither."""
        to = ExitDestination(self.destination)
        return to.told if to in SECRET_DESTINATIONS else f"{to.told} · {to.outcome.label.lower()}"

    @property
    def places_now(self):
        """Today's places, else the last ones; of a row fetched with_places()."""
        today = timezone.localdate()
        uses = [use for use in self.places_in_turn if use.holds(today)] or (self.uses_in_turn or [[]])[-1]
        return [use.place for use in uses]

    @property
    def home(self):
        """In words; empty where it has none."""
        return home_of(self.places_now)

    @property
    def uses_in_turn(self):
        """One home after the other: the places that it took together, from the same day to the same day."""
        return [list(uses) for _, uses in groupby(self.places_in_turn, key=lambda use: (use.starts_on, use.ends_on))]

    @property
    def homes_in_turn(self):
        """(the home in words, a use of it)"""
        return [(home_of([use.place for use in uses]), uses[0]) for uses in self.uses_in_turn]

    @property
    def confirmed_exit(self):
        """The day from which its home is given free, while somebody still lives there; None: no end in sight."""
        ends = [use.ends_on for use in self.uses.holding()]
        return None if self.state != self.State.RUNNING or None in ends else max(ends, default=None)

    @property
    def exit_is_near(self):
        soon = timezone.localdate() + timedelta(days=NEAR)
        return self.planned_until is not None and self.planned_until < soon

    @property
    def is_overstay(self):
        until = self.planned_until
        return self.state == self.State.RUNNING and until is not None and until < timezone.localdate()
