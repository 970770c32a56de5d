"""A life project in words, for a text that somebody edits by hand before it goes out: reached, under way, what for.

Such a text is a letter of the household: what is apart stays out of it (papers/whose.py).
"""

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from beneficiaries.forms.fields import people_of
from beneficiaries.goals import with_steps
from beneficiaries.models import Goal, LifeProject, Review, ScaleReading
from beneficiaries.papers.whose import goals_for_household, is_in_one_voice, may_join
from beneficiaries.scale import courses
from beneficiaries.vocabularies.life import GoalStatus
from wemix.templatetags.wemix import dmy

REACHED = (GoalStatus.REACHED, GoalStatus.PARTLY_REACHED)


def extension_text(household, user):
    """What was reached, what is under way, and what the extra time is for; nothing where there is no open project."""
    project = LifeProject.objects.visible_to(user).open().filter(household=household).first()
    if project is None:
        return ""
    with translation.override(settings.LANGUAGE_CODE):
        goals = _goals(project, people_of(household, user), user)
        return _text(_reached(goals), _under_way(goals), _what_for(goals)) if goals else ""


def report_text(project, user):
    """What was agreed, what came of it, how far people have come, when one met."""
    household = project.household
    people = people_of(household, user)
    with translation.override(settings.LANGUAGE_CODE):
        goals = _goals(project, people, user)
        one_voice = is_in_one_voice(household, people)
        return _text(
            _period(project),
            _own_words(project) if one_voice else [],
            _reached(goals),
            _under_way(goals),
            _not_reached(goals),
            _scale(project, may_join(household, people), user),
            _reviews(project, user, one_voice),
            _the_end(project),
        )


def _goals(project, people, user):
    rows = Goal.objects.visible_to(user).filter(life_project=project).select_related("person")
    return with_steps(goals_for_household(rows, may_join(project.household, people)), user)


def _text(*blocks):
    return "\n\n".join("\n".join(lines) for lines in blocks if lines)


def _block(title, lines):
    return [title, *lines] if lines else []


def _period(project):
    said = {"first": dmy(project.opened_on), "last": dmy(project.closed_on or timezone.localdate())}
    return [_("From %(first)s to %(last)s.") % said]


def _own_words(project):
    return _block(_("Where the household wants to get to, in its own words:"), project.own_words.splitlines())


def _reached(goals):
    lines = [_ended(goal) for goal in goals if goal.status in REACHED]
    return _block(_("Goals that were reached:"), lines)


def _not_reached(goals):
    lines = [_ended(goal) for goal in goals if not goal.is_open and goal.status not in REACHED]
    return _block(_("Goals that were not reached, or left aside:"), lines)


def _ended(goal):
    on = f", {dmy(goal.ended_on)}" if goal.ended_on else ""
    return f"– {goal.title} ({goal.get_status_display().lower()}{on})"


def _under_way(goals):
    lines = []
    for goal in goals:
        if goal.is_open:
            lines.append(f"– {goal.title}{_by(goal)}")
            lines += [_step(step) for step in goal.its_steps if step.done_on is None]
    return _block(_("Goals under way, and the next steps:"), lines)


def _step(step):
    return f"  · {step.what} ({step.get_who_display()}){_by(step)}"


def _by(row):
    return _(", by %(day)s") % {"day": dmy(row.due_on)} if row.due_on else ""


def _what_for(goals):
    wanted = [goal for goal in goals if goal.is_open]
    days = [goal.due_on for goal in wanted if goal.due_on and goal.due_on >= timezone.localdate()]
    if not wanted:
        return []
    lines = [pgettext("extension", "The extra time is for: %(goals)s.") % {"goals": "; ".join(map(str, wanted))}]
    if days:
        lines.append(_("The last of these is to be reached by %(day)s.") % {"day": dmy(max(days))})
    return lines


def _scale(project, people, user):
    """As the worker sees it: first reading and last; one level where nothing moved."""
    rows = ScaleReading.objects.visible_to(user).standing().filter(review__life_project=project, person__in=people)
    rows = rows.select_related("person", "review")
    rows = rows.order_by("person__born_on", "person_id", "review__held_on", "review_id")
    lines = [
        f"– {person}, {domain.label.lower()}: {_moved(worker)}"
        for person, domains in courses(rows)
        for domain, _person, worker in domains
        if worker
    ]
    return _block(_("The scale, from the first reading to the last, as the team sees it:"), lines)


def _moved(course):
    return " → ".join(level.label.lower() for level in dict.fromkeys([course.first, course.last]))


def _reviews(project, user, one_voice):
    rows = Review.objects.visible_to(user).filter(life_project=project).order_by("held_on", "pk")
    lines = [_met(review, one_voice) for review in rows]
    return _block(_("Reviews held together:"), lines)


def _met(review, one_voice):
    return f"– {dmy(review.held_on)}" + (f": {review.summary}" if one_voice and review.summary else "")


def _the_end(project):
    return _block(_("How it ended:"), project.closing_note.splitlines()) if project.closed_on else []
