"""Not written yet."""

from django.http import Http404


def report_list(request, **kwargs):
    raise Http404


def report(request, **kwargs):
    raise Http404


def download(request, **kwargs):
    raise Http404
