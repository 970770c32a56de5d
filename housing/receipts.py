"""The receipt of a contribution, as a paper: for who paid, so it names the household and no home."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wemix.money import euro
from wemix.templatetags.wemix import dmy


def receipt(payment):
    """What paper.typ is filled with."""
    facts = [
        (_("Received from"), payment.household),
        (_("Amount"), euro(abs(payment.amount))),
        (_("Paid on"), dmy(payment.paid_on)),
        (_("How"), payment.get_method_display()),
        (_("For"), _("contribution to costs")),
    ]
    if payment.is_reversal:
        title = _("Reversal no. %(number)s") % {"number": payment.receipt}
        said = [_("This takes back receipt no. %(number)s.") % {"number": payment.reverses.receipt}, payment.note]
    else:
        title = _("Receipt no. %(number)s") % {"number": payment.receipt}
        said = [_("The contribution is part of the hospitality pact. It buys no right to the home, and no rank.")]
    return {
        "language": get_language(),
        "title": title,
        "line": _("%(host)s · written on %(day)s by %(by)s")
        % {"host": payment.host, "day": dmy(payment.at), "by": payment.by},
        "sections": [
            {"title": _("Contribution to costs"), "facts": [list(map(str, fact)) for fact in facts], "text": said},
            {"title": _("Signature"), "facts": [], "text": ["\u00a0", "_" * 40]},
        ],
    }
