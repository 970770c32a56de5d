"""What households show on the pages of the whole site."""

from django.utils.translation import gettext_lazy as _

from beneficiaries.plugs import attachments, papers, people, projects, timeline
from wemix import navigation, sockets
from wemix.access import CASE_WORKERS


def plug():
    sockets.search.plug(people.find_people)
    for room in (people, projects, papers, attachments):
        sockets.today.plug(room.tasks)
    for room in (projects, papers):
        sockets.appointments.plug(room.appointments)
    for room in (projects, attachments):
        sockets.household_panels.plug(room.household_panels)
    sockets.timeline.plug(timeline.told)
    navigation.add(CASE_WORKERS, _("Households"), "beneficiaries:households", order=20)
