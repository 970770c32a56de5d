"""The Django admin as the coordinator's desk: its frame, and one sign-in for the whole house."""

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Desk(AdminSite):
    site_header = site_title = _("We Mix · Administration")
    index_title = _("Administration")
    site_url = "/"

    def login(self, request, extra_context=None):
        """There is one sign-in, the site's; who is signed in without a desk is told that it is not for them."""
        return secure_admin_login(_to_the_index)(request)

    def logout(self, request, extra_context=None):
        return HttpResponseRedirect(reverse("account_logout"))

    def password_change(self, request, extra_context=None):
        return HttpResponseRedirect(reverse("account_change_password"))


def _to_the_index(request):
    return HttpResponseRedirect(reverse("admin:index"))
