"""The life project, as it opens, changes and closes."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import LifeProject
from wemix.forms import PageModelForm, has_come, pair


class LifeProjectForm(PageModelForm):
    marks_optional = False

    class Meta:
        model = LifeProject
        fields = ["own_words", "horizon_on", "next_review_on", "review_every"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:  # what the row says, even if it says nothing, outdoes a field's own initial
            self.initial["next_review_on"] = timezone.localdate() + timedelta(days=90)

    def rows(self):
        return ["own_words", pair("horizon_on", "next_review_on"), "review_every"]


class CloseForm(PageModelForm):
    closed_on = forms.DateField(label=_("Closed on"), validators=[has_come])

    class Meta:
        model = LifeProject
        fields = ["closed_on", "closing_note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["closed_on"] = timezone.localdate()
