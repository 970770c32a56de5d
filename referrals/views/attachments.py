"""The papers that go with a referral: chosen from the household's, or brought anew."""

from django.urls import reverse
from django.utils.translation import gettext as _

from beneficiaries.models import Attachment
from referrals.actions import attachments as actions
from referrals.forms.attachments import ChoosePapersForm, PaperOfReferralForm
from referrals.views.referrals import writable
from wemix import audit
from wemix.access import Role, role_required
from wemix.pages import form_page, require_form_methods


@require_form_methods
@role_required(Role.SOCIAL_WORKER, Role.COORDINATOR)
def choose(request, pk):
    referral = writable(request, pk)
    audit.look(request, "referral.papers", referral)

    def act(form):
        papers, offered = form.cleaned_data["papers"], form.fields["papers"].queryset
        actions.choose_papers(referral=referral, papers=papers, offered=offered, by=request.user)
        return _page(referral), _("Saved.")

    return form_page(
        request,
        lambda data: ChoosePapersForm(data, referral=referral, user=request.user),
        act,
        template="referrals/attachments_choose.html",
        context=_said(referral, _("Papers of the referral"), _("Save")),
    )


@require_form_methods
@role_required(Role.SOCIAL_WORKER, Role.COORDINATOR)
def attach(request, pk):
    referral = writable(request, pk)
    audit.look(request, "referral.papers", referral)

    def make_form(data):
        paper = Attachment(household=referral.household)
        more = {"household": referral.household, "user": request.user}
        return PaperOfReferralForm(data, request.FILES or None, instance=paper, **more)

    def act(form):
        received = form.cleaned_data["file"]
        actions.attach_paper(referral=referral, attachment=form.instance, received=received, by=request.user)
        return _page(referral), _("The paper goes with the referral, and is in the household's file.")

    return form_page(request, make_form, act, context=_said(referral, _("Add a paper"), _("Add the paper")))


def _said(referral, title, submit):
    return {
        "title": title,
        "lede": str(referral.household),
        "referral": referral,
        "submit": submit,
        "back": _page(referral),
    }


def _page(referral):
    return reverse("referrals:detail", args=[referral.pk])
