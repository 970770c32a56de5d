"""Not written yet."""

from django.http import Http404


def household_list(request, **kwargs):
    raise Http404


def register(request, **kwargs):
    raise Http404


def lookalikes(request, **kwargs):
    raise Http404


def household(request, **kwargs):
    raise Http404


def edit(request, **kwargs):
    raise Http404


def needs(request, **kwargs):
    raise Http404
