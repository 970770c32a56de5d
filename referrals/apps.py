from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReferralsConfig(AppConfig):
    name = "referrals"
    verbose_name = _("Referrals")

    def ready(self):
        from referrals import plugs, proposal_plugs
        from wemix import sentences

        sentences.OF_TRIGGERS["weights_sum_to_100"] = _("The points of all criteria together are 100.")

        plugs.plug()
        proposal_plugs.plug()
