"""People are invited: who may make whom, and the mail whose link lets the invited choose a password."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from wemix import audit
from wemix.access import Role
from wemix.models import Organisation, OutgoingMail

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


def invite(user, *, by):
    """Written here, and sent by the worker (wemix/mailing.py), which tries again where it can't."""
    OutgoingMail.objects.create(user=user, kind=OutgoingMail.Kind.INVITATION, by=by)
    audit.change("user.invite", user, by=by)


def letter(mail):
    """Its subject and text. The link is made as it goes out, so that it stands in no table, and its days begin then.

    It works once, and not for long: then it is sent anew.
    """
    key = {"uidb36": user_pk_to_url_str(mail.user), "key": default_token_generator.make_token(mail.user)}
    context = {
        "invited": mail.user,
        "by": mail.by,
        "link": settings.SITE_URL + reverse("account_reset_password_from_key", kwargs=key),
        "days": settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60),
    }
    subject = render_to_string("account/email/invitation_subject.txt", context).strip()
    return subject, render_to_string("account/email/invitation_message.txt", context)
