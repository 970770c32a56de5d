"""What the pages of matching say beside a verdict."""

from django import template
from django.utils.translation import gettext as _

from referrals.matching.rules import OVERRIDABLE_BY
from referrals.matching.verdicts import COORDINATOR, FAIL

register = template.Library()


@register.filter
def override(verdict):
    """Who may go on in spite of a refusal; of what stands for several rules, nothing is said."""
    if verdict.outcome != FAIL or verdict.rule not in OVERRIDABLE_BY:
        return ""
    if OVERRIDABLE_BY[verdict.rule] == COORDINATOR:
        return _("The coordinator may go on, with a written reason.")
    return _("Nobody may go on in spite of this.")
