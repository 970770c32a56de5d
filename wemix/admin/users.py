"""People who work here, at the desk: invited by mail, switched off instead of deleted."""

from copy import copy

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wemix.access import DESK
from wemix.admin.base import DeskAdmin, DeskForm
from wemix.invitations import bodies_to_fill, invite, may_manage, roles_to_give
from wemix.models import User


class UserForm(DeskForm):
    def clean(self):
        """Who may invite an operator may not so make a technician, nor an operator of somebody else's body."""
        cleaned = super().clean()
        said = {"role": self.instance.role, "organisation": self.instance.organisation} | cleaned
        changes_them = "role" in self.fields
        if changes_them and said["role"] and not may_manage(self.by, said["role"], said["organisation"]):
            raise ValidationError({"role": _("You can't give this role in this organisation.")})
        return cleaned


@admin.register(User)
class UserAdmin(DeskAdmin):
    form = UserForm
    view_roles = change_roles = add_roles = DESK
    list_display = ["name", "email", "role", "organisation", "stands"]
    list_select_related = ["organisation"]
    list_filter = ["role", ("organisation", admin.RelatedOnlyFieldListFilter), "is_active"]
    ordering = ["last_name", "first_name", "pk"]
    actions = ["invite_again"]

    def get_object(self, request, object_id, from_field=None):
        """With what is saved of them: the page's form writes into the row what was typed, accepted or not."""
        user = super().get_object(request, object_id, from_field)
        user.as_saved = copy(user)
        return user

    def get_queryset(self, request):
        return super().get_queryset(request).with_invitation()

    def has_change_permission(self, request, obj=None):
        """A manager of the own body is seen by its coordinator, and changed by a technician."""
        saved = getattr(obj, "as_saved", obj)
        theirs = saved is None or may_manage(request.user, saved.role, saved.organisation)
        return super().has_change_permission(request, obj) and theirs

    def get_fields(self, request, obj=None):
        said = ["first_name", "last_name", "email", "phone", "organisation", "role"]
        return [*said, "is_active", "joined_at", "last_login"] if obj else said

    def get_readonly_fields(self, request, obj=None):
        """Nobody changes their own role. An address that somebody signed in with is its owner's: who could
        change it could have the password sent elsewhere."""
        fixed = ["joined_at", "last_login"]
        if obj and obj.last_login:
            fixed.append("email")
        if obj == request.user:
            fixed += ["organisation", "role", "is_active"]
        return fixed

    def choices_of(self, field, rows, request):
        return bodies_to_fill(request.user) if field == "organisation" else rows

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "role":
            kwargs["choices"] = [("", "–"), *((role.value, role.label) for role in roles_to_give(request.user))]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        if change:
            return super().save_model(request, obj, form, change)
        obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        invite(obj, by=request.user)
        said = _("The invitation to %(email)s goes out within a minute; if it can't, the list of users says so.")
        self.message_user(request, said % {"email": obj.email})

    @admin.action(description=gettext_lazy("Send the invitation again"))
    def invite_again(self, request, people):
        """To who has not come in yet; who has, asks for a new password at the sign-in."""
        waiting = [
            user
            for user in people.working().filter(last_login=None).select_related("organisation")
            if may_manage(request.user, user.role, user.organisation)
        ]
        for user in waiting:
            invite(user, by=request.user)
        said = ngettext("%(count)d invitation will be sent.", "%(count)d invitations will be sent.", len(waiting))
        passed_over = _("Not sent to those who signed in already: they ask for a new password at the sign-in.")
        some_left = len(waiting) < people.count()
        level = messages.WARNING if some_left else messages.SUCCESS
        self.message_user(request, f"{said % {'count': len(waiting)}} {passed_over if some_left else ''}", level)

    @admin.display(description=gettext_lazy("name"), ordering="last_name")
    def name(self, obj):
        return f"{obj.last_name} {obj.first_name}"

    @admin.display(description=gettext_lazy("state"))
    def stands(self, obj):
        if not obj.is_active:
            return _("switched off")
        if obj.last_login:
            return _("active")
        return _("invitation not gone out yet") if obj.invitation_waits else _("invited, not come in yet")
