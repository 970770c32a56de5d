"""Not written yet."""

from django.http import Http404


def log(request, **kwargs):
    raise Http404
