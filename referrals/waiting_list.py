"""Who waits, in the published order, each with the reason for its place."""

from dataclasses import dataclass

from django.utils import timezone

from referrals import rulebooks
from referrals.loading import order_facts
from referrals.matching.order import Reason, reasons, standing
from referrals.matching.order_wording import after, band_words
from referrals.models import Referral


@dataclass(frozen=True)
class Line:
    position: int  # among those whom the reader may see: a gap would tell that there is somebody
    referral: Referral
    reason: Reason

    @property
    def band(self):
        return band_words(self.reason)

    @property
    def is_over(self):
        """The urgency's end has come: it counts on, and somebody must weigh it again."""
        until = self.referral.urgency_until
        return until is not None and until <= timezone.localdate()

    @property
    def after(self):
        return after(self.reason)


def waiting_list(referrals, host):
    """A Line for each of these referrals of one host, the first to be housed first."""
    rulebook, today = rulebooks.current(host), timezone.localdate()
    pairs = list(zip(order_facts(referrals), referrals, strict=True))
    pairs.sort(key=lambda pair: standing(pair[0], today, rulebook))
    said = reasons([facts for facts, _referral in pairs], today, rulebook)
    return [
        Line(position, referral, reason)
        for position, ((_facts, referral), reason) in enumerate(zip(pairs, said, strict=True), 1)
    ]


def earlier_than(referral, others):
    """Those of these referrals that stand before this one, in order."""
    ordered = [line.referral for line in waiting_list([*others, referral], referral.host)]
    return ordered[: ordered.index(referral)]
