from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from wemix import sentences


class HousingConfig(AppConfig):
    name = "housing"
    verbose_name = _("Homes and stays")

    def ready(self):
        from housing import plugs

        plugs.plug()
        sentences.OF_TRIGGERS |= {
            "occupant_outside_the_days": _("Somebody would sleep here outside the days of the stay."),
            "absence_outside_the_nights": _(
                "Somebody would be away on nights on which they do not sleep here: correct the absence first."
            ),
            "correction_says_why": _("What is corrected is corrected by a step that says why."),
            "ended_stay_keeps_no_home": _("A stay that has ended keeps no home: load the page again."),
            "more_people_than_beds": _(
                "More people than beds: allow the excess, and say why, or choose another place."
            ),
            "what_is_signed_stays": _("The record is signed: its photos stay as they are."),
            "round_is_closed": _("This round was closed before: what was seen later stands in the next one."),
            "presence_of_another_house": _("Somebody is recorded where they live."),
            "reversal_of_a_payment": _("A reversal takes back exactly what was paid, once."),
        }
