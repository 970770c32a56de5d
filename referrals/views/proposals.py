"""Not written yet."""

from django.http import Http404


def propose(request, **kwargs):
    raise Http404


def proposal(request, **kwargs):
    raise Http404


def accept(request, **kwargs):
    raise Http404


def decline(request, **kwargs):
    raise Http404


def take_back(request, **kwargs):
    raise Http404
