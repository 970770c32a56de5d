"""How people sign in: they are invited, nobody signs up, and invented people only at the machine itself."""

import logging
from ipaddress import ip_address

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.account.auth_backends import AuthenticationBackend
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http.request import split_domain_port

from wemix.models import User

logger = logging.getLogger(__name__)

DEMO_DOMAIN = "@demo.wemix.example"  # who signs in with such an address is invented
DEMO_PASSWORD = "città-dei-ragazzi"  # known to everybody, hence the rule below
OWN_NAMES = ("localhost", "127.0.0.1", "[::1]")


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False

    def send_mail(self, template_prefix, email, context):
        """Where no mail goes out, the page answers as it always does: it tells nobody which addresses are known."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as failure:  # of the network, and of SMTP
            logger.error("A mail of the sign-in could not be sent: %s.", type(failure).__name__)


class SignIn(AuthenticationBackend):
    def authenticate(self, request, **credentials):
        user = super().authenticate(request, **credentials)
        if user and user.email.endswith(DEMO_DOMAIN) and not is_at_the_machine(request):
            return None
        return user

    def get_user(self, user_id):
        """With the body that they work in, which every page names."""
        user = User.objects.select_related("organisation").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None


def address_of(request):
    """Where a request comes from, as the counter of attempts sees it; None if that can't be said."""
    try:
        return get_adapter(request).get_client_ip(request)
    except (PermissionDenied, ImproperlyConfigured):
        return None


def is_at_the_machine(request):
    """The browser runs where the server runs: no network and no proxy between them."""
    if request is None or "HTTP_X_FORWARDED_FOR" in request.META:
        return False
    name, _ = split_domain_port(request.get_host())
    return name in OWN_NAMES and _is_loopback(request.META.get("REMOTE_ADDR", ""))


def _is_loopback(address):
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
