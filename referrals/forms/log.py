"""How the officer looks through the log."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from referrals.log_words import people_of_the_log
from wemix.forms import PageForm
from wemix.models import AuditEntry
from wemix.periods import midnight

DAYS = 30


class LogForm(PageForm):
    """The last month, unless said otherwise; filters name nobody but those who work here."""

    marks_optional = False
    first = forms.DateField(label=_("From"), required=False)
    last = forms.DateField(label=_("Up to and including"), required=False)
    action = forms.ChoiceField(label=_("Act"), required=False, choices=[("", _("all")), *AuditEntry.Action.choices])
    user = forms.TypedChoiceField(label=_("Who"), required=False, coerce=int, empty_value=None)
    household = forms.IntegerField(label=_("Number of the household"), required=False, min_value=1, max_value=2**62)

    def __init__(self, data):
        today = timezone.localdate()
        month = {"first": str(today - timedelta(days=DAYS)), "last": str(today)}
        super().__init__(month | data.dict())
        self.fields["user"].choices = [("", _("everybody")), *people_of_the_log()]

    def narrow(self, entries):
        said = self.cleaned_data
        exact = {"action": said["action"], "user_id": said["user"], "household_id": said["household"]}
        entries = entries.filter(**{field: value for field, value in exact.items() if value})
        if said["first"]:
            entries = entries.filter(at__gte=midnight(said["first"]))
        if said["last"]:
            entries = entries.filter(at__lt=midnight(said["last"] + timedelta(days=1)))
        return entries
