"""Not written yet."""

from django.http import Http404


def step(request, **kwargs):
    raise Http404
