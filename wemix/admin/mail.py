"""Outgoing mail at the desk: what could not be sent, for who looks after the server."""

from django.contrib import admin, messages
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from wemix.access import Role
from wemix.admin.base import DeskAdmin
from wemix.models import OutgoingMail


@admin.register(OutgoingMail)
class OutgoingMailAdmin(DeskAdmin):
    """Of whom it is, only a number: the technician knows no more people than technicians and managers."""

    view_roles = (Role.TECHNICIAN,)
    list_display = ["__str__", "user_id", "written_at", "tries", "failure", "sent_at", "given_up_at"]
    list_filter = ["kind", "sent_at", "given_up_at"]
    fields = [
        "kind",
        "day",
        "user_id",
        "counts",
        "written_at",
        "not_before",
        "tries",
        "failure",
        "sent_at",
        "given_up_at",
    ]
    readonly_fields = fields
    actions = ["send_again"]

    @admin.action(description=_("Send again what could not be sent"))
    def send_again(self, request, mails):
        unwritten = {"kind": OutgoingMail.Kind.DIGEST, "counts": {}}  # what it would have said comes with tomorrow's
        written = mails.exclude(**unwritten)
        count = written.filter(sent_at=None).update(tries=0, given_up_at=None, not_before=timezone.now())
        said = ngettext("%(count)d mail will be sent.", "%(count)d mails will be sent.", count) % {"count": count}
        self.message_user(request, said, messages.SUCCESS)
