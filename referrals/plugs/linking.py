"""On a person's page, for coordinators: whether another file is of the same human."""

from django.urls import reverse
from django.utils.translation import gettext as _

from referrals.one_human import linked
from wemix import sockets


def plug():
    sockets.person_links.plug(links)


def links(person, user):
    if not user.is_coordinator:
        return []
    found = [(_("Another file of the same person?"), reverse("referrals:link", args=[person.pk]))]
    if linked(person, user).exists():
        found.append((_("Take the linked files apart"), reverse("referrals:unlink", args=[person.pk])))
    return found
