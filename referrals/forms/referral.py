"""What the sender says of a request, and what people say to each other about it."""

from crispy_forms.layout import Column, Div, Fieldset, Row
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from beneficiaries.vocabularies import ReferralReason
from referrals.models import Referral
from wemix.forms import AnswerRadio, AsksOfFarDays, PageForm, PageModelForm
from wemix.models import Organisation

NEEDED_TO_SEND = ("main_reason", "sleeps_now", "notice_on")


class ReferralForm(AsksOfFarDays, PageModelForm):
    """All may stay empty in a draft; what sending needs is asked when it is sent."""

    far_days = ("deadline_on", "needed_from")
    marks_optional = False
    other_reasons = forms.MultipleChoiceField(
        label=_("Other reasons"), choices=ReferralReason, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Referral
        fields = [
            "host",
            "main_reason",
            "other_reasons",
            "story",
            "sleeps_now",
            "ethos",
            "ethos_since",
            "deadline_on",
            "needed_from",
            "planned_days",
            "service_keeps",
            "hypothesis",
            "notice_on",
            "agreement",
        ]
        widgets = {"agreement": AnswerRadio}
        labels = {"ethos_since": _("In this situation since")}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["host"].queryset = Organisation.objects.hosting().filter(is_active=True)
        self._propose_host(user)
        if self.instance.submitted_at:
            self._keep_what_was_sent()

    def _propose_host(self, user):
        """The only one, or that of the last referral; where neither tells, it is chosen, not fallen into."""
        host = self.fields["host"]
        last = Referral.objects.visible_to(user).order_by("-pk").first()
        if len(host.queryset) == 1:
            host.initial, host.empty_label = host.queryset[0], None
        elif last and not self.instance.pk:
            host.initial = last.host_id

    def _keep_what_was_sent(self):
        """After the sending, the host is fixed and what sending needed may be changed, not emptied."""
        del self.fields["host"]
        for name in NEEDED_TO_SEND:
            self.fields[name].required = True

    def rows(self):
        parts = [
            Fieldset(_("Why"), "main_reason", Div("other_reasons", css_class="in-columns"), "story", css_class="group"),
            Fieldset(
                _("Where they are now"),
                "sleeps_now",
                "ethos",
                Row(Column("ethos_since"), Column("deadline_on")),
                css_class="group",
            ),
            Fieldset(
                _("What is needed"),
                Row(Column("needed_from"), Column("planned_days")),
                *self.asked,
                "service_keeps",
                "hypothesis",
                css_class="group",
            ),
            Fieldset(_("Notice and agreement"), "notice_on", "agreement", css_class="group"),
        ]
        whom = Fieldset(_("To whom"), "host", css_class="group")
        return [whom, *parts] if "host" in self.fields else parts

    def clean_other_reasons(self):
        """The main one is none of the others: the City's paper would say it twice."""
        main = self.cleaned_data.get("main_reason")
        return [code for code in self.cleaned_data["other_reasons"] if code != main]

    def clean_notice_on(self):
        day = self.cleaned_data["notice_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("The privacy notice can't have been given after today."))
        return day


class MessageForm(PageForm):
    text = forms.CharField(label=_("Message"), widget=forms.Textarea, max_length=4000)


class QuestionForm(PageForm):
    text = forms.CharField(label=_("Question"), widget=forms.Textarea, max_length=4000)


class AnswerForm(PageForm):
    text = forms.CharField(label=pgettext_lazy("field", "Answer"), widget=forms.Textarea, max_length=4000)
