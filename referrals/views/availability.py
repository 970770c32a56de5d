"""Not written yet."""

from django.http import Http404


def availability(request, **kwargs):
    raise Http404
