"""A household passes to a colleague, or to another body."""

from django import forms
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import Handover
from wemix.access import Role
from wemix.forms import PageForm, PageModelForm
from wemix.models import Organisation, User


class ColleagueForm(PageForm):
    worker = forms.ModelChoiceField(None, label=_("Worker in charge"), empty_label=None)
    substitute = forms.ModelChoiceField(
        None,
        label=_("Substitute"),
        required=False,
        empty_label=_("Nobody"),
        help_text=_("Gets the same reminders when the worker in charge is away."),
    )

    def __init__(self, data=None, *, household, user):
        initial = {"worker": household.worker_id, "substitute": household.substitute_id}
        super().__init__(data, initial=initial, instance=household)
        colleagues = User.objects.visible_to(user).working()
        colleagues = colleagues.filter(role=Role.SOCIAL_WORKER, organisation=household.organisation_id)
        self.fields["worker"].queryset = self.fields["substitute"].queryset = colleagues

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("substitute") and cleaned["substitute"] == cleaned.get("worker"):
            self.add_error("substitute", _("The substitute is somebody else than the worker in charge."))
        return cleaned


class ToBodyForm(PageModelForm):
    class Meta:
        model = Handover
        fields = ["to_organisation", "note"]
        widgets = {"note": forms.Textarea}

    def __init__(self, *args, household, user, **kwargs):
        super().__init__(*args, **kwargs)
        bodies = Organisation.objects.visible_to(user).sending().filter(is_active=True)
        self.fields["to_organisation"].queryset = bodies.exclude(pk=household.organisation_id)
        self.instance.household = household


class HandoverAnswerForm(PageForm):
    """The two buttons of the page are the answer."""

    answer = forms.ChoiceField(
        choices=[("accept", _("Accept")), ("decline", _("Decline"))],
        widget=forms.HiddenInput,
        error_messages={"required": _("Accept or decline.")},
    )

    @property
    def accepted(self):
        return self.cleaned_data["answer"] == "accept"
