"""The facts of today as one person has them, with what was answered to each; and the answers."""

from dataclasses import replace
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from wemix import audit, sockets
from wemix.access import Unseen
from wemix.models import FactAnswer

Answer = FactAnswer.Answer
DAY, WEEK = timedelta(days=1), timedelta(days=7)
CLIMBS = timedelta(days=3)  # without an answer


def facts_of(user):
    """Every task of this person, each row with its key and with the answer that its body gave, if any."""
    tasks = [_with_keys(task) for task in sockets.today.gather(user) if task.rows]
    keys = [row.key for task in tasks for row in task.rows]
    answers = FactAnswer.objects.visible_to(user).filter(fact__in=keys).select_related("to", "by")
    answered = {answer.fact: answer for answer in answers}
    return [
        replace(task, rows=tuple(replace(row, answer=answered.get(row.key)) for row in task.rows)) for task in tasks
    ]


def _with_keys(task):
    return replace(task, rows=tuple(replace(row, key=task.fact(row)) for row in task.rows))


def waiting(tasks, user):
    """What nobody has answered. What was handed over is its new bearer's, and the others' colleague's.

    What waits for three days climbs: to the coordinator; in a sending body, which has none, from the named worker
    to her substitute.
    """
    today = timezone.localdate()
    for task in tasks:
        rows = [
            replace(row, climbed=_climbs(row, task, user, today))
            for row in task.rows
            if not _is_settled(row.answer, today)
        ]
        for mine in (True, False):
            own = tuple(row for row in rows if _is_mine(row, task, user) == mine)
            if own:
                yield replace(task, rows=own, mine=mine)


def answered_today(tasks, user):
    """What this person said of a fact today, and may take back."""
    today = timezone.localdate()
    said = [(task, row) for task in tasks for row in task.rows if row.answer and row.answer.by_id == user.pk]
    return [(task, row) for task, row in said if timezone.localdate(row.answer.at) == today]


def _is_settled(answer, today):
    return bool(answer) and (answer.answer == Answer.DONE or bool(answer.until and answer.until > today))


def _climbs(row, task, user, today):
    since = row.arose or row.since or row.due
    if row.answer or since is None or since > today - CLIMBS:
        return False
    if user.is_coordinator:
        return task.reminds or not task.mine
    return task.mine and _is_a_colleague_s(row, user)


def _is_a_colleague_s(row, user):
    return user.is_social_worker and row.worker not in (None, user.pk)


def _is_mine(row, task, user):
    if row.answer and row.answer.to_id:
        return row.answer.to_id == user.pk
    return row.climbed or (task.mine and not _is_a_colleague_s(row, user))


def find(user, key):
    """The fact as this person sees it today; what they don't see they can't answer."""
    for task in facts_of(user):
        for row in task.rows:
            if row.key == key:
                return task, row
    raise Unseen("wemix.factanswer", key if key.isascii() and key.isprintable() else "")


def done(key, *, by):
    task, _row = find(by, key)
    if not task.reminds:
        raise ValidationError(_("This ends with the step that it waits for."))
    return _answer(key, Answer.DONE, by=by)


def put_off(key, *, by):
    task, row = find(by, key)
    if task.alarms:
        raise ValidationError(_("An alarm can't be put off."))
    return _answer(key, Answer.LATER, by=by, until=_comes_back(row.due))


def _comes_back(due):
    """In a week, or on its day if that is sooner; what is late already, tomorrow."""
    today = timezone.localdate()
    return max(today + DAY, min(today + WEEK, due or today + WEEK))


def hand_over(key, *, to, by):
    """To a colleague of the same body who sees the same row: the fact is looked for with their eyes."""
    find(by, key)
    try:
        find(to, key)
    except Unseen as unseen:
        raise ValidationError({"to": _("%(name)s may not see this.") % {"name": to}}) from unseen
    return _answer(key, Answer.HANDED, by=by, to=to)


def _answer(key, answer, *, by, until=None, to=None):
    """Of two who answer at once the first counts; the second is told who it was. Says whether this one counted."""
    said = {"answer": answer, "until": until, "to": to, "by": by, "at": timezone.now()}
    given = FactAnswer.objects.filter(organisation=by.organisation_id, fact=key)
    counts = bool(given.open_again().update(**said))
    if not counts:
        _row, counts = given.get_or_create(organisation_id=by.organisation_id, fact=key, defaults=said)
    if counts:
        audit.change(f"fact_{answer}", ("fact", key), by=by)
    return counts


def take_back(key, *, by):
    """Whoever answered may take it back: it waits again."""
    find(by, key)
    deleted, _models = FactAnswer.objects.filter(organisation=by.organisation_id, fact=key, by=by).delete()
    if deleted:
        audit.change("fact_taken_back", ("fact", key), by=by)
    return bool(deleted)
