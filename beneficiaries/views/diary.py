"""Not written yet."""

from django.http import Http404


def diary(request, **kwargs):
    raise Http404


def add(request, **kwargs):
    raise Http404
