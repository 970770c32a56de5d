"""Who may see what. A role is code, not rows; a row is seen only through visible_to or figures_of."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    SOCIAL_WORKER = "social_worker", _("social worker")
    OPERATOR = "operator", _("operator")
    CUSTODIAN = "custodian", _("custodian")
    COORDINATOR = "coordinator", _("coordinator")
    MANAGER = "manager", _("manager")
    OFFICER = "officer", _("data-protection officer")
    TECHNICIAN = "technician", _("technician")


TEAM = (Role.OPERATOR, Role.COORDINATOR)  # the hosting body's people who read case files
CASE_WORKERS = (Role.SOCIAL_WORKER, *TEAM)  # everybody who reads case files
DESK = (Role.COORDINATOR, Role.TECHNICIAN)  # everybody who may open the admin


class ScopedQuerySet(models.QuerySet):
    """Rows that know whose they are. Start from nothing, open rights one by one."""

    def visible_to(self, user):
        if not (user.is_authenticated and user.is_active):
            return self.none()
        return self.open_to(user)

    def open_to(self, user):
        """What an active, signed-in person may see: each model says it; nothing by default."""
        return self.none()


class Unseen(Http404):
    """No such row for this person. The same answer whether it exists or not; the attempt is logged."""

    def __init__(self, model, key):
        super().__init__("No such row for this person.")
        self.model, self.key = model, key


def get_visible_or_404(queryset, user, **lookup):
    """The one row of this lookup that the person may see. `queryset`: a model, manager or queryset."""
    if isinstance(queryset, type):
        queryset = queryset.objects
    row = queryset.visible_to(user).filter(**lookup).first()
    if row is None:
        raise Unseen(queryset.model._meta.label_lower, lookup.get("pk", ""))
    return row


def role_required(*roles):
    """The page is for these roles only; anybody else is told so, without what it holds."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if request.user.role not in roles:
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.roles = roles
        return guarded

    return decorate
