"""Where a stay stands: the strip at the top of its page, what may be done now, and its history."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from housing.event_words import step_taken, what_was_said
from housing.models import Extension, StayEvent
from housing.workflow import Step, steps_open_to
from wemix import sockets
from wemix.sockets import Stage

ELSEWHERE = {Step.ARRIVE, Step.CANCEL, Step.END}  # they move the referral too: another floor's pages take them
OWN_PAGE = {Step.REPLAN: "housing:replan", Step.TRANSFER: "housing:transfer"}
LEADS_ON = (Step.GRANT, Step.REFUSE, Step.FOLLOW_UP)
ICONS = {
    Step.ARRIVE: "key",
    Step.CORRECT: "pencil",
    Step.CORRECT_EXIT: "pencil",
    Step.END: "logout",
    Step.DISPLACE: "warning-circle",
}


def stages(stay, exit_on, follow_ups):
    """Planned, keys, exit (`exit_on`: confirmed for that day), and what is asked afterwards, the `follow_ups`."""
    rows = [
        (_("Planned"), timezone.localdate(stay.planned_at), ""),
        (_("Keys"), stay.started_on, _("planned on %(day)s") % {"day": _day(stay.planned_from)}),
        (_("Exit"), stay.ended_on, _exit_note(stay, exit_on)),
        *(
            (_after(follow_up.months), follow_up.at and timezone.localdate(follow_up.at), _day(follow_up.due_on))
            for follow_up in follow_ups
        ),
    ]
    reached = next((number for number, (_label, day, _note) in enumerate(rows) if not day), len(rows))
    return [
        Stage(label, _state(number, reached, stay), day, note="" if day else note)
        for number, (label, day, note) in enumerate(rows)
    ]


def _state(number, reached, stay):
    if number < reached:
        return "done"
    return "current" if number == reached and stay.state != stay.State.CANCELLED else "todo"


def _exit_note(stay, exit_on):
    if exit_on:
        return _("confirmed for %(day)s") % {"day": _day(exit_on)}
    return _("planned on %(day)s") % {"day": _day(stay.planned_until)} if stay.planned_until else ""


def _after(months):
    return ngettext("After %(count)s month", "After %(count)s months", months) % {"count": months}


def _day(day):
    return f"{day:%d/%m/%Y}"


def next_steps(stay, user, decision):
    """Buttons: what leads on first. `decision`: the last word on its overstay."""
    own = [
        {"label": step.label, "url": step_url(stay, step), "aside": not _leads_on(step, stay, user, decision)}
        for step in steps_open_to(stay, user)
        if step not in ELSEWHERE
    ]
    return sorted([*sockets.stay_steps.gather(stay, user), *own], key=lambda step: step["aside"])


def _leads_on(step, stay, user, decision):
    """Who is displaced needs a place before anything else; who leaves soon needs that confirmed, or more time."""
    if step == Step.PLACE:
        return bool(stay.displaced_at)
    if step == Step.OPINION:
        return user.is_social_worker  # a coordinator gives it in the sending body's stead
    if step in (Step.AUTHORISE, Step.NOT_AUTHORISE):
        return decision is None
    if step in (Step.ASK_EXTENSION, Step.CONFIRM_EXIT):
        return stay.exit_is_near and not stay.is_overstay
    return step in LEADS_ON


def step_url(stay, step):
    if step == Step.FOLLOW_UP:
        return reverse("housing:follow_up", args=[stay.follow_ups.due().first().pk])
    if step in OWN_PAGE:
        return reverse(OWN_PAGE[step], args=[stay.pk])
    return reverse("housing:step", args=[stay.pk, step])


def history(stay, user):
    """The newest first; who was told is the team's to know."""
    events = StayEvent.objects.visible_to(user).filter(stay=stay).select_related("by", "correction", "exit_correction")
    return [
        {
            "at": event.at,
            "by": event.by,
            "title": step_taken(event),
            "text": what_was_said(event, with_told=user.is_team),
            "icon": ICONS.get(event.step, ""),
        }
        for event in events.prefetch_related("told").order_by("-at", "-pk")
    ]


def overstay_decision(stay, user):
    """The last word on an overstay that goes on, or None."""
    if not stay.is_overstay:
        return None
    said = StayEvent.objects.visible_to(user).filter(stay=stay).on_overstay(stay.planned_until)
    return said.select_related("by").order_by("at", "pk").last()


def extensions(stay, user):
    rows = Extension.objects.visible_to(user).filter(stay=stay)
    return rows.select_related("written_by", "opinion_by", "decided_by").order_by("-written_at", "-pk")
