"""Papers that come back signed, or don't."""

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from beneficiaries import actions as beneficiaries
from beneficiaries.models import Attachment
from beneficiaries.vocabularies.papers import AttachmentKind
from housing.models import SignedCopy
from wemix import audit


@transaction.atomic
def keep_signed_copy(*, copy, received=None, by):
    """`copy`: unsaved, of its paper; `received`: its clean file, or None where it says why there is none."""
    copy.household_id, copy.by = copy.stay.household_id, by
    if received:
        copy.attachment = beneficiaries.attach(attachment=_in_the_file(copy), received=received, by=by)
    copy.save()
    audit.change("paper.sign", copy, by=by)


def _in_the_file(copy):
    """The sending service signs the pact too; of the others it is told nothing here: they say which home."""
    readers = Attachment.Readers.FILE if copy.paper == SignedCopy.Paper.PACT else Attachment.Readers.TEAM
    with translation.override(settings.LANGUAGE_CODE):
        title = _("%(paper)s, signed") % {"paper": copy}
    return Attachment(household_id=copy.household_id, kind=AttachmentKind.AGREEMENT, title=title, readers=readers)
