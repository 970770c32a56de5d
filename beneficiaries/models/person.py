"""A person, as one body knows them: names, birth, citizenships, telephones, identifiers."""

import uuid
from datetime import date, timedelta

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Func, Q, Value
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beneficiaries.models.access import HouseholdScopedQuerySet
from beneficiaries.phones import spoken
from beneficiaries.vocabularies import CodeKind, OverrideReason
from beneficiaries.vocabularies.people import Answer, BirthDatePrecision, Gender, Sex
from beneficiaries.vocabularies.skills import Education, Employment, ItalianLevel, School
from wemix.models import Organisation
from wemix.versions import Versioned

OF_AGE = 18


def full_years(born_on, day):
    """None when the birth date is not known."""
    if born_on is None:
        return None
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def born_by(day, years):
    """The last day on which somebody was born who on this day is so many years old."""
    last_of_february = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - years, day=28 if last_of_february else day.day)


class PersonQuerySet(HouseholdScopedQuerySet):
    seal_path = "is_sealed"

    def named_like(self, text):
        """Names that hold every word typed, in any order, accents and capitals apart."""
        rows = self
        for word in text.split()[:6]:
            rows = rows.filter(
                search__contains=Func(Value(word), function="wemix_fold", output_field=models.TextField())
            )
        return rows

    def of_unknown_secrecy(self):
        """Members of whom nobody knows whether their address must stay secret. A child's is that of the grown-ups."""
        grown_up = Q(born_on=None) | Q(born_on__lte=born_by(timezone.localdate(), OF_AGE))
        answers = grown_up | Q(memberships__is_head=True)
        return self.filter(answers, address_secret=None, memberships__ends_on=None)


