"""Where a household stands on the line of work: the strip at the top of its pages."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from beneficiaries.models import LifeProject
from referrals.states import State
from wemix.sockets import Stage

WITHOUT_A_HOME = (State.NOT_ELIGIBLE, State.WITHDRAWN)  # the line stops where it was, and says why


def line_of_work(household, user):
    """From the file to a home of their own. Of a protected one, most readers learn only that it is followed."""
    referral = household.referrals.visible_to(user).select_related("stay").order_by("-pk").first()
    if household.is_hidden_from(user):
        return _followed(household, referral)
    steps = [_registered(household), *_weighing(referral), *_living(household, referral, user)]
    given_up = referral.get_state_display() if referral and referral.state in WITHOUT_A_HOME else ""
    reached = max(number for number, (label, day, url) in enumerate(steps) if day) + (not given_up)
    return [
        Stage(
            label,
            "done" if number < reached else "current" if number == reached else "todo",
            day,
            url,
            given_up if number == reached else "",
        )
        for number, (label, day, url) in enumerate(steps)
    ]


def _followed(household, referral):
    label, day, url = _registered(household)
    page = reverse("referrals:detail", args=[referral.pk]) if referral else ""
    return [Stage(label, "done", day, url), Stage(_("Being followed"), "current", url=page)]


def _registered(household):
    return _("Registered"), timezone.localdate(household.registered_at), ""


def _weighing(referral):
    url = reverse("referrals:detail", args=[referral.pk]) if referral else ""
    return [
        (_("Referred"), _day(referral, "submitted_at"), url),
        (_("Weighed"), _day(referral, "decided_at"), url),
    ]


def _living(household, referral, user):
    stay = referral.stay if referral else None
    project = LifeProject.objects.visible_to(user).filter(household=household).first() if stay else None
    at_home = stay.get_absolute_url() if stay else ""
    project_page = reverse("beneficiaries:life_project", args=[project.pk]) if project else ""
    return [
        (_("Home found"), _day(stay, "planned_at"), at_home),
        (_("Keys"), stay and stay.started_on, at_home),
        (_("Life project"), project and project.opened_on, project_page),
        (_("Left"), stay and stay.ended_on, ""),
    ]


def _day(row, field):
    moment = getattr(row, field, None)
    return timezone.localdate(moment) if moment else None
