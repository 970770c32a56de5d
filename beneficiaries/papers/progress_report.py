"""The report to the sending body, as a paper: as it was signed."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from wemix.templatetags.wemix import dmy


def progress_report_paper(report):
    with translation.override(settings.LANGUAGE_CODE):
        author = report.by
        return {
            "language": settings.LANGUAGE_CODE,
            "title": report.get_kind_display(),
            "line": _("%(household)s · signed on %(day)s")
            % {"household": report.household, "day": dmy(report.signed_on)},
            "sections": [
                {"title": _("Who writes to whom"), "text": [], "facts": _who(report)},
                {"title": _("The life project"), "text": report.text.replace("\r\n", "\n").split("\n\n"), "facts": []},
            ],
            "signatures_title": _("Signature"),
            "signatures": [f"{author.get_full_name()}, {author.organisation}"],
        }


def _who(report):
    return [
        [pgettext("letter", "From"), f"{report.by.organisation}, {report.by.get_full_name()}"],
        [_("Addressed to"), f"{report.sender}, {report.household.worker.get_full_name()}"],
    ]
