"""How to look through the waiting list: by band, by who sent them, by how many they are."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from referrals.models.referral import Urgency
from wemix.forms import PageForm
from wemix.models import Organisation


class WaitingForm(PageForm):
    marks_optional = False
    band = forms.TypedChoiceField(
        label=_("Urgency"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", pgettext_lazy("referrals", "all")), *Urgency.choices],
        help_text=_("Who was lifted by waiting counts as high."),
    )
    sender = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Sending body"), required=False, empty_label=_("all")
    )
    people = forms.IntegerField(label=_("How many people"), required=False, min_value=1, max_value=20)

    def __init__(self, data, *, user):
        super().__init__(data)
        self.fields["sender"].queryset = Organisation.objects.visible_to(user).sending()

    def narrow(self, lines):
        said = self.cleaned_data
        tests = {
            "band": lambda line: line.reason.band == said["band"],
            "sender": lambda line: line.request.sender_id == said["sender"].pk,
            "people": lambda line: line.reason.people == said["people"],
        }
        asked = [test for name, test in tests.items() if said[name]]
        return [line for line in lines if all(test(line) for test in asked)]
