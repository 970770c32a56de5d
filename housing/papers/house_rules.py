"""The house rules on paper, to be read together and signed."""

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from housing.papers.words import day, section


def house_rules_paper(rules, host):
    """`rules`: None while the host has written none."""
    with translation.override(settings.LANGUAGE_CODE):
        if rules is None:
            line, text = host.name, [_("No house rules are written yet.")]
        else:
            since = day(timezone.localtime(rules.since))
            told = {"host": host, "number": rules.number, "day": since}
            line = _("%(host)s · version %(number)s, in force since %(day)s") % told
            text = [" ".join(part.split()) for part in rules.text.replace("\r", "").split("\n\n") if part.strip()]
        return {
            "language": settings.LANGUAGE_CODE,
            "title": _("House rules"),
            "line": line,
            "sections": [section(_("How we live together"), *text)],
            "signatures_title": _("Read, understood and signed"),
            "signatures": [_("The guests"), _("For %(host)s") % {"host": host}] if rules else [],
        }
