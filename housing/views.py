"""Not written yet."""

from django.http import Http404


def tonight(request, **kwargs):
    raise Http404


def stay_list(request, **kwargs):
    raise Http404


def stay(request, **kwargs):
    raise Http404


def replan(request, **kwargs):
    raise Http404


def transfer(request, **kwargs):
    raise Http404
