"""A complaint as it came, and as it was answered; and the filter of their list."""

import django_filters
from crispy_forms.layout import Column, Row
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from referrals.models import Complaint
from wemix.forms import PageForm, PageModelForm, has_come


class ComplaintForm(PageModelForm):
    class Meta:
        model = Complaint
        fields = ["from_whom", "who", "received_on", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["received_on"].initial = timezone.localdate()
        self.fields["received_on"].validators.append(has_come)
        self.fields["who"].help_text = _("Where it was given: a complaint without a name is answered too.")

    def rows(self):
        return [Row(Column("from_whom"), Column("received_on")), "who", "text"]


class ComplaintAnswerForm(PageForm):
    answered_on = forms.DateField(label=_("Answered on"), validators=[has_come])
    answered_how = forms.ChoiceField(label=_("How it was answered"), choices=Complaint.How, widget=forms.RadioSelect)
    answer = forms.CharField(label=_("What was answered"), widget=forms.Textarea(attrs={"rows": 6}), max_length=4000)

    def __init__(self, *args, complaint, **kwargs):
        super().__init__(*args, **kwargs)
        self.complaint = complaint
        self.fields["answered_on"].initial = timezone.localdate()

    def clean_answered_on(self):
        day = self.cleaned_data["answered_on"]
        if day < self.complaint.received_on:
            raise forms.ValidationError(_("The answer comes before the complaint."))
        return day


class ComplaintFilter(django_filters.FilterSet):
    STAGES = {"open": "to_answer", "late": "overdue", "answered": "answered"}
    stage = django_filters.ChoiceFilter(
        label=_("Where it stands"),
        method="at_stage",
        empty_label=pgettext_lazy("complaints", "all"),
        choices=[
            ("open", _("to be answered")),
            ("late", _("late")),
            ("answered", pgettext_lazy("complaints", "answered")),
        ],
    )
    from_whom = django_filters.ChoiceFilter(
        label=_("From whom"), choices=Complaint.FromWhom.choices, empty_label=pgettext_lazy("complaints", "all")
    )

    class Meta:
        model = Complaint
        fields = []

    def at_stage(self, rows, name, stage):
        return getattr(rows, self.STAGES[stage])()
