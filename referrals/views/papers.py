"""Not written yet."""

from django.http import Http404


def pdf(request, **kwargs):
    raise Http404


def text(request, **kwargs):
    raise Http404


def letter(request, **kwargs):
    raise Http404
