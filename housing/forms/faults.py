"""Telling what is broken, and how it was mended."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from housing.models import Fault, Unit
from wemix.forms import PageForm, PageModelForm
from wemix.uploads.fields import PhotosField


class FaultForm(PageModelForm):
    photos = PhotosField(required=False)

    class Meta:
        model = Fault
        fields = ["unit", "kind", "text", "urgency"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.visible_to(user).filter(is_active=True).select_related("building")


class MendForm(PageForm):
    on = forms.DateField(label=_("Mended on"), initial=timezone.localdate)
    how = forms.CharField(label=_("What was done"), max_length=300)

    def clean(self):
        if self.instance.done_on:
            mended = _("Meanwhile %(who)s wrote down that it is mended: %(how)s")
            raise ValidationError(mended, params={"who": self.instance.done_by, "how": self.instance.how})
        return super().clean()

    def clean_on(self):
        day = self.cleaned_data["on"]
        if not timezone.localdate(self.instance.reported_at) <= day <= timezone.localdate():
            raise ValidationError(_("A day from when it was reported to today."))
        return day
