"""How a household divides: who goes, with whom in charge, where to, and what goes along. Codes and keys only, so that
it may stand in an address; the reason is written where it is confirmed."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from beneficiaries.models import Goal
from beneficiaries.splits import Division
from housing.actions.splits import Where
from housing.forms.stays import PlaceField
from housing.lawful import living_beyond_it
from housing.models import Place, Stay
from housing.occupancy import free_from
from wemix.access import CASE_WORKERS, Role
from wemix.forms import TO_SAY, AnswerRadio, PageForm
from wemix.models import User

YES_NO = [("no", _("No")), ("yes", _("Yes"))]
OF_THE_HOUSE = (Role.OPERATOR, Role.CUSTODIAN)


class MembersField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, member):
        age = member.person.age
        if age is None:
            return str(member.person)
        years = ngettext("%(count)s year", "%(count)s years", age) % {"count": age}
        return f"{member.person} ({years})"


class GoalsField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, goal):
        whose = goal.person or _("of all")
        return f"{goal.title} ({whose})"


class WorkerField(forms.ModelChoiceField):
    def label_from_instance(self, worker):
        return f"{worker.organisation} – {worker}"


class UsersField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, user):
        return f"{user} ({user.get_role_display()})"


class SplitForm(PageForm):
    marks_optional = False
    going = MembersField(None, label=_("Who goes?"))
    head = forms.ModelChoiceField(None, label=_("Contact person of those who go"))
    staying_head = forms.ModelChoiceField(
        None,
        label=_("Contact person of those who stay"),
        required=False,
        help_text=_("Only where today's contact person goes."),
    )
    starts_on = forms.DateField(label=_("From which day are they two households?"))
    protect = forms.ChoiceField(
        label=_("Must those who go be protected from those who stay?"),
        help_text=_("Violence, threats: the old file is frozen, and the new one is shown to nobody who is not named."),
        choices=YES_NO,
        widget=AnswerRadio,
    )
    worker = WorkerField(None, label=_("Worker in charge of those who go"), empty_label=None)
    where = forms.ChoiceField(
        label=_("Where do those who go sleep from then on?"), choices=[("", TO_SAY), *Where.choices]
    )
    place = PlaceField(None, label=_("In which place"), required=False, empty_label=_("Choose a free place"))
    goals = GoalsField(
        None, label=_("Goals that go along"), required=False, help_text=_("A goal of all goes on in both files.")
    )
    diary = forms.ChoiceField(
        label=_("Do the diary entries about those who go, go along?"), choices=YES_NO, widget=AnswerRadio
    )
    readers = UsersField(
        None,
        label=_("To protect them: who of us may read the new file?"),
        required=False,
        help_text=_("Besides the coordinators. Everybody else of ours, and of the body in charge, is shut out of it."),
    )

    def __init__(self, data, *, household, members, user):
        self.household, self.user = household, user
        self.stay = Stay.objects.visible_to(user).running().filter(household=household, host=user.organisation).first()
        super().__init__(data, initial=self._first_said())
        users = User.objects.visible_to(user).working().select_related("organisation").order_by("last_name", "pk")
        self.fields["going"].queryset = members
        for name in ("head", "staying_head"):
            self.fields[name].queryset = members
        self.fields["worker"].queryset = users.filter(role=Role.SOCIAL_WORKER)
        goals = Goal.objects.visible_to(user).open().filter(household=household, life_project__closed_on=None)
        self.fields["goals"].queryset = goals.select_related("life_project", "person")
        self.ours = users.filter(organisation=user.organisation_id, role__in=OF_THE_HOUSE)
        self.fields["readers"].queryset = self.ours
        self.initial["readers"] = self.ours.filter(role=Role.CUSTODIAN)  # who holds the keys
        self._offer_places(user)

    def _first_said(self):
        return {
            "starts_on": timezone.localdate(),
            "worker": self.household.worker_id,
            "diary": "yes",
        }

    def _offer_places(self, user):
        if self.stay is None:
            del self.fields["where"], self.fields["place"]
            return
        places = free_from(Place.objects.visible_to(user), timezone.localdate())
        self.fields["place"].queryset = places.select_related("unit__building").prefetch_related("unit__rooms")

    def clean(self):
        said = super().clean()
        if said.get("going") is None:
            return said
        going = list(said["going"])
        self._check_people(said, going)
        if said.get("where") == Where.OTHER and not said.get("place"):
            self.add_error("place", _("Choose the place where they will sleep."))
        if said.get("protect") == "yes" and said.get("where") == Where.SAME:
            self.add_error("where", _("Who must be protected does not stay in the same flat."))
        if said.get("starts_on") and said["starts_on"] > timezone.localdate():
            self.add_error("starts_on", _("Record it when the day has come."))
        return said

    def _check_people(self, said, going):
        if len(going) == self.fields["going"].queryset.count():
            self.add_error("going", _("Somebody stays: if all go, it is the same household."))
        if said.get("head") and said["head"] not in going:
            self.add_error("head", _("One of those who go."))
        leads = any(member.is_head for member in going)
        if leads and (not said.get("staying_head") or said["staying_head"] in going):
            self.add_error("staying_head", _("Today's contact person goes: choose one of those who stay."))

    @property
    def where_to(self):
        return self.cleaned_data.get("where", Where.LEAVE)

    @property
    def division(self):
        said = self.cleaned_data
        going = tuple(said["going"])
        protects = said["protect"] == "yes"
        return Division(
            household=self.household,
            going=going,
            head=said["head"].person,
            worker=said["worker"],
            starts_on=said["starts_on"],
            is_protective=protects,
            staying_head=said["staying_head"] if any(member.is_head for member in going) else None,
            goals=tuple(said["goals"]),
            takes_diary=said["diary"] == "yes",
            shut_out=self._shut_out() if protects else (),
        )

    def _shut_out(self):
        """Whoever would read the new file and is not named: ours, and the colleagues of who is in charge."""
        worker, named = self.cleaned_data["worker"], self.cleaned_data["readers"]
        colleagues = (
            User.objects.visible_to(self.user)
            .working()
            .filter(organisation=worker.organisation_id, role__in=CASE_WORKERS)
        )
        return (*self.ours.exclude(pk__in=named), *colleagues.exclude(pk=worker.pk))

    @property
    def beyond_the_law(self):
        """In a sentence, where more people would live in the other place than its rooms are lawful for."""
        said = self.cleaned_data
        if self.where_to != Where.OTHER:
            return ""
        going = [member.person for member in said["going"]]
        humans = {"human__in": [person.human for person in going]}
        return living_beyond_it(said["place"].unit, len(going), on=said["starts_on"], but_for=humans)


class ReasonForm(PageForm):
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)

    def __init__(self, data, *, beyond_the_law):
        super().__init__(data)
        self.beyond_the_law = beyond_the_law
        if beyond_the_law:
            self.fields["reason"].help_text = beyond_the_law

    def clean_reason(self):
        if self.beyond_the_law and not self.cleaned_data["reason"]:
            raise forms.ValidationError(_("Say why."))
        return self.cleaned_data["reason"]
