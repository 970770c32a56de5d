"""What an answer left to do, done."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from referrals.models import FollowUp
from wemix import audit


@transaction.atomic
def finish(*, follow_up, by, note=""):
    fresh = FollowUp.objects.to_do().select_for_update().filter(pk=follow_up.pk).first()
    if fresh is None:
        raise ValidationError(_("Somebody said already that this is done."))
    fresh.done_by, fresh.done_at, fresh.done_note = by, timezone.now(), note
    fresh.save()
    audit.change("follow_up.done", fresh, by=by)
    return fresh
