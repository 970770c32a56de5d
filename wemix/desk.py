"""The Django admin as the coordinator's desk: its frame, its fields, and one sign-in for the whole house."""

from allauth.account.decorators import secure_admin_login
from django import forms
from django.contrib.admin import AdminSite, TabularInline
from django.db import models
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wemix.forms import NATIVE_WIDGETS


def _native(form_class):
    kind, widget, format = NATIVE_WIDGETS[form_class]
    return {"form_class": form_class, "widget": widget(format=format, attrs={"type": kind})}


class DeskFields:
    """For every ModelAdmin and inline: dates as on the site (the admin's calendar has no labels), cells with names."""

    formfield_overrides = {
        models.DateField: _native(forms.DateField),
        models.DateTimeField: _native(forms.DateTimeField),
        models.TimeField: _native(forms.TimeField),
    }

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(self, TabularInline):
            field.widget.attrs.setdefault("aria-label", field.label)  # the column's head names nothing to a reader
        return field


class Desk(AdminSite):
    site_header = site_title = _("We Mix · Administration")
    index_title = _("Administration")
    site_url = "/"
    enable_nav_sidebar = False  # the breadcrumbs lead as well, and lists need the width

    def login(self, request, extra_context=None):
        """There is one sign-in, the site's; who is signed in without a desk is told that it is not for them."""
        return secure_admin_login(_to_the_index)(request)

    def logout(self, request, extra_context=None):
        return HttpResponseRedirect(reverse("account_logout"))

    def password_change(self, request, extra_context=None):
        return HttpResponseRedirect(reverse("account_change_password"))


def _to_the_index(request):
    return HttpResponseRedirect(reverse("admin:index"))
