"""Where each step is taken: the page that asks what it needs."""

from django.urls import reverse

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


def next_steps(referral, user):
    """Buttons: what this person may do now, each with its page."""
    steps = [(step, step_url(referral, step)) for step in steps_open_to(referral, user)]
    return [{"label": step.label, "url": url} for step, url in steps if url]
