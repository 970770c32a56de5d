"""Who waits, in the published order, each with the reason for its place."""

from dataclasses import dataclass, replace

from django.utils import timezone

from referrals import rulebooks
from referrals.matching.order import Reason, reasons, standing
from referrals.matching.order_wording import after, band_words
from referrals.models import Referral
from referrals.weighing.loading import order_facts


@dataclass(frozen=True)
class Line:
    position: int  # among those whom the reader may see: a gap would tell that there is somebody
    request: tuple
    reason: Reason
    referral: Referral | None = None  # once it is shown
    in_sight: str = ""  # when a home that suits may come free; told of what a page shows

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


def waiting_list(requests, host):
    """A Line for each of these requests to one host, the first to be housed first."""
    rulebook, today = rulebooks.current(host), timezone.localdate()
    pairs = list(zip(order_facts(requests), requests, strict=True))
    pairs.sort(key=lambda pair: standing(pair[0], today, rulebook))
    said = reasons([facts for facts, _request in pairs], today, rulebook)
    return [
        Line(position, request, reason)
        for position, ((_facts, request), reason) in enumerate(zip(pairs, said, strict=True), 1)
    ]


def shown(lines, referrals):
    """These lines with their rows; who left the list meanwhile is in neither."""
    rows = referrals.in_bulk([line.request.pk for line in lines])
    return [replace(line, referral=rows[line.request.pk]) for line in lines if line.request.pk in rows]
