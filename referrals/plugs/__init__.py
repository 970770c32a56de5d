"""What referrals plug into the pages of other floors: line of work, household's panel, today's tasks, search."""

from operator import attrgetter

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beneficiaries.models.access import named_worker_if_protected
from referrals.line_of_work import line_of_work
from referrals.models import Message, Proposal, Referral
from referrals.models.rulebook import READERS
from referrals.next_steps import next_steps
from referrals.plugs.proposals import proposal_row
from referrals.states import BEING_WEIGHED, State
from referrals.tables import state_mark
from wemix import navigation, sockets
from wemix.access import CASE_WORKERS, TEAM, Role
from wemix.sockets import Hit, Panel, Task, TaskRow

TO_WEIGH = (*BEING_WEIGHED, State.WAITING)


def plug():
    sockets.line_of_work.plug(line_of_work)
    sockets.household_panels.plug(panel)
    sockets.household_states.plug(states)
    sockets.today.plug(tasks)
    sockets.search.plug(found)
    sockets.free_places.plug(who_could_live_there)
    navigation.add(Role.values, gettext_lazy("Today"), "home", order=10)
    navigation.add(CASE_WORKERS, gettext_lazy("Referrals"), "referrals:list", order=30)
    from_the_list = ("referrals:plan", "referrals:homes")
    navigation.add(TEAM, gettext_lazy("Waiting list"), "referrals:waiting", order=35, leads_to=from_the_list)
    readers = (Role.MANAGER, Role.COORDINATOR)
    navigation.add(readers, gettext_lazy("Reports"), "referrals:reports", order=70, leads_to=("referrals:simulations",))
    navigation.add((Role.OFFICER,), gettext_lazy("Log of looks"), "referrals:log", order=80)
    navigation.add(CASE_WORKERS, gettext_lazy("Is there a place?"), "referrals:availability", order=60)
    navigation.add(READERS, gettext_lazy("Rules"), "referrals:rules", order=65)


# A free place of the calendar


def who_could_live_there(places, user):
    if user.role not in TEAM:
        return []
    return [(place.pk, reverse("referrals:households", args=[place.pk])) for place in places]


# The household's page


def panel(household, user):
    rows = household.referrals.visible_to(user).select_related("household", "host")
    shown = [
        {
            "referral": referral,
            "state": state_mark(referral, user),
            "steps": [step for step in next_steps(referral, user) if not step["aside"]],
        }
        for referral in rows
    ]
    writes = user.role in (Role.SOCIAL_WORKER, Role.COORDINATOR) and household.can_be_changed_by(user)
    may_refer = writes and not any(row.is_open or row.is_hidden_from(user) for row in rows)
    return [Panel(10, "referrals/_panel.html", {"referrals": shown, "household": household, "may_refer": may_refer})]


def states(households, user):
    """Where the latest referral of each household stands, for lists."""
    rows = Referral.objects.visible_to(user).filter(household__in=households).select_related("household")
    latest = {referral.household_id: referral for referral in rows.order_by("pk")}
    return [(key, state_mark(referral, user)) for key, referral in latest.items()]


# Today


def tasks(user):
    if user.is_social_worker:
        return [*_of_sender(user, mine=True), *_of_sender(user, mine=False)]
    if user.is_team:
        return _of_team(user)
    return []


def _of_sender(user, mine):
    rows = Referral.objects.visible_to(user).select_related("household")
    own = Q(household__worker=user) | Q(household__substitute=user)
    rows = rows.filter(own) if mine else rows.exclude(own)
    rows = rows.filter(named_worker_if_protected(user))
    questions = Message.objects.visible_to(user).open_questions().filter(referral__in=rows).select_related("household")
    return [
        Task(
            "referrals.question",
            _("Questions to answer"),
            tuple(_question_row(question) for question in questions),
            order=10,
            mine=mine,
        ),
        _task("draft", _("Drafts to send"), rows.filter(state=State.DRAFT), "written_at", order=20, mine=mine),
        _homes_proposed(rows, user, mine),
    ]


def _homes_proposed(referrals, user, mine):
    """The host records the answer; the worker is the one who hears it, and has a day to be heard by."""
    proposals = Proposal.objects.visible_to(user).open().filter(referral__in=referrals)
    proposals = proposals.with_places().select_related("household").order_by("held_until", "pk")
    rows = tuple(proposal_row(proposal) for proposal in proposals)
    return Task("referrals.proposed", _("Home proposed: the household is to answer"), rows, order=30, mine=mine)


def _of_team(user):
    """What the coordinator alone decides is, for an operator, the colleagues' work."""
    states = [*TO_WEIGH, State.ACCEPTED]
    rows = list(Referral.objects.visible_to(user).filter(state__in=states).select_related("household", "stay"))
    today, decides = timezone.localdate(), user.is_coordinator
    return [
        _of_state(_("New referrals to take in review"), rows, State.SUBMITTED, order=10),
        _of_state(_("In review: to decide"), rows, State.IN_REVIEW, order=20, mine=decides),
        _of_state(_("On the waiting list: find a home"), rows, State.WAITING, "waiting_since", order=40, mine=decides),
        _keys(rows),
        _task(
            "urgency",
            _("Urgency to weigh again"),
            [row for row in rows if row.state in TO_WEIGH and row.urgency_until and row.urgency_until <= today],
            "urgency_until",
            order=50,
            mine=decides,
        ),
        _of_state(_("Waiting for an answer of the sending body"), rows, State.ASKED, order=60),
    ]


def _keys(referrals):
    accepted = [row for row in referrals if row.state == State.ACCEPTED]
    rows = sorted(accepted, key=lambda row: (row.stay.planned_from, row.pk))
    waiting = [TaskRow(str(row.household), _page(row), due=row.stay.planned_from, of=row.pk) for row in rows]
    return Task("referrals.keys", _("Accepted: hand over the keys"), tuple(waiting), order=30)


def _page(referral):
    return reverse("referrals:detail", args=[referral.pk])


def _of_state(title, rows, state, since="submitted_at", *, order, mine=True):
    url = f"{reverse('referrals:list')}?stage={state}"
    return _task(state, title, [row for row in rows if row.state == state], since, order=order, url=url, mine=mine)


def _task(code, title, rows, since="submitted_at", *, order, url="", mine=True):
    ordered = sorted(rows, key=attrgetter(since))
    return Task(f"referrals.{code}", title, tuple(_row(row, since) for row in ordered), url, order, mine)


def _row(referral, since):
    moment = getattr(referral, since)
    day = timezone.localdate(moment) if hasattr(moment, "hour") else moment
    worker = referral.household.worker_id
    return TaskRow(str(referral.household), _page(referral), day, of=f"{referral.pk}:{day}", worker=worker)


def _question_row(question):
    url = reverse("referrals:answer", args=[question.pk])
    asked_on = timezone.localdate(question.at)
    said = {"note": question.text[:80], "of": question.pk, "worker": question.household.worker_id}
    return TaskRow(str(question.household), url, asked_on, **said)


# Search


def found(user, text):
    """A referral by its number."""
    if not text.isdecimal() or len(text) > 9:
        return []
    rows = Referral.objects.visible_to(user).filter(pk=text).select_related("household")
    return [
        Hit(str(row.household), reverse("referrals:detail", args=[row.pk]), _("referral"), str(row.state_for(user)))
        for row in rows
    ]
