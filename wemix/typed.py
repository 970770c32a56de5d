"""What people typed is never lost: not to a double click, an expired sign-in, a closed browser.

- Every form carries a one-time key (double click) and its author's signed name (expired sign-in).
- A post that comes after the sign-in expired is kept in the session, and given back to the same author only.
- A form that keeps drafts is saved on the server while it is typed.
"""

import uuid

from django.core import signing
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from wemix.models import Draft, OnceKey

KEPT = "typed_before_sign_in"
EXPIRED = _("Your sign-in had expired. What you had typed is here: check it and send it again.")
LEFT = _("This is the draft that you left. It was kept as you typed it.")
OWN_FIELDS = ("csrfmiddlewaretoken", "once")


def author_token(user):
    return signing.dumps(user.pk, salt="author")


def author_of(token):
    """The key of the person whose form this is; None if nobody signed it."""
    try:
        return signing.loads(token, salt="author")
    except signing.BadSignature:
        return None


def keep(request):
    """Put a post aside until its author has signed in again. A post without an author's signature is not kept."""
    author = author_of(request.POST.get("author", ""))
    if author is None:
        return
    request.session[KEPT] = {"author": author, "path": request.get_full_path(), "data": as_dict(request.POST)}


def given_back(request, draft_path):
    """(what this person typed on this page, and did not send; why it is here again), or (None, "")."""
    if data := _take(request):
        return as_post(data), EXPIRED
    if draft_path and (draft := draft_of(request.user, draft_path)):
        return as_post(draft.data), LEFT
    return None, ""


def _take(request):
    """What was typed before the sign-in expired, once."""
    kept = request.session.get(KEPT)
    if not kept or kept["path"] != request.get_full_path():
        return None
    del request.session[KEPT]
    return kept["data"] if kept["author"] == request.user.pk else None


def as_dict(post):
    """PostgreSQL's text knows no NUL; nobody types one."""
    return {
        name.replace("\0", ""): [value.replace("\0", "") for value in values]
        for name, values in post.lists()
        if name not in OWN_FIELDS
    }


def as_post(data):
    post = QueryDict(mutable=True)
    for name, values in data.items():
        post.setlist(name, values)
    return post


# Drafts


def save_draft(user, form, post):
    draft, _ = Draft.objects.update_or_create(user=user, form=form, defaults={"data": as_dict(post)})
    return draft


def draft_of(user, form):
    return Draft.objects.visible_to(user).filter(form=form).first()


def drop_draft(user, form):
    Draft.objects.visible_to(user).filter(form=form).delete()


def drop_drafts_at(user, address):
    """Those of every query of this address: a page may have one for each."""
    Draft.objects.visible_to(user).filter(form__startswith=f"{address}?").delete()


# Once


def new_key():
    return str(uuid.uuid4())


class SentAlready(Exception):
    """This key was used: `result` is where its first post led."""

    def __init__(self, result):
        self.result = result


def result_of(request):
    """Where this post's key led, if it was used already; or None."""
    try:
        key = uuid.UUID(request.POST.get("once", ""))
    except ValueError:
        return None
    return OnceKey.objects.filter(key=key, user=request.user.pk).values_list("result", flat=True).first()


def claim(key, user):
    """Use the key up. A second post waits here for the first one's end, and then learns its result."""
    try:
        key = uuid.UUID(str(key))
    except ValueError:
        key = uuid.uuid4()
    try:
        with transaction.atomic():
            return OnceKey.objects.create(key=key, user=user)
    except IntegrityError:
        first = OnceKey.objects.filter(key=key, user=user).first()
        if first is None:  # somebody else's key
            return OnceKey.objects.create(key=uuid.uuid4(), user=user)
        raise SentAlready(first.result) from None
