"""Facts of today answered in one tap. Without a script: the buttons of the page send its one form."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wemix import facts
from wemix.access import Unseen
from wemix.day_forms import HandOverForm
from wemix.pages import as_left, form_page

ANSWERS = {
    "done": (facts.done, gettext_lazy("Done: it is off the list.")),
    "later": (facts.put_off, gettext_lazy("Put off: it comes back in a week, or on its day if that is sooner.")),
    "back": (facts.take_back, gettext_lazy("It waits again.")),
}


def answer_fact(request):
    """A second click changes nothing, and so needs no one-time key: a body answers a fact once (FactAnswer)."""
    for name, (act, sentence) in ANSWERS.items():
        if key := request.POST.get(name):
            _act(request, act, key, sentence)
    return HttpResponseRedirect(reverse("home") + as_left(request))


def _act(request, act, key, sentence):
    """A page that was left open offers what waits no more: that is said, and logged like any row that is not theirs."""
    try:
        counted = act(key, by=request.user)
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    except Unseen as unseen:
        request.unseen = unseen
        messages.info(request, _("This does not wait for you any more."))
    else:
        messages.success(request, sentence) if counted else messages.info(request, _("This was answered already."))


def hand_over(request, fact):
    task, row = facts.find(request.user, fact)
    home = reverse("home") + as_left(request)

    def act(form):
        to = form.cleaned_data["to"]
        if not facts.hand_over(fact, to=to, by=request.user):
            raise ValidationError(_("A colleague has answered this already."))
        return home, _("Handed over to %(name)s.") % {"name": to}

    context = {"title": _("Hand over to a colleague"), "task": task, "row": row, "back": home, "submit": _("Hand over")}
    return form_page(
        request, lambda data: HandOverForm(data, user=request.user), act, template="hand_over.html", context=context
    )
