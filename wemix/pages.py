"""The one way that a form is shown, refused, and accepted.

Every form of the site goes through `form_page`, so that none forgets: a double click is answered once, a stale
form shows both versions, what was typed before the sign-in expired comes back, a refusal of the database is a
sentence, and a refused form keeps everything and answers 422.
"""

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import connection, transaction
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from wemix import typed, waiting
from wemix.sentences import REFUSALS, sentence_for
from wemix.versions import refuse_stale, version_of

require_form_methods = require_http_methods(["GET", "POST"])  # a view by which a form is opened and sent


def as_left(request):
    """How a list is looked at just now (its kind, its days, its page), to come back to it so: what follows its path."""
    return f"?{request.GET.urlencode()}" if request.GET else ""


def form_page(request, make_form, act, *, template="form.html", context=None, keeps_draft=False):
    """Show the form, or act on it.

    make_form(data) -> a form, bound if data is not None; act(form) -> (address to go on to, sentence or "").
    With `keeps_draft`, the page saves what is typed while it is typed (templates/includes/_draft.html).
    """
    path = request.get_full_path()
    if request.method == "POST":
        form = make_form(request.POST)
        answer = _accept(request, form, act, path if keeps_draft else None)
        if answer:
            return answer
        if waiting.is_asked(request):
            return waiting.refusal(form)
        status = 422
    else:
        form, status = _open(request, make_form, path if keeps_draft else None), 200
    frame = {
        "form": form,
        "once": typed.new_key(),
        "author": typed.author_token(request.user),
        "draft_path": path if keeps_draft else "",
        "version": version_of(form),
    }
    return render(request, template, frame | (context or {}), status=status)


def _open(request, make_form, draft_path):
    data, why = typed.given_back(request, draft_path)
    form = make_form(data)
    if data is not None:
        messages.info(request, why)
        form.errors.clear()  # not refused: only given back
    return form


class NotAccepted(Exception):
    """The form says itself what is wrong; the key it came with stays good for the next try."""


def _accept(request, form, act, draft_path):
    try:
        return _act_once(request, form, act, draft_path)
    except typed.SentAlready as again:
        return HttpResponseRedirect(again.result)
    except NotAccepted:
        pass
    except ValidationError as refusal:
        _show(form, refusal)
    except REFUSALS as refusal:
        form.add_error(None, sentence_for(refusal))
    return None


def _act_once(request, form, act, draft_path):
    with transaction.atomic():
        key = typed.claim(request.POST.get("once"), request.user)  # first: a double click is never "stale"
        if not form.is_valid() or refuse_stale(form, request.POST):
            raise NotAccepted
        key.result, sentence = act(form)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # so that a late refusal comes here, as a sentence
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        key.save(update_fields=["result"])
    if draft_path:
        typed.drop_draft(request.user, draft_path)
    if sentence:
        messages.success(request, sentence)
    return HttpResponseRedirect(key.result)


def _show(form, refusal):
    """Each error beside its field; what belongs to no field of this form, on top."""
    errors = refusal.message_dict if hasattr(refusal, "error_dict") else {NON_FIELD_ERRORS: refusal.messages}
    for field, sentences in errors.items():
        form.add_error(field if field in form.fields else None, sentences)
