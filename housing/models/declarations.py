"""Who hosts a foreigner says so to the Questura within 48 hours, in writing (art. 7 d.lgs. 286/1998)."""

from datetime import timedelta

import pghistory
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beneficiaries.countries import BEING_DETERMINED, NOT_ATTRIBUTABLE, CitizenshipGroup, citizenship_group
from beneficiaries.models import Person
from beneficiaries.models.access import WithUsQuerySet
from housing.models.homes import Unit
from housing.models.stays import Stay
from housing.models.uses import Occupant
from wemix.models.somebody import somebody
from wemix.versions import Versioned

WITHIN = timedelta(hours=48)
ALARM = timedelta(hours=24)  # before the end, when the coordinator is told too
AT_HOME_IN_EUROPE = {CitizenshipGroup.ITALIAN, CitizenshipGroup.EU, CitizenshipGroup.EEA}


def must_be_declared(person):
    """Known not to be European. Whose citizenship nobody wrote down is nobody that can be declared."""
    groups = {citizenship_group(code) for code in person.citizenships}
    unsettled = {BEING_DETERMINED, NOT_ATTRIBUTABLE} & set(person.citizenships)
    return bool(CitizenshipGroup.NON_EU in groups or unsettled) and not groups & AT_HOME_IN_EUROPE


def entered(nights, on):
    """Of these nights those of who sleeps in a home since this day, and slept elsewhere the night before.

    From bed to bed of one flat the address stays the same, also for who lives on there in a household that divided.
    """
    before = Occupant.objects.filter(
        human=OuterRef("human"),
        place_use__unit=OuterRef("place_use__unit"),
        place_use__is_cancelled=False,
        starts_on__lt=on,
        ends_on=on,
    )
    return nights.filter(~Exists(before), starts_on=on, place_use__is_cancelled=False)


def waits_for_somebody_sealed():
    """The condition that it is still to name who went under protection: who delivers it must read of all its guests."""
    nights = Occupant.objects.filter(place_use__stay=OuterRef("stay"), place_use__unit=OuterRef("unit"))
    nights = nights.filter(starts_on=OuterRef("since"), place_use__is_cancelled=False).exclude(ends_on=F("starts_on"))
    return Q(Exists(nights.filter(person__is_sealed=True)), delivered_at=None)


def sealed_people():
    return ArraySubquery(Person.objects.filter(is_sealed=True).values("pk"))


class HospitalityDeclarationQuerySet(WithUsQuerySet):
    host_path = "unit__building__host"

    def open_to(self, user):
        """The hosting team alone: the paper holds the address."""
        return super().open_to(user) if user.is_team else self.none()

    def _unsealed(self):
        """What was delivered is there for all who may read of somebody that it named."""
        named_no_other = Q(declared__overlap=sealed_people(), declared__contained_by=sealed_people())
        return ~(waits_for_somebody_sealed() | named_no_other)

    def of_somebody_sealed(self):
        return self.filter(waits_for_somebody_sealed() | Q(declared__overlap=sealed_people()))

    def to_deliver(self):
        return self.filter(delivered_at=None)

    def late(self):
        return self.to_deliver().filter(due_at__lt=timezone.now())

    def most_urgent_first(self):
        """What waits, the first due first; then what was delivered, the last first."""
        return self.order_by(F("delivered_at").desc(nulls_first=True), "due_at", "pk")


@pghistory.track(model_name="HospitalityDeclarationHistory")
class HospitalityDeclaration(Versioned):
    """One for each home that a stay takes, and for each day on which somebody enters it.

    Another one, where it comes out after the delivery that a guest had to be declared.
    """

    class How(models.TextChoices):
        PEC = "pec", _("by certified mail (PEC)")
        DESK = "desk", _("at the desk of the Questura")
        POST = "post", _("by registered letter")

    stay = models.ForeignKey(Stay, models.PROTECT, related_name="declarations")
    household = models.ForeignKey("beneficiaries.Household", models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("flat"), related_name="+")
    since = models.DateField(_("hosted since"))
    due_at = models.DateTimeField(_("to be delivered by"))
    delivered_at = models.DateTimeField(_("delivered on"), null=True, blank=True)
    delivered_by = somebody(null=True, blank=True)
    how = models.CharField(_("how it was delivered"), max_length=4, choices=How, blank=True)
    reference = models.CharField(
        _("reference"), max_length=60, blank=True, help_text=_("number of the receipt, if there is one")
    )

    declared = ArrayField(
        models.BigIntegerField(), default=list, editable=False
    )  # keys of whom the delivered one named

    objects = HospitalityDeclarationQuerySet.as_manager()

    class Meta:
        verbose_name = _("declaration of hospitality")
        verbose_name_plural = _("declarations of hospitality")
        ordering = ["due_at", "pk"]
        indexes = [
            models.Index(fields=["due_at"], name="declarations_to_deliver", condition=Q(delivered_at__isnull=True))
        ]
        constraints = [
            models.UniqueConstraint(fields=["id", "stay"], name="declaration_and_stay"),
            models.UniqueConstraint(
                fields=["stay", "unit", "since"],
                condition=Q(delivered_at=None),
                name="one_declaration_waits_per_home_and_day",
                violation_error_message=_("For this home and this day there is a declaration already."),
            ),
            models.CheckConstraint(
                name="delivered_says_who_and_how",
                condition=Q(delivered_at=None, delivered_by=None, how="")
                | (Q(delivered_at__isnull=False, delivered_by__isnull=False) & ~Q(how="")),
                violation_error_message=_("What is delivered says when, by whom and how."),
            ),
        ]

    def __str__(self):
        return _("Declaration of hospitality of %(day)s") % {"day": f"{self.since:%d/%m/%Y}"}

    @property
    def guests(self):
        """Whom it named; before its delivery, who began to sleep there that day and must be declared, minors too."""
        return self._guests_among(Person.objects.all())

    def guests_shown_to(self, user):
        """With their papers; who went under protection only to those who may read of them."""
        guests = self._guests_among(Person.objects.visible_to(user))
        prefetch_related_objects(guests, "permits", "documents")
        return guests

    def _guests_among(self, people):
        people = people.order_by("born_on", "pk")
        if self.delivered_at:
            return list(people.filter(pk__in=self.declared))
        here = Occupant.objects.filter(place_use__unit=self.unit_id, place_use__is_cancelled=False)
        since = entered(here.filter(place_use__stay__in=self.stay.lineage), self.since).values("human")
        own = here.filter(place_use__stay=self.stay_id, human__in=since)
        new = people.filter(nights__in=own).exclude(human__in=self.named_before)
        return [person for person in new.distinct() if must_be_declared(person)]

    @property
    def named_before(self):
        """Humans, in declarations of this home and day that were delivered, also before the household divided."""
        same = HospitalityDeclaration.objects.filter(stay__in=self.stay.lineage, unit=self.unit_id, since=self.since)
        keys = {key for keys in same.values_list("declared", flat=True) for key in keys}
        return Person.objects.filter(pk__in=keys).values("human")

    @property
    def mark(self):
        """How it is shown, and in words."""
        if self.delivered_at:
            return "ok", _("delivered")
        if self.due_at < timezone.now():
            return "bad", _("late")
        return "warn", _("to be delivered")
