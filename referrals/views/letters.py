"""Letters to the sending body: written from a draft, kept as sent, read by both."""

from functools import partial

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from referrals import actions
from referrals.forms.letters import LetterForm
from referrals.models import Letter, Referral
from referrals.models.letter import LETTERS_ABOUT
from referrals.next_steps import way_back
from referrals.papers.letters import draft_for
from referrals.views.papers import text_page
from wemix import audit
from wemix.access import CASE_WORKERS, Role, get_visible_or_404, role_required
from wemix.pages import form_page, require_form_methods
from wemix.templatetags.wemix import dmy


@require_GET
@role_required(*CASE_WORKERS)
def letter(request, pk):
    shown = get_visible_or_404(Letter.objects.select_related("referral__household", "by"), request.user, pk=pk)
    audit.record(audit.Action.LOOK, "referral.letter", shown, by=request.user)
    title = _("Letter of %(day)s") % {"day": dmy(shown.at)}
    return text_page(request, shown.referral, title, shown.text)


@require_form_methods
@role_required(Role.COORDINATOR)
def write(request, pk):
    """Drafted by the program, signed by a person: what is sent stays as it was sent."""
    rows = Referral.objects.select_related("household__worker", "sender", "host")
    referral = get_visible_or_404(rows, request.user, pk=pk)
    if request.method == "GET" and referral.state not in LETTERS_ABOUT:
        raise Http404
    audit.look(request, "referral.letter", referral)

    def act(form):
        sent = actions.send_letter(referral=referral, by=request.user, **form.cleaned_data)
        return reverse("referrals:letter", args=[sent.pk]), _("Sent: the sending body reads it on the referral's page.")

    context = {
        "title": _("Letter to the sending body"),
        "lede": str(referral.household),
        "back": way_back(request, referral),
        "submit": _("Send the letter"),
    }
    form = partial(LetterForm, initial={"text": draft_for(referral, request.user)})
    return form_page(request, form, act, context=context, keeps_draft=True)
