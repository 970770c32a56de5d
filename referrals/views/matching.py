"""Not written yet."""

from django.http import Http404


def places(request, **kwargs):
    raise Http404


def pair(request, **kwargs):
    raise Http404


def ask_datum(request, **kwargs):
    raise Http404
