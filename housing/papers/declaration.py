"""The declaration of hospitality as it goes to the Questura (art. 7 d.lgs. 286/1998)."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from beneficiaries.countries import country_name
from housing.papers.words import LINE, citizenships, day, section


def declaration_paper(declaration, user):
    """For the team alone: it holds the address. It names whom this reader may read of."""
    with translation.override(settings.LANGUAGE_CODE):
        host, guests = declaration.stay.host, declaration.guests_shown_to(user)
        return {
            "language": settings.LANGUAGE_CODE,
            "title": _("Declaration of hospitality"),
            "line": _("Art. 7 of legislative decree no. 286 of 25 July 1998 · to the Questura of Turin"),
            "sections": [
                section(_("Who declares"), facts=_who_declares(host)),
                section(
                    _("What is declared"),
                    _(
                        "The body named above declares that since %(day)s it gives hospitality, in the home "
                        "described below, to the people listed here."
                    )
                    % {"day": day(declaration.since)},
                ),
                section(_("Where"), facts=_where(declaration.unit)),
                *(_guest(number, person) for number, person in enumerate(guests, start=1)),
            ],
            "signatures_title": _("Date and signature"),
            "signatures": [_("Turin, on"), _("For %(host)s") % {"host": host}],
        }


def _who_declares(host):
    return [
        [_("Body"), host.name],
        [_("Legal representative, or who is delegated"), LINE],
        [_("Born on, at"), LINE],
        [_("Telephone"), host.phone or LINE],
        [_("E-mail"), host.email or LINE],
    ]


def _where(unit):
    return [
        [_("Address"), unit.building.address or LINE],
        [_("Building and flat"), f"{unit.building.name}, {unit.name}"],
        [_("Floor"), LINE if unit.floor is None else str(unit.floor)],
    ]


def _guest(number, person):
    birth = ", ".join(filter(None, [person.birth_place, person.birth_country and country_name(person.birth_country)]))
    facts = [
        [_("Born on"), person.born or LINE],
        [_("Place and country of birth"), birth or LINE],
        [_("Sex as registered"), str(person.get_sex_display() or LINE)],
        [_("Citizenship"), citizenships(person)],
        [_("Residence permit"), _permit(person)],
        [_("Passport or identity document, number"), _document(person)],
    ]
    minor = _("minor") if person.is_minor else ""
    return section(" · ".join(filter(None, [f"{number}. {person}", minor])), facts=facts)


def _document(person):
    """The one that is valid for longest."""
    document = next((each for each in person.documents.all() if each.number), None)
    if document is None:
        return LINE
    known = [str(document)]
    if document.issued_by or document.issued_on:
        said = {"who": document.issued_by or LINE, "day": day(document.issued_on)}
        known.append(_("issued by %(who)s on %(day)s") % said)
    if document.valid_through:
        known.append(_("valid through %(day)s") % {"day": day(document.valid_through)})
    return ", ".join(known)


def _permit(person):
    permit = person.current_permit
    if permit is None or permit.has_no_paper:
        return LINE
    number = permit.number or permit.receipt
    known = [str(permit), number and _("no. %(number)s") % {"number": number}]
    if permit.valid_through:
        known.append(_("valid through %(day)s") % {"day": day(permit.valid_through)})
    return ", ".join(filter(None, known))
