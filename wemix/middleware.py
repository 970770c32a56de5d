"""Around every request: language, one transaction as the web role, and the closed door."""

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control

from wemix import audit, typed
from wemix.access import Unseen
from wemix.accounts import address_of
from wemix.acting import acting


class LanguageOfThePerson:
    """Italian, unless the person chose otherwise: the browser's own language is not asked."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class NothingKept:
    """No page is kept by a browser or on its way: desks are shared, and "back" after signing out shows nothing.

    Signing out also empties what the browser keeps of us (wemix/waiting.py).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        patch_cache_control(response, no_store=True, private=True)
        if request.method == "POST" and request.path == reverse("account_logout"):
            response["Clear-Site-Data"] = '"storage"'
        return response


class OneTransaction:
    """One transaction around the view *and* its rendering, as the web role, saying who asks.

    Django's ATOMIC_REQUESTS ends before a TemplateResponse is rendered; here it is the savepoint inside.
    A refused look is written afterwards, in a transaction of its own, since ours may be undone.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.unseen, request.refused = None, False
        audit.origin.set(address_of(request))
        user = request.user if request.user.is_authenticated else None  # read before the role changes
        with acting(user):
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        if request.unseen and user:
            target = (request.unseen.model, request.unseen.key)
            audit.record_apart(audit.Action.REFUSED, "row", target, by=user)
        elif (request.refused or response.status_code == 403) and user:
            audit.record_apart(audit.Action.REFUSED, "page", ("url", request.resolver_match.view_name), by=user)
        return response

    def process_exception(self, request, exception):
        """The second of two clicks may find its row gone on already: it is led to the first one's result.

        It is a refusal all the same: an old key must not be a way round the log.
        """
        if isinstance(exception, Unseen):
            request.unseen = exception
        request.refused = isinstance(exception, PermissionDenied)
        if isinstance(exception, Http404 | PermissionDenied) and (result := typed.result_of(request)):
            return HttpResponseRedirect(result)
        return None


class SignInFirst(LoginRequiredMiddleware):
    """Every page is closed unless its view says otherwise. What was typed before the sign-in expired is kept."""

    def handle_no_permission(self, request, view_func):
        if request.method == "POST":
            typed.keep(request)
        return super().handle_no_permission(request, view_func)
