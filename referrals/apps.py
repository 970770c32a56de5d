from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from wemix import sentences


class ReferralsConfig(AppConfig):
    name = "referrals"
    verbose_name = _("Referrals")

    def ready(self):
        from referrals import meeting_plugs, plugs, proposal_plugs

        sentences.OF_TRIGGERS |= {
            "weights_sum_to_100": _("The points of all criteria together are 100."),
            "minutes_are_closed": _("These minutes are closed, and stay as they are."),
        }
        plugs.plug()
        proposal_plugs.plug()
        meeting_plugs.plug()
