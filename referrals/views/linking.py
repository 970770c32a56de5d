"""Two files of one human, known to two bodies: linked after a look at what would count as one, and taken apart."""

import uuid

from django.shortcuts import render
from django.utils.translation import gettext as _

from beneficiaries import actions
from beneficiaries.models import Person
from beneficiaries.views.reach import person_page
from referrals.forms.linking import LinkForm
from referrals.one_human import candidates, file_of, linked
from wemix import audit
from wemix.access import Role, get_visible_or_404, role_required
from wemix.forms import PageForm
from wemix.pages import form_page, require_form_methods


@role_required(Role.COORDINATOR)
@require_form_methods
def link(request, pk):
    person = _person(request, pk)
    found = candidates(person, request.user)
    choices = LinkForm(request.GET or None, found=found)
    frame = {"title": _("Two files of one person"), "lede": person, "back": person_page(person)}
    if not choices.is_bound or not choices.is_valid():
        status = 422 if choices.is_bound else 200
        return render(request, "referrals/link_choose.html", frame | {"form": choices, "found": found}, status=status)
    other = _person(request, choices.cleaned_data["other"])

    def act(form):
        actions.link_people(person=person, other=other, by=request.user)
        return person_page(person), _("Linked: one person in every figure. Each body goes on seeing its own file.")

    context = {"files": [file_of(each, request.user) for each in (person, other)], "submit": _("Link the two files")}
    return form_page(request, PageForm, act, template="referrals/link.html", context=frame | context)


@role_required(Role.COORDINATOR)
@require_form_methods
def unlink(request, pk):
    """This file is of a human of its own again."""
    person = _person(request, pk)
    others = linked(person, request.user)

    def act(form):
        actions.unlink_person(person=person, human=uuid.uuid4(), by=request.user)
        return person_page(person), _("Taken apart: two people from now on.")

    context = {
        "title": _("Take the files apart"),
        "lede": person,
        "back": person_page(person),
        "files": [file_of(each, request.user) for each in (person, *others)],
        "submit": _("Take apart"),
        "apart": True,
    }
    if not others:
        return render(request, "referrals/link_choose.html", context | {"found": [], "apart": True})
    return form_page(request, PageForm, act, template="referrals/link.html", context=context)


def _person(request, pk):
    person = get_visible_or_404(Person.objects.select_related("household__organisation"), request.user, pk=pk)
    audit.look(request, "person.link_page", person)
    return person
