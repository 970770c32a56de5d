"""Not written yet."""

from django.http import Http404


def open_project(request, **kwargs):
    raise Http404


def life_project(request, **kwargs):
    raise Http404


def edit(request, **kwargs):
    raise Http404


def close(request, **kwargs):
    raise Http404


def add_goal(request, **kwargs):
    raise Http404


def add_review(request, **kwargs):
    raise Http404


def edit_goal(request, **kwargs):
    raise Http404


def add_step(request, **kwargs):
    raise Http404


def step_done(request, **kwargs):
    raise Http404


def review(request, **kwargs):
    raise Http404
