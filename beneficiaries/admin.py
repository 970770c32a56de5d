"""Of people, the desk holds only who must be kept away from whom. Their files are written on the site."""

from django import forms
from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import Denial, LivesApart
from wemix.access import Role
from wemix.admin import DeskAdmin, DeskForm
from wemix.templatetags.wemix import dmy

COORDINATOR = (Role.COORDINATOR,)


class KeptAway(DeskAdmin):
    """Written, ended, and never changed: who was kept away, and why, stays as it was said."""

    view_roles = add_roles = delete_roles = COORDINATOR
    list_filter = ["at"]
    keeps_looks = True

    @admin.display(description=_("number"), ordering="pk")
    def number(self, obj):
        return obj.pk

    @admin.display(description=_("since"), ordering="at")
    def since(self, obj):
        return dmy(obj.at)

    def save_model(self, request, obj, form, change):
        obj.by = request.user
        super().save_model(request, obj, form, change)


class PersonChoice(forms.ModelChoiceField):
    def label_from_instance(self, person):
        return f"{person} ({person.household})"


class DenialForm(DeskForm):
    def clean(self):
        cleaned = super().clean()
        if "person" in cleaned:
            self.instance.household_id = cleaned["person"].household_id
        return cleaned


@admin.register(Denial)
class DenialAdmin(KeptAway):
    form = DenialForm
    list_display = ["number", "user", "person", "household_link", "reason", "since"]
    list_select_related = ["user", "person", "household"]
    fields = ["user", "person", "reason"]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "person":
            kwargs["form_class"] = PersonChoice
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def choices_of(self, field, rows, request):
        """Not oneself: who is kept away must not learn it."""
        if field == "user":
            return rows.filter(is_active=True).exclude(pk=request.user.pk)
        return rows.select_related("household")

    def site_page(self, obj):
        return reverse("beneficiaries:household", args=[obj.household_id])

    @admin.display(description=_("household"), ordering="household__name")
    def household_link(self, obj):
        return on_the_site(obj.household)


class ApartForm(DeskForm):
    class Meta:
        labels = {"household": _("household"), "other_household": _("other household")}


@admin.register(LivesApart)
class LivesApartAdmin(KeptAway):
    form = ApartForm
    list_display = ["number", "one", "other", "reason", "since"]
    list_select_related = ["household", "other_household"]
    fields = ["household", "other_household", "reason"]

    @admin.display(description=_("household"), ordering="household__name")
    def one(self, obj):
        return on_the_site(obj.household)

    @admin.display(description=_("other household"), ordering="other_household__name")
    def other(self, obj):
        return on_the_site(obj.other_household)


def on_the_site(household):
    return format_html('<a href="{}">{}</a>', reverse("beneficiaries:household", args=[household.pk]), household)
