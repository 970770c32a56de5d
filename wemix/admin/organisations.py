"""The bodies, at the desk: coordinators keep the senders and their own; technicians keep all."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from wemix.access import DESK, Role
from wemix.admin.base import DeskAdmin
from wemix.models import Organisation


@admin.register(Organisation)
class OrganisationAdmin(DeskAdmin):
    view_roles = change_roles = add_roles = DESK
    list_display = ["name", "kind", "phone", "email", "is_at_work"]
    list_filter = ["kind", "is_active"]
    fields = ["name", "code", "kind", "phone", "email", "is_active"]
    prepopulated_fields = {"code": ["name"]}

    def has_change_permission(self, request, obj=None):
        """Another host is seen by name and changed by itself."""
        mine = obj is None or not obj.is_host or obj.pk == request.user.organisation_id
        return super().has_change_permission(request, obj) and (mine or request.user.role == Role.TECHNICIAN)

    def get_readonly_fields(self, request, obj=None):
        """The code stands in other places, and a sender that is switched off is missing to every host."""
        fixed = ["code", "kind"] if obj else []
        return fixed if request.user.role == Role.TECHNICIAN else [*fixed, "is_active"]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "kind" and request.user.role == Role.COORDINATOR:
            kwargs["choices"] = [(Organisation.Kind.SENDING.value, Organisation.Kind.SENDING.label)]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    @admin.display(description=_("active"), ordering="is_active")
    def is_at_work(self, obj):
        return _("yes") if obj.is_active else _("no")
