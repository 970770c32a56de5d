"""Not written yet."""

from django.http import Http404


def referral_list(request, **kwargs):
    raise Http404


def write(request, **kwargs):
    raise Http404


def referral(request, **kwargs):
    raise Http404


def edit(request, **kwargs):
    raise Http404


def ask(request, **kwargs):
    raise Http404


def message(request, **kwargs):
    raise Http404


def answer(request, **kwargs):
    raise Http404
