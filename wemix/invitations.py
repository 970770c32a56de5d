"""People are invited: who may make whom, and the mail whose link lets the invited choose a password."""

from functools import partial

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from wemix import audit
from wemix.access import Role
from wemix.models import Organisation

OF_A_SENDER = (Role.SOCIAL_WORKER,)
OF_THE_OWN_BODY = (Role.OPERATOR, Role.CUSTODIAN, Role.COORDINATOR)
BY_A_TECHNICIAN = (Role.TECHNICIAN, Role.MANAGER)


def roles_to_give(by):
    return {Role.COORDINATOR: OF_A_SENDER + OF_THE_OWN_BODY, Role.TECHNICIAN: BY_A_TECHNICIAN}.get(by.role, ())


def bodies_to_fill(by):
    """The bodies whose people this person invites."""
    bodies = Organisation.objects.visible_to(by).filter(is_active=True)
    if by.role == Role.COORDINATOR:
        return bodies.sending() | bodies.filter(pk=by.organisation_id)
    return bodies if by.role == Role.TECHNICIAN else bodies.none()


def may_manage(by, role, body):
    """Whether `by` makes, changes and switches off people of this role in this body (None: outside all)."""
    if by.role == Role.TECHNICIAN:
        return role in BY_A_TECHNICIAN
    if by.role != Role.COORDINATOR or body is None:
        return False
    return role in (OF_THE_OWN_BODY if body.pk == by.organisation_id else () if body.is_host else OF_A_SENDER)


def invite(user, *, by, request):
    """Mail the link, once the row is safe. It works once, and not for long: then it is sent anew."""
    link = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)},
    )
    context = {
        "invited": user,
        "by": by,
        "link": request.build_absolute_uri(link),
        "days": settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60),
    }
    with translation.override(settings.LANGUAGE_CODE):
        subject = render_to_string("account/email/invitation_subject.txt", context).strip()
        text = render_to_string("account/email/invitation_message.txt", context)
    audit.change("user.invite", user, by=by)
    transaction.on_commit(partial(send_mail, subject, text, None, [user.email]), robust=True)
