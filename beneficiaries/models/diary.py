"""The diary: what happened, with whom, and who may read it.

An entry is signed by being written: a trigger refuses to alter it, and what is to be put right is an addendum.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beneficiaries.models.access import HouseholdScopedQuerySet, named_worker_if_protected
from beneficiaries.vocabularies.incidents import Called, Harm
from wemix.access import Role
from wemix.models import Organisation
from wemix.models.somebody import somebody
from wemix.terms import Vocabulary


class DiaryQuerySet(HouseholdScopedQuerySet):
    def open_to(self, user):
        """The author and the coordinator; colleagues of the same body; the other side what was shared with it,
        and never another host what a host shares with the sender.

        Of a protected household a colleague of the sender reads only her own: the rest would tell where it is.
        An incident is its author's and the coordinators' by a constraint: its `readers` can be nothing else.
        """
        rows = super().open_to(user)
        if user.is_social_worker:
            rows = rows.filter(named_worker_if_protected(user) | Q(by=user))
        else:
            rows = rows.exclude(~Q(organisation=user.organisation_id), organisation__kind=Organisation.Kind.HOSTING)
        if user.role == Role.COORDINATOR:
            return rows.filter(Q(organisation=user.organisation_id) | Q(readers=DiaryEntry.Readers.SENDER))
        return rows.filter(
            Q(by=user)
            | Q(readers=DiaryEntry.Readers.TEAM, organisation=user.organisation_id)
            | Q(readers=DiaryEntry.Readers.SENDER)
        )

    def figures_of(self, body):
        """A body's own entries, whoever looks: for totals that name nobody."""
        return self.filter(organisation=body)

    def with_what_belongs(self):
        """As it is read: who reads a note reads what was added to it, and opens its files."""
        return self.select_related("person", "by", "organisation").prefetch_related("files", "addenda__by")

    def notes(self):
        """Incidents stand in the diary and nowhere else, for those who read them too."""
        return self.exclude(kind=DiaryEntry.Kind.INCIDENT)


class DiaryEntry(models.Model):
    class Kind(Vocabulary, name="diary_kind", title=_("kinds of diary entries")):
        NOTE = "note", _("note")
        CALL = "call", _("telephone call")
        TALK = "talk", _("conversation")
        VISIT = "visit", _("visit at home")
        ERRAND = "errand", _("going along")
        MEETING = "meeting", _("meeting with services")
        INCIDENT = "incident", _("incident")

    class Readers(models.TextChoices):
        AUTHOR = "author", _("me and the coordinator")
        TEAM = "team", _("the team")
        SENDER = "sender", _("the team and the sending service")

    household = models.ForeignKey("beneficiaries.Household", models.CASCADE, related_name="diary")
    person = models.ForeignKey("beneficiaries.Person", models.PROTECT, null=True, blank=True, related_name="diary")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", editable=False)
    happened_at = models.DateTimeField(_("when"), default=timezone.now)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.NOTE)
    with_whom = models.CharField(_("with whom"), max_length=120, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    text = models.TextField(_("what happened"))
    readers = models.CharField(_("who may read it"), max_length=10, choices=Readers, default=Readers.AUTHOR)
    by = somebody()
    at = models.DateTimeField(auto_now_add=True)
    # Of an incident only:
    involved = models.CharField(_("people involved"), max_length=300, blank=True)
    harm = models.CharField(_("who was harmed"), max_length=8, choices=Harm, blank=True)
    harm_how = models.CharField(_("who, and how"), max_length=300, blank=True)
    called = ArrayField(
        models.CharField(max_length=9, choices=Called), verbose_name=_("who was called"), default=list, blank=True
    )
    supervisor_told_at = models.DateTimeField(_("coordinator told at"), null=True, blank=True)

    objects = DiaryQuerySet.as_manager()

    class Meta:
        verbose_name = _("diary entry")
        verbose_name_plural = _("diary")
        ordering = ["-happened_at", "-pk"]
        indexes = [models.Index(fields=["household", "-happened_at"], name="diary_of_household")]
        constraints = [
            models.UniqueConstraint(fields=["id", "household"], name="diary_entry_and_household"),
            models.CheckConstraint(
                name="incident_for_author_and_coordinators",
                condition=~Q(kind="incident") | Q(readers="author"),
                violation_error_message=_("An incident is read by its author and by the coordinators, by nobody else."),
            ),
            models.CheckConstraint(
                name="incident_says_who_was_harmed",
                condition=(Q(kind="incident") & ~Q(harm=""))
                | (
                    ~Q(kind="incident")
                    & Q(harm="", harm_how="", involved="", called=[], supervisor_told_at__isnull=True)
                ),
                violation_error_message=_("An incident says whether anybody was harmed; nothing else does."),
            ),
        ]

    def can_be_added_to_by(self, user):
        """Its author, and the coordinators of the same body, as long as they write in this file."""
        own = self.by_id == user.pk or (user.is_coordinator and user.organisation_id == self.organisation_id)
        return own and self.household.can_be_changed_by(user)

    @property
    def is_incident(self):
        return self.kind == self.Kind.INCIDENT

    @property
    def called_words(self):
        return ", ".join(str(Called(code).label) for code in self.called)

    @property
    def read_by(self):
        """Who reads it, in words: the same choice means other people on each side."""
        return dict(self.readers_for(is_host=self.organisation.is_host))[self.readers]

    @classmethod
    def readers_for(cls, *, is_host):
        if is_host:
            return cls.Readers.choices
        return [
            (cls.Readers.AUTHOR, _("only me")),
            (cls.Readers.TEAM, _("my service")),
            (cls.Readers.SENDER, _("my service and the team of We Mix")),
        ]

    def __str__(self):
        return f"{self.happened_at:%d/%m/%Y} {self.get_kind_display()}"
