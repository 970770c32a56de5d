"""Letters to the sending body: kept as they were sent."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from referrals.models import Letter
from referrals.models.letter import LETTERS_ABOUT
from referrals.notifications import tell_the_other_side
from wemix import audit


@transaction.atomic
def send_letter(*, referral, text, by):
    """About where the referral stands."""
    if referral.state not in LETTERS_ABOUT:
        raise ValidationError(_("A letter tells of a household that waits, or that was not eligible."))
    letter = Letter.objects.create(
        referral=referral,
        household_id=referral.household_id,
        kind=referral.state,
        text=text,
        by=by,
    )
    audit.change("referral.letter", letter, by=by)
    if letter.kind == Letter.Kind.WAITING:  # of the other, the step itself is the news
        tell_the_other_side(referral, "letter", by=by)
    return letter