@pghistory.track(model_name="PersonHistory", exclude=["search"])
class Person(Versioned):
    """One human, in the file of one household. `human` is shared by the rows that a coordinator linked."""

    household = models.ForeignKey(
        "beneficiaries.Household", models.CASCADE, verbose_name=_("household"), related_name="people"
    )
    human = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    first_name = models.CharField(_("first name"), max_length=80, blank=True)
    last_name = models.CharField(_("last name"), max_length=80)
    born_on = models.DateField(_("birth date"), null=True, blank=True)
    birth_precision = models.CharField(
        _("how sure the birth date is"), max_length=20, choices=BirthDatePrecision, default=BirthDatePrecision.EXACT
    )
    sex = models.CharField(_("sex as registered"), max_length=1, choices=Sex, blank=True)
    gender = models.CharField(_("gender as lived"), max_length=20, choices=Gender, blank=True)
    birth_country = models.CharField(_("country of birth"), max_length=3, blank=True)
    birth_place = models.CharField(_("place of birth"), max_length=80, blank=True)
    citizenships = ArrayField(models.CharField(max_length=3), verbose_name=_("citizenships"), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=3), verbose_name=_("languages"), default=list, blank=True)
    needs_interpreter = models.CharField(_("needs a mediator"), max_length=10, choices=Answer, default=Answer.UNKNOWN)
    italian = models.CharField(_("Italian"), max_length=12, choices=ItalianLevel, blank=True)
    education = models.CharField(_("education"), max_length=24, choices=Education, blank=True)
    school = models.PositiveSmallIntegerField(_("school attended"), choices=School, null=True, blank=True)
    school_name = models.CharField(_("which school"), max_length=120, blank=True)
    employment = models.CharField(_("employment"), max_length=24, choices=Employment, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    address_secret = models.BooleanField(
        _("the address must stay secret"),
        null=True,  # nobody knows yet: it comes back as a question
        default=None,
        help_text=_("Violence, trafficking, threats: where this person lives is shown only to those who must know."),
    )
    is_sealed = models.BooleanField(
        default=False,
        editable=False,
        help_text=_("went under protection: what was written of them here is read by the coordinator alone"),
    )
    search = models.GeneratedField(
        expression=Func(Concat("last_name", Value(" "), "first_name"), function="wemix_fold"),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["last_name", "first_name", "pk"]
        indexes = [GinIndex(fields=["search"], name="person_search", opclasses=["gin_trgm_ops"])]
        constraints = [
            models.UniqueConstraint(fields=["id", "household"], name="person_and_household"),
            models.UniqueConstraint(fields=["id", "human"], name="person_and_human"),
            models.CheckConstraint(
                name="people_have_a_name",
                condition=~Q(last_name=""),
                violation_error_message=_("Write at least one name: if there is only one, here."),
            ),
        ]

    def __str__(self):
        return f"{self.last_name} {self.first_name}".strip()

    @property
    def born(self):
        """The birth date in words, without a day that nobody knows: it would be copied as if it were one."""
        if self.born_on is None:
            return ""
        only_year = self.birth_precision == BirthDatePrecision.YEAR
        return f"{self.born_on:%Y}" if only_year else f"{self.born_on:%d/%m/%Y}"

    def age_on(self, day):
        return full_years(self.born_on, day)

    def birthday(self, years):
        """The day on which this person is so many years old; who was born on 29/02, on 01/03."""
        born = self.born_on
        if born is None:
            return None
        if (born.month, born.day) == (2, 29):
            return date(born.year + years, 2, 28) + timedelta(days=1)
        return born.replace(year=born.year + years)

    @property
    def age(self):
        return self.age_on(timezone.localdate())

    @property
    def current_permit(self):
        """Of a row fetched with its permits."""
        return next((permit for permit in self.permits.all() if permit.is_current), None)

    def is_minor_on(self, day):
        age = self.age_on(day)
        return age is not None and age < OF_AGE

    @property
    def is_minor(self):
        return self.is_minor_on(timezone.localdate())

    def is_sealed_from(self, user):
        """As the rows of this person say it. The custodian knows who slept where, and signs for it."""
        return self.is_sealed and user.is_case_worker and not user.is_coordinator


@pghistory.track(model_name="PhoneHistory")
class Phone(models.Model):
    person = models.ForeignKey(Person, models.CASCADE, related_name="phones")
    household = models.ForeignKey("beneficiaries.Household", models.CASCADE, related_name="+")
    number = models.CharField(_("telephone"), max_length=20, help_text=_("with the country's prefix: E.164"))
    is_safe = models.CharField(_("safe to call"), max_length=10, choices=Answer, default=Answer.UNKNOWN)
    note = models.CharField(_("note"), max_length=120, blank=True)

    objects = HouseholdScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("telephone")
        verbose_name_plural = _("telephones")
        ordering = ["pk"]

    def __str__(self):
        return spoken(self.number)


class IdentifierQuerySet(HouseholdScopedQuerySet):
    def current(self):
        return self.filter(replaced_on__isnull=True)


@pghistory.track(model_name="IdentifierHistory")
class Identifier(models.Model):
    """A codice fiscale, a provisional or health code: each with its time, replaced but never overwritten."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="identifiers")
    household = models.ForeignKey("beneficiaries.Household", models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=20, choices=CodeKind)
    value = models.CharField(_("code"), max_length=16)
    since = models.DateField(_("since"), default=timezone.localdate)
    replaced_on = models.DateField(_("replaced on"), null=True, blank=True)
    override = models.CharField(_("why it differs"), max_length=30, choices=OverrideReason, blank=True)

    objects = IdentifierQuerySet.as_manager()

    class Meta:
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "value"],
                condition=Q(replaced_on__isnull=True),
                name="one_person_per_code",
                violation_error_message=_("Your organisation knows another person with this code."),
            ),
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(replaced_on__isnull=True),
                name="one_code_of_a_kind_at_a_time",
                violation_error_message=_("This person has a code of this kind already."),
            ),
        ]

    def __str__(self):
        return self.value
