from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from wemix import roles, sentences


class BeneficiariesConfig(AppConfig):
    name = "beneficiaries"
    verbose_name = _("Households and life projects")

    def ready(self):
        roles.WITHHELD["beneficiaries_householdaccess"] = "INSERT, UPDATE, DELETE"  # triggers keep it
        for photograph in (
            "review",
            "reviewedgoal",
            "scalereading",
        ):  # erasure alone takes one out, by a role of its own
            roles.WITHHELD[f"beneficiaries_{photograph}"] = "UPDATE, DELETE"
        sentences.OF_TRIGGERS |= {
            "member_of_another_household": _("This person's file is in another household."),
            "person_of_another_household": _("This person does not belong to the household."),
            "file_is_frozen": _("This file is frozen to protect somebody: only the coordinator writes in it."),
            "protection_lasts": _("A division that protects somebody stands until two coordinators undo it."),
            "life_project_is_closed": _("This life project is closed: what it holds stays as it is."),
            "never_edited": _("This stays as it was written: add a new one instead."),
        }
        from beneficiaries import plugs

        plugs.plug()
