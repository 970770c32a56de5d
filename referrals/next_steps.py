"""Where each step is taken: the page that asks what it needs."""

from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from referrals.workflow import Step, steps_open_to

OF_PROPOSAL = {
    Step.DECLINE: "referrals:proposal_decline",
    Step.TAKE_BACK: "referrals:proposal_take_back",
    Step.ACCEPT: "referrals:proposal_accept",
}


def step_url(referral, step):
    if step == Step.ASK:
        return reverse("referrals:ask", args=[referral.pk])
    if step == Step.PROPOSE:
        return reverse("referrals:match", args=[referral.pk])
    if step == Step.ANSWER:
        question = referral.messages.open_questions().first()
        return reverse("referrals:answer", args=[question.pk]) if question else ""
    if step in OF_PROPOSAL:
        return reverse(OF_PROPOSAL[step], args=[referral.proposals.open().get().pk])
    return reverse("referrals:step", args=[referral.pk, step])


def next_steps(referral, user, back=""):
    """Buttons: what this person may do now, each with its page; `back`: where to come back to, if not the site's."""
    steps = [(step, step_url(referral, step)) for step in steps_open_to(referral, user)]
    ending = f"?{urlencode({'next': back})}" if back else ""
    return [{"label": step.label, "url": url + ending} for step, url in steps if url]


def way_back(request, referral, page=""):
    """Who came from the desk goes back to the desk; others to `page`, or to the referral's."""
    wanted = request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
    if ours and len(wanted) <= 200:
        return wanted
    return page or reverse("referrals:detail", args=[referral.pk])
