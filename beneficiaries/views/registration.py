"""A household is registered on one page; meanwhile it says what the code tells, and who is known already."""

from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beneficiaries import actions, codice_fiscale
from beneficiaries.countries import citizenship_choices, country_choices
from beneficiaries.forms.essentials import HeadEssentials, told_by
from beneficiaries.forms.registration import RegistrationForm
from beneficiaries.languages import language_choices
from beneficiaries.lookalikes import lookalikes as people_like
from wemix import audit
from wemix.access import CASE_WORKERS, Role, role_required
from wemix.pages import form_page, require_form_methods

REGISTRARS = (Role.SOCIAL_WORKER, Role.COORDINATOR)


@role_required(*REGISTRARS)
@require_form_methods
def register(request):
    def act(form):
        head, members = form.people()
        household = actions.register_family(
            head=head,
            members=members,
            contact=form.cleaned_data["contact"],
            needs=form.answers(),
            worker=form.cleaned_data.get("worker"),
            by=request.user,
        )
        return reverse("referrals:write", args=[household.pk]), _("Registered. Now say why a home is needed.")

    return form_page(
        request,
        lambda data: RegistrationForm(data, user=request.user),
        act,
        template="beneficiaries/household_register.html",
        context={
            "title": _("Register a household"),
            "back": reverse("beneficiaries:households"),
            "submit": _("Register, and go on to the referral"),
        }
        | suggestions(),
        keeps_draft=True,
    )


def suggestions():
    """The lists that the browser suggests from while a name is typed (beneficiaries/_suggestions.html)."""
    return {
        "countries": country_choices(),
        "citizenships": citizenship_choices(),
        "languages": language_choices(),
    }


@role_required(*CASE_WORKERS)
@require_POST
def lookalikes(request):
    """A fragment for the page on which somebody is being typed; the names stand in the post, never in an address."""
    form = HeadEssentials(request.POST)
    form.full_clean()
    found = people_like(request.user, form.sketch())
    if found:
        audit.record(audit.Action.SEARCH, "person.lookalikes", by=request.user, rows=len(found))
    return render(request, "beneficiaries/_lookalikes.html", {"alike": found})


@role_required(*CASE_WORKERS)
@require_POST
def read_code(request):
    """What a code says, and where it differs from what was typed beside it."""
    form = HeadEssentials(request.POST)
    form.full_clean()
    code = codice_fiscale.normalise(request.POST.get("code"))
    facts = codice_fiscale.facts(code, timezone.localdate())
    says = [*codice_fiscale.problems(code), *(mismatch.sentence for mismatch in form.mismatches)]
    return JsonResponse(
        {
            "says": [str(sentence) for sentence in says],
            "fills": told_by(facts) if facts else {},
            "asks_why": bool(form.mismatches),  # a code that can't be one is not made right by a reason
        }
    )
