"""Forms about one's own day: who takes a fact over, and of what one is written."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wemix.forms import PageForm, PageModelForm
from wemix.models import MailChoice, User
from wemix.subjects import Subject


class HandOverForm(PageForm):
    to = forms.ModelChoiceField(label=_("To whom"), queryset=User.objects.none(), widget=forms.RadioSelect)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        colleagues = User.objects.visible_to(user).working().filter(organisation=user.organisation_id)
        self.fields["to"].queryset = colleagues.exclude(pk=user.pk)
        self.fields["to"].empty_label = None


class MailForm(PageModelForm):
    told = forms.MultipleChoiceField(
        label=_("Write to me of"),
        choices=Subject,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("With none ticked you get no mail but an alarm."),
    )

    class Meta:
        model = MailChoice
        fields = ["at"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["told"] = [code for code in Subject.values if code not in self.instance.silent]

    def save(self, commit=True):
        self.instance.silent = [code for code in Subject.values if code not in self.cleaned_data["told"]]
        return super().save(commit)
