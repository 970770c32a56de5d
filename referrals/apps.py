from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from wemix import sentences


class ReferralsConfig(AppConfig):
    name = "referrals"
    verbose_name = _("Referrals and rules")

    def ready(self):
        from referrals import plugs
        from referrals.plugs import answers, incidents, linking, meetings, news, proposals, splits, stays, timeline

        sentences.OF_TRIGGERS |= {
            "weights_sum_to_100": _("The points of all criteria together are 100."),
            "review_of_a_refusal": _("A review is asked of a decision that found the household not eligible."),
            "review_by_another": _("Who decided first does not decide the review: it is for another person."),
            "beds_of_one_flat": _("The beds of a proposal are beds of one flat."),
            "open_proposal": _("A home is proposed as long as its proposal waits for an answer, and only so long."),
            "stay_of_its_referral": _("The referral and its stay do not say the same: load the page again."),
            "minutes_are_closed": _("These minutes are closed, and stay as they are."),
        }
        for each in (plugs, proposals, answers, meetings, splits, linking, stays, incidents, timeline, news):
            each.plug()
