"""Where each step is taken: the page that asks what it needs."""

from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import LifeProject
from referrals.states import State
from referrals.workflow import Step, steps_open_to

OF_PROPOSAL = {
    Step.DECLINE: "referrals:proposal_decline",
    Step.TAKE_BACK: "referrals:proposal_take_back",
    Step.ACCEPT: "referrals:proposal_accept",
}
LEADS_ON = (
    Step.SUBMIT,
    Step.TAKE,
    Step.ANSWER,
    Step.ELIGIBLE,
    Step.PROPOSE,
    Step.RESUME,
    Step.ACCEPT,
    Step.HOUSE,
    Step.CLOSE,
)
ASIDE = (Step.WITHDRAW, Step.PARK, Step.REASSESS, Step.ASK_REVIEW)
WAITED_FOR = {
    State.SUBMITTED: _("The hosting body is going to weigh the request."),
    State.IN_REVIEW: _("The hosting body is weighing the request."),
    State.ASKED: _("The sending body is to answer a question."),
    State.WAITING: _("The hosting body is looking for a home."),
    State.PROPOSED: _("The household is to say yes or no; the hosting body writes it down."),
    State.ACCEPTED: _("The hosting body hands over the keys on the day of entry."),
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
    """Buttons: what this person may do now, what leads on first; `back`: where to come back to, if not the site's."""
    steps = sorted(steps_open_to(referral, user), key=lambda step: step not in LEADS_ON)
    ending = f"?{urlencode({'next': back})}" if back else ""
    pages = [(step, step_url(referral, step)) for step in steps]
    return [
        {"label": step.label, "url": url + ending, "aside": _is_aside(step, referral, user)}
        for step, url in pages
        if url
    ]


def in_the_life_project(referral, user):
    """What comes next once the household lives here: no step of the referral."""
    household = referral.household
    if referral.state != State.HOUSED or household.is_hidden_from(user):
        return []
    project = LifeProject.objects.visible_to(user).open().filter(household=household).first()
    if project:
        url = reverse("beneficiaries:life_project", args=[project.pk])
        return [{"label": _("Go on with the life project"), "url": url, "aside": False}]
    url = reverse("beneficiaries:life_project_open", args=[household.pk])
    return [{"label": _("Open the life project"), "url": url, "aside": False}] if user.is_team else []


def meanwhile(referral, user):
    """What a sending body can read while its household waits."""
    if not user.is_social_worker or referral.state != State.WAITING or referral.household.is_hidden_from(user):
        return []
    url = reverse("referrals:for_household", args=[referral.pk])
    return [{"label": _("What was looked at so far"), "url": url, "aside": True}]


def _is_aside(step, referral, user):
    """It may be done, but is not what comes next: to give it up, or to answer in the sending body's stead."""
    return step in ASIDE or (step == Step.ANSWER and user.is_coordinator and not referral.on_behalf)


def waited_for(referral, steps):
    """What the others are doing, for who has nothing to do meanwhile."""
    return "" if any(not step["aside"] for step in steps) else WAITED_FOR.get(referral.state, "")


def way_back(request, referral, page=""):
    """Who came from the desk goes back to the desk; others to `page`, or to the referral's."""
    return _wanted(request) or page or reverse("referrals:detail", args=[referral.pk])


def onwards(request):
    """The way back, for a page that leads on to another: what ends the addresses that it links to."""
    wanted = _wanted(request)
    return f"?{urlencode({'next': wanted})}" if wanted else ""


def _wanted(request):
    wanted = request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
    return wanted if ours and len(wanted) <= 200 else ""
