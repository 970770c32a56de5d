"""The page of a step of a stay: what it asks, what it does, and a way back."""

from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from housing import actions
from housing.forms.entries import PlaceEntryForm
from housing.forms.steps import (
    AskExtensionForm,
    AuthoriseForm,
    ConfirmExitForm,
    CorrectExitForm,
    CorrectForm,
    GrantForm,
    NoteForm,
    OpinionForm,
    RefuseForm,
    StaysOnForm,
)
from housing.line_of_stay import extensions
from housing.models import Stay
from housing.workflow import Step, steps_open_to
from wemix import audit
from wemix.access import CASE_WORKERS, get_visible_or_404, role_required
from wemix.pages import form_page, require_form_methods


@dataclass(frozen=True)
class StepPage:
    form: type
    act: callable  # (stay=, by=, **what the form says)
    done: str
    says: str = ""  # what it brings about, where the name of the step does not say it
    submit: str = ""  # what the button says, where that name is no act


SAVE = gettext_lazy("Save")
PAGES = {
    Step.PLACE: StepPage(
        PlaceEntryForm, actions.place_entry, gettext_lazy("The entry has its place and its day."), submit=SAVE
    ),
    Step.ASK_EXTENSION: StepPage(
        AskExtensionForm,
        actions.ask_extension,
        gettext_lazy("Asked: the coordinator decides, once the sending body has said what it thinks."),
    ),
    Step.OPINION: StepPage(OpinionForm, actions.give_opinion, gettext_lazy("Said: the coordinator reads it.")),
    Step.GRANT: StepPage(
        GrantForm,
        actions.grant_extension,
        gettext_lazy("Granted: both sides are told."),
        gettext_lazy("The planned exit moves to this day."),
    ),
    Step.REFUSE: StepPage(
        RefuseForm,
        actions.refuse_extension,
        gettext_lazy("Not granted: both sides are told."),
        gettext_lazy("The planned exit stays as it is. Both sides read the reason."),
    ),
    Step.TAKE_BACK: StepPage(NoteForm, actions.take_extension_back, gettext_lazy("The request is taken back.")),
    Step.CONFIRM_EXIT: StepPage(
        ConfirmExitForm,
        actions.confirm_exit,
        gettext_lazy("Confirmed: from that day on the place can be given to others."),
        gettext_lazy(
            "It is no exit yet: from this day on the place can be given to others. If it does not hold after all, say "
            "so, and the place is theirs again."
        ),
    ),
    Step.UNDO_EXIT: StepPage(
        StaysOnForm,
        actions.undo_exit,
        gettext_lazy("The place is theirs again, without an end in sight."),
        gettext_lazy("They leave later, or have not left: the place is theirs again, without an end in sight."),
        submit=SAVE,
    ),
    Step.AUTHORISE: StepPage(
        AuthoriseForm,
        actions.authorise_overstay,
        gettext_lazy("Authorised: both sides are told."),
        gettext_lazy("The planned exit stays as it is. On this day somebody decides anew."),
    ),
    Step.NOT_AUTHORISE: StepPage(
        StaysOnForm,
        actions.refuse_overstay,
        gettext_lazy("Not authorised: both sides are told."),
        gettext_lazy("Whoever is still here keeps the place: it is not given to others until they have left."),
    ),
    Step.CORRECT: StepPage(
        CorrectForm,
        actions.correct_day,
        gettext_lazy("Corrected: both days stand in the history."),
        gettext_lazy("The nights follow. Both days stay in the history, and figures already told show an adjustment."),
    ),
    Step.CORRECT_EXIT: StepPage(
        CorrectExitForm,
        actions.correct_exit,
        gettext_lazy("Corrected: what was written before stays in the history."),
        gettext_lazy("What this exit counts as follows. What was written before stays in the history."),
        submit=SAVE,
    ),
}
KEEPING = (Step.UNDO_EXIT, Step.GRANT, Step.AUTHORISE, Step.NOT_AUTHORISE)  # the place, in spite of a confirmed exit
ABOUT_AN_EXTENSION = (Step.OPINION, Step.GRANT, Step.REFUSE, Step.TAKE_BACK)


@require_form_methods
@role_required(*CASE_WORKERS)
def step(request, pk, step):
    rows = Stay.objects.select_related("household", "host").with_places()
    stay = get_visible_or_404(rows, request.user, pk=pk)
    if step not in PAGES:
        raise Http404
    step, page = Step(step), PAGES[step]
    if request.method == "GET" and step not in steps_open_to(stay, request.user):
        raise Http404
    audit.look(request, "stay.page", stay)
    back = stay.get_absolute_url()

    def act(form):
        page.act(stay=stay, by=request.user, **form.cleaned_data)
        return back, str(page.done)

    context = {
        "title": step.label,
        "lede": stay.household,
        "back": back,
        "submit": page.submit or step.label,
        "stay": stay,
        "says": page.says,
        "displaces": _displaced_by(stay, request.user) if step in KEEPING else [],
        "extension": extensions(stay, request.user).open().first() if step in ABOUT_AN_EXTENSION else None,
    }
    return form_page(
        request,
        lambda data: page.form(data, stay=stay, user=request.user),
        act,
        template="housing/stay_step.html",
        context=context,
        keeps_draft=step == Step.ASK_EXTENSION,  # its text is long, and edited by hand
    )


def _displaced_by(stay, user):
    """Whose entries give way, in sentences: also of who is not for this reader to know."""
    behind = actions.entries_behind(stay)
    known = set(Stay.objects.visible_to(user).filter(pk__in=behind).values_list("pk", flat=True))
    said = _("%(who)s, who would enter on %(day)s, needs another place or day. Both sides are told.")
    return [
        said
        % {"who": entry.household if entry.pk in known else _("A household"), "day": f"{entry.planned_from:%d/%m/%Y}"}
        for entry in behind.select_related("household")
    ]
