"""The work of today, the search box, and what is new."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET


@require_GET
def home(request):
    return render(request, "home.html")


def search(request, **kwargs):
    raise Http404


def updates(request, **kwargs):
    raise Http404
