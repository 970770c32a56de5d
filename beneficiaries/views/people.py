"""Not written yet."""

from django.http import Http404


def add(request, **kwargs):
    raise Http404


def person(request, **kwargs):
    raise Http404


def edit(request, **kwargs):
    raise Http404


def code(request, **kwargs):
    raise Http404


def permit(request, **kwargs):
    raise Http404


def phones(request, **kwargs):
    raise Http404


def leaves(request, **kwargs):
    raise Http404
