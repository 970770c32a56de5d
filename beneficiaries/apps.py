from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from wemix import navigation, roles, sentences, sockets
from wemix.access import CASE_WORKERS


class BeneficiariesConfig(AppConfig):
    name = "beneficiaries"
    verbose_name = _("Households and life projects")

    def ready(self):
        roles.WITHHELD["beneficiaries_householdaccess"] = "INSERT, UPDATE, DELETE"  # triggers keep it
        sentences.OF_TRIGGERS |= {
            "member_of_another_household": _("This person's file is in another household."),
            "person_of_another_household": _("This person does not belong to the household."),
            "file_is_frozen": _("This file is frozen to protect somebody: only the coordinator writes in it."),
            "protection_lasts": _("A division that protects somebody stands until two coordinators undo it."),
            "never_edited": _("This stays as it was written: add a new one instead."),
        }
        navigation.add(CASE_WORKERS, _("Households"), "beneficiaries:households", order=20)
        self._plug_in()

    def _plug_in(self):
        from beneficiaries import attachment_plugs, plugs, project_plugs

        sockets.search.plug(plugs.find_people)
        sockets.today.plug(plugs.tasks)
        sockets.today.plug(project_plugs.today)
        sockets.today.plug(attachment_plugs.today)
        sockets.household_panels.plug(project_plugs.household_panels)
        sockets.household_panels.plug(attachment_plugs.household_panels)
