"""Forms about one's own day: who takes a fact over."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wemix.forms import PageForm
from wemix.models import User


class HandOverForm(PageForm):
    to = forms.ModelChoiceField(label=_("To whom"), queryset=User.objects.none(), widget=forms.RadioSelect)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        colleagues = User.objects.visible_to(user).working().filter(organisation=user.organisation_id)
        self.fields["to"].queryset = colleagues.exclude(pk=user.pk)
        self.fields["to"].empty_label = None
