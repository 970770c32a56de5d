"""What answers leave for the page of today: nothing ends in silence, so somebody is told on the day."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referrals.models import Complaint, DecisionReview, FollowUp, Referral
from referrals.states import BEING_WEIGHED
from wemix import navigation, sockets
from wemix.access import Role
from wemix.sockets import Task, TaskRow


def plug():
    sockets.today.plug(tasks)
    navigation.add((Role.COORDINATOR, Role.SOCIAL_WORKER), gettext_lazy("Complaints"), "referrals:complaints", order=65)


def tasks(user):
    if not user.is_coordinator:
        return []
    return [_complaints(user), *_reviews(user), _pauses_that_ended(user), *_left_to_do(user)]


def _complaints(user):
    """The oldest first; what is late is told as late."""
    rows = Complaint.objects.visible_to(user).to_answer().select_related("household").order_by("due_on", "pk")
    url = f"{reverse('referrals:complaints')}?stage=open"
    shown = tuple(
        TaskRow(str(row.household), reverse("referrals:complaint", args=[row.pk]), due=row.due_on, of=row.pk)
        for row in rows
    )
    return Task("referrals.complaint", _("Complaints to answer"), shown, url, order=6)


def _reviews(user):
    """Of a decision of mine, the review is for a colleague."""
    rows = DecisionReview.objects.visible_to(user).to_decide().filter(referral__state__in=BEING_WEIGHED)
    rows = rows.select_related("household").order_by("asked_at", "pk")
    contested = DecisionReview.objects.visible_to(user).filter(decided_first_by=user)
    of_mine = Q(referral__in=contested.values("referral"))
    title = _("Reviews asked: another person decides")
    return [
        Task("referrals.review", title, tuple(map(_review_row, rows.exclude(of_mine))), order=8),
        Task("referrals.review", title, tuple(map(_review_row, rows.filter(of_mine))), order=8, mine=False),
    ]


def _review_row(review):
    url = reverse("referrals:detail", args=[review.referral_id])
    return TaskRow(str(review.household), url, timezone.localdate(review.asked_at), note=review.text[:80], of=review.pk)


def _pauses_that_ended(user):
    """They count again from that day; that somebody talks to them is not left to chance."""
    ended = Referral.objects.visible_to(user).waiting().filter(parked_until__lte=timezone.localdate())
    rows = tuple(
        TaskRow(
            str(row.household),
            reverse("referrals:detail", args=[row.pk]),
            due=row.parked_until,
            note=row.get_parked_reason_display(),
            of=f"{row.pk}:{row.parked_until}",
        )
        for row in ended.select_related("household").order_by("parked_until", "pk")
    )
    return Task("referrals.pause_over", _("The pause is over: talk to the household"), rows, order=12)


def _left_to_do(user):
    rows = FollowUp.objects.visible_to(user).to_do().filter(due_on__lte=timezone.localdate())
    rows = rows.select_related("household", "unit__building").order_by("due_on", "pk")
    return [
        Task(f"referrals.{kind}", kind.label, tuple(_left_row(row) for row in rows if row.kind == kind), order=14)
        for kind in FollowUp.Kind
    ]


def _left_row(row):
    label = row.unit if row.kind == FollowUp.Kind.CORRECT_UNIT else row.household
    return TaskRow(str(label), reverse("referrals:follow_up", args=[row.pk]), due=row.due_on, of=row.pk)
