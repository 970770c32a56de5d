"""What a form could not send waits on the device and is sent later, once, as its author (static/js/waiting.js).

The server's half: the key that seals it there, and answers that a script understands. A key is a person's, and no
sign-in's: who signs in again after a night still reads and sends what waits, and nobody else does.
"""

import base64

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.crypto import salted_hmac

from wemix import typed


def key_of(user):
    """256 bits for AES-GCM. It never leaves the page of who is signed in, and is nowhere written."""
    return base64.b64encode(salted_hmac("wemix.waiting", str(user.pk), algorithm="sha256").digest()).decode()


def is_asked(request):
    return "X-Waits" in request.headers


def refusal(form):
    """The sentences of a refused form, each with its field's name."""
    sentences = [
        f"{form[name].label}: {sentence}" if name in form.fields and not form[name].is_hidden else sentence
        for name, errors in form.errors.items()
        for sentence in errors
    ]
    return JsonResponse({"says": sentences}, status=422)


class ForWhatWaited:
    """A script is told in statuses what a person is told by pages: where to go on, that the sign-in has expired, that
    somebody else wrote it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if is_asked(request) and isinstance(response, HttpResponseRedirect):
            return HttpResponse(status=204, headers={"X-Goes-On": response.url})
        return response

    def process_view(self, request, view, args, kwargs):
        """Before SignInFirst, which would keep the post in the session: it is kept on the device already."""
        if not is_asked(request):
            return None
        if not request.user.is_authenticated:
            return HttpResponse(status=401)
        if typed.author_of(request.POST.get("author", "")) != request.user.pk:
            return HttpResponse(status=409)
        return None
