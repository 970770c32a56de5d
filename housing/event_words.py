"""A step of a stay that was taken, in words."""

from django.utils.translation import gettext as _

from beneficiaries.vocabularies.exits import ExitReason
from housing.models import Extension
from housing.reasons import CorrectionReason, EntryUndone, ExtensionReason, ExtensionRefusal, StaysOn
from housing.workflow import RULES, Step

REASONS = {
    Step.CANCEL: EntryUndone,
    Step.ASK_EXTENSION: ExtensionReason,
    Step.OPINION: Extension.Opinion,
    Step.REFUSE: ExtensionRefusal,
    Step.UNDO_EXIT: StaysOn,
    Step.AUTHORISE: StaysOn,
    Step.NOT_AUTHORISE: StaysOn,
    Step.CORRECT: CorrectionReason,
    Step.CORRECT_EXIT: CorrectionReason,
    Step.END: ExitReason,
}
UNTIL = (Step.ASK_EXTENSION, Step.GRANT, Step.AUTHORISE, Step.REPLAN)


def step_taken(event):
    """What happened, for which day, and why: «Extension asked until 30/06/2027: health»."""
    happened = str(RULES[event.step].news)
    if event.on:
        day = f"{event.on:%d/%m/%Y}"
        when = _("until %(day)s") % {"day": day} if event.step in UNTIL else f"({day})"
        happened = f"{happened} {when}"
    reasons = REASONS.get(event.step)
    reason = reasons(event.reason).label if reasons and event.reason else ""
    return f"{happened[:1].upper()}{happened[1:]}{f': {reason[:1].lower()}{reason[1:]}' if reason else ''}"


def what_was_said(event, with_told):
    """The lines under it: what was corrected as it was and is, the note, and who was told."""
    lines = list(_corrected(event))
    if event.note:
        lines.append(event.note)
    if with_told and (told := ", ".join(map(str, event.told.all()))):
        lines.append(_("Told: %(people)s") % {"people": told})
    return "\n".join(lines)


def _corrected(event):
    if correction := getattr(event, "correction", None):
        said = _("%(which)s: from %(before)s to %(after)s") % {
            "which": correction.get_which_display(),
            "before": f"{correction.before:%d/%m/%Y}",
            "after": f"{correction.after:%d/%m/%Y}",
        }
        yield f"{said[:1].upper()}{said[1:]}"
    if correction := getattr(event, "exit_correction", None):
        for what, before, after in correction.in_words:
            said = _("%(what)s: “%(before)s” before, “%(after)s” now")
            said %= {"what": what, "before": before, "after": after}
            yield f"{said[:1].upper()}{said[1:]}"
