"""The Django admin as the coordinator's desk: its frame, its addresses, and one sign-in for the whole house."""

from functools import wraps

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

# Addresses of Django's own that would lead round visible_to, or to a second way of doing what the site does.
LEFT_OUT = ("autocomplete", "view_on_site", "password_change", "password_change_done")
ORDER = ("referrals", "housing", "beneficiaries", "wemix")  # what is done every day comes first


class Desk(AdminSite):
    site_header = site_title = _("We Mix · Administration")
    index_title = _("Administration")
    site_url = "/"
    enable_nav_sidebar = False  # the breadcrumbs lead as well, and lists need the width
    final_catch_all_view = False
    empty_value_display = "–"

    def __init__(self, name="admin"):
        super().__init__(name)
        self.disable_action("delete_selected")  # what may be deleted is, one by one, with its audit entry

    def register(self, model_or_iterable, admin_class=None, **options):
        """Only what our floors declare: tables of other packages are nobody's to edit."""
        from wemix.admin.base import DeskAdmin  # it imports models, and this module is read before them

        if issubclass(admin_class or object, DeskAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def get_urls(self):
        return [address for address in super().get_urls() if getattr(address, "name", "") not in LEFT_OUT]

    def get_app_list(self, request, app_label=None):
        groups = super().get_app_list(request, app_label)
        return sorted(groups, key=lambda group: ORDER.index(group["app_label"]))

    def admin_view(self, view, cacheable=False):
        """Who is signed in without a desk is told that it is not for them, not asked to sign in again."""
        guarded = super().admin_view(view, cacheable)

        @wraps(guarded)
        def only_for_the_desk(request, *args, **kwargs):
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            return guarded(request, *args, **kwargs)

        return only_for_the_desk

    def login(self, request, extra_context=None):
        """There is one sign-in, the site's; who is signed in without a desk is told that it is not for them."""
        return secure_admin_login(_to_the_index)(request)

    def logout(self, request, extra_context=None):
        return HttpResponseRedirect(reverse("account_logout"))


def _to_the_index(request):
    return HttpResponseRedirect(reverse("admin:index"))
