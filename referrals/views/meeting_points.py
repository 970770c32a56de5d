"""A point of the équipe: what is known, what is said, what is decided, and the steps that come of it."""

from functools import partial

from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beneficiaries.models import Household
from housing.models import Extension
from housing.workflow import Step
from housing.workflow import steps_open_to as steps_of_stay_open_to
from referrals.actions import meetings as actions
from referrals.agenda import facts_told
from referrals.forms.meetings import ExtensionPointForm, OwnPointForm, PointForm
from referrals.forms.steps import SureForm
from referrals.models import Meeting, MeetingPoint, Referral
from referrals.next_steps import next_steps
from referrals.papers.minutes import told_points
from referrals.tables import state_mark
from wemix import audit
from wemix.access import TEAM, Role, get_visible_or_404, role_required
from wemix.pages import form_page, require_form_methods

BEFORE, AFTER = 3, 10  # points of the agenda that stand beside the one that is spoken of
NOBODY_PREPARES = gettext_lazy("No meeting is being prepared: a coordinator opens the next one.")
ROWS = MeetingPoint.objects.select_related(
    "meeting", "household", "referral__household", "referral__stay", "carried_from"
)


@require_form_methods
@role_required(*TEAM)
def point(request, pk):
    """The page that is open while the team talks; a closed meeting is only read, all on one page."""
    shown = get_visible_or_404(ROWS, request.user, pk=pk)
    if request.method == "GET" and not shown.meeting.is_open:
        return redirect(_on_agenda(shown))
    audit.look(request, "meeting.point", shown)
    agenda = told_points(shown.meeting, request.user)
    place = next((number for number, one in enumerate(agenda) if one.pk == shown.pk), -1)
    following = next(iter(agenda[place + 1 :]), None)

    extension = _extension_to_decide(shown, request.user)

    def act(form):
        actions.write_point(point=form.instance, by=request.user, fields=form.changed_data)
        if extension and (outcome := form.cleaned_data["outcome"]):
            said = {name: form.cleaned_data[name] for name in ("until", "refusal")}
            actions.decide_extension(point=form.instance, outcome=outcome, by=request.user, **said)
        onwards = following and request.POST.get("then") == "next"
        return (_page(following) if onwards else _on_agenda(shown)), _("Written: %(point)s.") % {"point": shown}

    context = _told(shown, request.user) | {
        "here": agenda[place] if place >= 0 else shown,
        "all": len(agenda),
        "beside": agenda[max(place - BEFORE, 0) : place + AFTER],
        "following": following,
        "back": _on_agenda(shown),
    }
    form = partial(PointForm, instance=shown)
    if extension:
        form = partial(ExtensionPointForm, instance=shown, extension=extension)
    return form_page(request, form, act, template="referrals/meeting_point.html", context=context, keeps_draft=True)


def _extension_to_decide(point, user):
    """Of the point's household, where this person decides it."""
    if point.kind != MeetingPoint.Kind.EXTENSION or not (point.referral and point.referral.stay_id):
        return None
    if Step.GRANT not in steps_of_stay_open_to(point.referral.stay, user):
        return None
    return Extension.objects.visible_to(user).open().select_related("stay").filter(stay=point.referral.stay_id).first()


def _told(point, user):
    referral = point.referral
    return {
        "title": str(point),
        "point": point,
        "facts": facts_told(point),
        "state": state_mark(referral, user) if referral else "",
        "links": _links(point),
        "reviews": referral.reviews.visible_to(user).to_decide().select_related("asked_by", "decided_first_by")
        if referral
        else (),
        "next_steps": [step for step in next_steps(referral, user, back=_page(point)) if not step["aside"]]
        if referral
        else [],
        "may_leave_out": user.is_coordinator,
    }


def _links(point):
    """Where the team looks things up, what this kind of point is about first."""
    if not point.household_id:
        return []
    household, kind, referral = point.household_id, MeetingPoint.Kind, point.referral
    links = []
    if point.kind == kind.INCIDENT:
        links.append((_("Diary"), reverse("beneficiaries:diary", args=[household]) + "?kind=incident"))
    if point.kind == kind.EXTENSION and referral and referral.stay_id:
        links.append((_("Stay"), reverse("housing:stay", args=[referral.stay_id])))
    if referral:
        links.append((_("Referral"), reverse("referrals:detail", args=[referral.pk])))
    return [*links, (_("Household"), reverse("beneficiaries:household", args=[household]))]


@require_form_methods
@role_required(*TEAM)
def add(request, pk):
    """A point of no household in particular."""
    meeting = get_visible_or_404(Meeting.objects.open(), request.user, pk=pk)
    back = reverse("referrals:meeting", args=[pk])
    return _add(request, MeetingPoint(meeting=meeting), back, str(meeting))


@require_form_methods
@role_required(*TEAM)
def bring(request, household_pk):
    """From a household's page to the next meeting; there may be none."""
    household = get_visible_or_404(Household, request.user, pk=household_pk)
    audit.look(request, "household.page", household)
    meeting = Meeting.objects.visible_to(request.user).open().first()
    referral = Referral.objects.visible_to(request.user).open().filter(household=household).first()
    new = MeetingPoint(meeting=meeting, household=household, referral=referral)
    return _add(request, new, reverse("beneficiaries:household", args=[household_pk]), str(household))


def _add(request, new, back, lede):
    def act(form):
        if not new.meeting_id:
            raise ValidationError(NOBODY_PREPARES)
        made = actions.add_point(point=form.instance, by=request.user)
        return _on_agenda(made), _("It is on the agenda of the meeting.")

    context = {
        "title": _("Bring a point to the équipe"),
        "lede": lede,
        "back": back,
        "submit": _("Put it on the agenda"),
        "refusal": "" if new.meeting_id else NOBODY_PREPARES,
    }
    form = partial(OwnPointForm, instance=new)
    return form_page(request, form, act, template="referrals/meeting_point_add.html", context=context)


@require_form_methods
@role_required(Role.COORDINATOR)
def leave_out(request, pk):
    """Out of this meeting; a matter that still stands comes back by itself with the next agenda."""
    shown = get_visible_or_404(ROWS.filter(meeting__closed_at__isnull=True), request.user, pk=pk)
    back = reverse("referrals:meeting", args=[shown.meeting_id])

    def act(form):
        actions.leave_out(point=shown, by=request.user)
        return back, _("Left out of the agenda.") if shown.is_left_out else _("Back on the agenda.")

    title = _("Put it back on the agenda") if shown.is_left_out else _("Leave it out of the agenda")
    context = {"title": title, "lede": str(shown), "back": back, "submit": title}
    if not shown.is_left_out:
        context |= {"warning": _what_is_lost(shown)}
    template = "form.html" if shown.is_left_out else "confirm.html"
    return form_page(request, SureForm, act, template=template, context=context)


def _what_is_lost(point):
    if point.is_touched:
        return _("What is written on this point will not stand in the minutes.")
    if point.carried_from_id:
        return _("It was left open at the meeting before, and will not be carried to the next one.")
    return _("It will not be spoken of at this meeting. It can be put back while the meeting is open.")


def _page(point):
    return reverse("referrals:meeting_point", args=[point.pk])


def _on_agenda(point):
    return f"{reverse('referrals:meeting', args=[point.meeting_id])}#punto-{point.pk}"
