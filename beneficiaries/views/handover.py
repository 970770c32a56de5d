"""Not written yet."""

from django.http import Http404


def to_colleague(request, **kwargs):
    raise Http404


def to_body(request, **kwargs):
    raise Http404


def answer(request, **kwargs):
    raise Http404
