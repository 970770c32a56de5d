"""The letter to a sender whose request we can't take up: a draft in Italian, edited by the person who decides."""

from django.utils.translation import gettext as _
from django.utils.translation import override


def not_eligible_letter(referral, by):
    """Reason, what would change it, whom to call, how to ask for a review by another person."""
    facts = {
        "sender": referral.sender.name,
        "number": referral.pk,
        "sent": f"{referral.submitted_at:%d/%m/%Y}",
        "host": referral.host.name,
        "phone": by.phone or referral.host.phone or "…",
        "email": referral.host.email or by.email,
        "person": by.get_full_name(),
    }
    with override("it"):
        return (
            _(
                "To %(sender)s\n\n"
                "About the referral no. %(number)s of %(sent)s.\n\n"
                "We have weighed the request with care. At the moment we can't take it up, because: …\n\n"
                "What would change the answer: …\n\n"
                "To talk about it: %(person)s, telephone %(phone)s, e-mail %(email)s.\n\n"
                "Whoever disagrees may ask, within 30 days and with a message on the page of the referral, that "
                "another person weigh it again.\n\n"
                "%(host)s"
            )
            % facts
        )
