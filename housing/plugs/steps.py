"""What the life of a stay leaves to do, on the page of today."""

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from housing.models import Closure, ExitFollowUp, Extension, Stay, StayEvent
from housing.workflow import Step
from wemix.access import CASE_WORKERS
from wemix.sockets import Task, TaskRow


def tasks(user):
    if user.role not in CASE_WORKERS:
        return []
    return [*_opinions(user), *_follow_ups(user), *(_of_team(user) if user.is_team else [])]


def _opinions(user):
    """Asked of the worker in charge, and of the substitute."""
    if not user.is_social_worker:
        return []
    asked = Extension.objects.visible_to(user).without_opinion().filter(_in_charge(user))
    return [Task("stays.opinion", _("Extensions: your opinion is asked"), _rows(asked, _about_extension), order=12)]


def _in_charge(user):
    return Q(household__worker=user) | Q(household__substitute=user)


def _follow_ups(user):
    """Of a sending body's, one's own first."""
    due = ExitFollowUp.objects.visible_to(user).due().select_related("household").order_by("due_on", "pk")
    if user.is_team:
        return [_follow_up_task(due, mine=True)]
    mine = _in_charge(user)
    return [_follow_up_task(due.filter(mine), mine=True), _follow_up_task(due.exclude(mine), mine=False)]


def _follow_up_task(rows, mine):
    told = tuple(
        TaskRow(
            str(row.household),
            reverse("housing:follow_up", args=[row.pk]),
            due=row.due_on,
            note=str(row),
            of=row.pk,
            worker=row.household.worker_id,
        )
        for row in rows
    )
    return Task("stays.follow_up", _("Follow-ups after the exit"), told, order=48, mine=mine)


def _of_team(user):
    stays = Stay.objects.visible_to(user).select_related("household")
    today, decides = timezone.localdate(), user.is_coordinator
    extensions = Extension.objects.visible_to(user).open()
    gone_by = stays.exit_gone_by(today).order_by("planned_until", "pk")
    beyond = to_authorise(stays, today).exclude(pk__in=gone_by).order_by("planned_until", "pk")
    return [
        _task("displaced", _("Entries displaced: another place or day"), _displaced(stays), 11, decides),
        _task("closure", _("Closures displaced: other days"), _displaced_closures(user) if decides else (), 13),
        _task("extension", _("Extensions to decide"), _rows(extensions, _about_extension), 22, decides),
        _task("exit_come", _("The confirmed exit has come: have they left?"), map(_exit_row, gone_by), 31),
        _task("overstay", _("Overstays to authorise, or not"), map(_exit_row, beyond), 33, decides),
    ]


def _task(code, title, rows, order, mine=True):
    return Task(f"stays.{code}", title, tuple(rows), order=order, mine=mine)


def to_authorise(stays, day):
    """Beyond their planned exit, and nobody has said that they may, or may not; or that they may until this day."""
    last = StayEvent.objects.filter(stay=OuterRef("pk")).on_overstay(OuterRef("planned_until")).order_by("-at", "-pk")
    said = stays.beyond(day).annotate(said=Subquery(last.values("step")[:1]), said_on=Subquery(last.values("on")[:1]))
    return said.filter(Q(said=None) | Q(said=Step.AUTHORISE, said_on__lt=day))


def _rows(extensions, note):
    return tuple(
        TaskRow(
            str(extension.household),
            reverse("housing:stay", args=[extension.stay_id]),
            since=timezone.localdate(extension.written_at),
            note=note(extension),
            of=extension.pk,
            worker=extension.household.worker_id,
        )
        for extension in extensions.select_related("household")
    )


def _about_extension(extension):
    opinion = extension.get_opinion_display() or _("awaited")
    return _("until %(day)s; opinion of the sending body: %(opinion)s") % {
        "day": f"{extension.until:%d/%m/%Y}",
        "opinion": opinion,
    }


def _displaced(stays):
    """With who was told."""
    rows = list(stays.displaced().order_by("planned_from", "pk"))
    told = {}
    for event in StayEvent.objects.filter(stay__in=rows, step=Step.DISPLACE).prefetch_related("told"):
        told[event.stay_id] = ", ".join(map(str, event.told.all()))
    return tuple(
        TaskRow(
            str(stay.household),
            stay.get_absolute_url(),
            due=stay.planned_from,
            note=_("told: %(people)s") % {"people": told[stay.pk]} if told.get(stay.pk) else "",
            of=f"{stay.pk}:{stay.planned_from}",
        )
        for stay in rows
    )


def _displaced_closures(user):
    rows = Closure.objects.visible_to(user).filter(displaced_at__isnull=False).select_related("place__unit__building")
    return tuple(
        TaskRow(
            str(row.place),
            reverse("admin:housing_closure_change", args=[row.pk]),
            due=row.starts_on,
            note=row.reason,
            of=f"{row.pk}:{row.starts_on}",
        )
        for row in rows
    )


def _exit_row(stay):
    of = f"{stay.pk}:{stay.planned_until}"
    return TaskRow(str(stay.household), stay.get_absolute_url(), since=stay.planned_until, of=of)
