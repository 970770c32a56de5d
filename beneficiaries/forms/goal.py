"""A goal, its status and its place in the order; the steps towards it."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beneficiaries.forms.fields import people_of
from beneficiaries.models import Goal, GoalStep
from wemix.forms import AsksOfFarDays, PageForm, PageModelForm, has_come, pair


class GoalForm(PageModelForm):
    class Meta:
        model = Goal
        fields = ["person", "area", "title", "indicator", "due_on", "horizon", "is_private"]
        labels = {"person": _("Whose goal"), "due_on": _("To be reached by")}
        help_texts = {
            "title": _("A result that can be seen, in plain words: “Signs the lease of a flat of her own”."),
            "indicator": _("What will tell us that it is reached."),
        }

    def __init__(self, *args, household, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people_of(household, user, also=self.instance.person_id)
        self.fields["person"].empty_label = _("The whole household")

    def rows(self):
        return [pair("person", "area"), "title", "indicator", pair("due_on", "horizon"), "is_private"]


class GoalChangeForm(GoalForm):
    class Meta(GoalForm.Meta):
        fields = [*GoalForm.Meta.fields, "status", "evidence"]

    def rows(self):
        return [pair("status", "evidence"), *super().rows()]


class StatusForm(PageModelForm):
    class Meta:
        model = Goal
        fields = ["status"]


class MoveForm(PageForm):
    """Earlier or later among the goals of the same person."""

    direction = forms.ChoiceField(
        label=_("Where to"), choices=[("up", _("earlier")), ("down", _("later"))], widget=forms.RadioSelect
    )


class StepForm(PageModelForm):
    class Meta:
        model = GoalStep
        fields = ["what", "who", "due_on"]
        labels = {"due_on": _("To be done by")}

    def rows(self):
        return ["what", pair("who", "due_on")]


class TickForm(AsksOfFarDays, PageModelForm):
    far_days = ("done_on",)
    done_on = forms.DateField(label=_("Done on"), validators=[has_come])

    class Meta:
        model = GoalStep
        fields = ["done_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.done_on:
            self.fields["done_on"].required = False
            self.fields["done_on"].help_text = _("Empty: the step is still to do.")
        else:
            self.initial["done_on"] = timezone.localdate()
