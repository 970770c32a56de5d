"""The record of a handover or of a return, and between the two what is missing, broken and used."""

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from housing.inventories import METERS, changed_lines, consumed
from housing.papers.words import address_of, day, section
from wemix.uploads.reducing import ON_PAPER, reduced


def record_paper(record, user):
    with translation.override(settings.LANGUAGE_CODE):
        returned = record.kind == record.Kind.RETURN
        adults = [
            member.person
            for member in record.household.members_on(record.on if returned else timezone.localdate())
            if not member.person.is_minor and not member.person.is_sealed_from(user)
        ]
        return {
            "language": settings.LANGUAGE_CODE,
            "title": _("Record of the return of the home") if returned else _("Record of the handover of the home"),
            "line": _("%(host)s · printed on %(day)s") % {"host": record.stay.host, "day": day(timezone.localdate())},
            "sections": [
                section(_("The home"), facts=_home(record, adults)),
                section(_("Keys and inventory")) | {"table": _table(record)},
                section(_("Meters"), facts=_meters(record)),
                *_difference(record),
                *_photos(record),
                *([section(_("Note"), *record.note.splitlines())] if record.note else []),
            ],
            "signatures_title": _("Date and signatures"),
            "signatures": [*map(str, adults), str(record.by)],
        }


def _home(record, adults):
    return [
        [pgettext("where people live", "Home"), address_of(record.unit)],
        [_("Day"), day(record.on)],
        [_("The guests"), ", ".join(map(str, adults)) or "–"],
        [_("Written by"), str(record.by)],
    ]


def _table(record):
    rows = [
        [str(line.get_kind_display()), line.what, str(line.how_many), str(line.get_state_display())]
        for line in record.lines.all()
    ]
    return {"head": [_("Kind"), _("What"), _("How many"), _("State")], "rows": rows}


def _meters(record):
    readings = [[_label(record, meter), getattr(record, meter)] for meter in METERS]
    return [[label, _("not read") if reading is None else number_format(reading)] for label, reading in readings]


def _label(record, meter):
    return capfirst(str(record._meta.get_field(meter).verbose_name))


def _difference(record):
    handover = record.handover
    if handover is None:
        return []
    lines = [[change.what, said(change)] for change in changed_lines(handover, record)]
    used = [
        [_label(record, meter), _("used: %(count)s") % {"count": number_format(count)}]
        for meter, count in consumed(handover, record)
    ]
    nothing = [] if lines else [_("Everything is there, and as it was.")]
    title = _("The difference from the handover of %(day)s") % {"day": day(handover.on)}
    return [section(title, *nothing, facts=[*lines, *used])]


def _photos(record):
    """Of a return, those of the handover too: what two people look at side by side."""
    titles = {
        record.Kind.HANDOVER: _("Photos at the handover of %(day)s"),
        record.Kind.RETURN: _("Photos at the return of %(day)s"),
    }
    for each in filter(None, [record.handover, record]):
        shown = [_photo(number, photo) for number, photo in enumerate(each.photos.all(), start=1)]
        if shown:
            yield section(titles[each.kind] % {"day": day(each.on)}) | {"photos": shown}


def _photo(number, photo):
    taken = day(timezone.localtime(photo.uploaded_at))
    alt = _("Photo %(number)s, of %(when)s") % {"number": number, "when": taken}
    return {"content": list(reduced(photo, ON_PAPER)), "alt": alt}


def said(change):
    """2 missing; was good, is broken."""
    words = []
    if change.count < 0:
        words.append(_("%(count)s missing") % {"count": -change.count})
    if change.count > 0:
        words.append(_("%(count)s more") % {"count": change.count})
    if change.before and change.after and change.before.state != change.after.state:
        states = {"before": change.before.get_state_display(), "after": change.after.get_state_display()}
        words.append(_("it was %(before)s, it is %(after)s") % states)
    return ", ".join(words)
