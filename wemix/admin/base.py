"""What every table of the desk obeys.

Rows and drop-downs are those that the person may see; rights are declared on the class, by role, and deleting is
nobody's unless the class says so. A form answers a double click once, survives an expired sign-in, keeps a draft,
refuses a stale write, and says a refusal of the database in words, as the site's forms do (wemix.pages). Saves,
deletions and looks at people go to our audit; Django's own log, which keeps names, stays empty.
"""

from inspect import isclass

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.http import HttpResponseRedirect
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from wemix import audit, typed
from wemix.access import Unseen
from wemix.admin.fields import Cell, DeskFields
from wemix.sentences import REFUSALS, sentence_for
from wemix.versions import refuse_stale, version_of

OFFERED = ("", "__exact", "__id__exact", "__isnull", "__gte", "__lt")  # the lookups that a filter's own links use


class DeskForm(forms.ModelForm):
    by = None  # who fills it in
    refusal = None  # what the database said of this very post, or why it comes back unsaved

    def clean(self):
        cleaned = super().clean()
        if self.refusal:
            raise ValidationError(self.refusal)
        refuse_stale(self, self.data)
        return cleaned


class ByRole(DeskFields):
    """Rights by role, rows and drop-downs by visible_to: for tables and for the inlines inside them."""

    form = DeskForm
    view_roles = change_roles = add_roles = delete_roles = ()

    def has_view_permission(self, request, obj=None):
        return request.user.role in {*self.view_roles, *self.change_roles}

    def has_change_permission(self, request, obj=None):
        return request.user.role in self.change_roles

    def has_add_permission(self, request, obj=None):
        return request.user.role in self.add_roles

    def has_delete_permission(self, request, obj=None):
        return request.user.role in self.delete_roles

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)

    def choices_of(self, field, rows, request):
        """Narrow what a drop-down offers: `rows` are those that the person may see."""
        return rows

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        rows = db_field.remote_field.model._default_manager.visible_to(request.user)
        kwargs["queryset"] = self.choices_of(db_field.name, rows, request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """A drop-down alone: the popups beside it would open the row of another table."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field


class DeskFormSet(forms.BaseInlineFormSet):
    def add_fields(self, form, index):
        """The column's head names nothing to a reader: each box says itself what it does."""
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = _("Delete this line")


class RowForm(forms.ModelForm):
    """A row inside another row's page: each save there is one of the page's own row, whose version speaks for both."""

    bound_field_class = Cell


class DeskInline(ByRole, admin.TabularInline):
    form = RowForm
    formset = DeskFormSet
    extra = 0


class DeskAdmin(ByRole, admin.ModelAdmin):
    list_per_page = 50
    view_on_site = False
    keeps_looks = False  # True where a row is about people of a household
    show_facets = admin.ShowFacets.NEVER

    # Addresses

    def get_urls(self):
        """No history (it would show Django's log), and no page for what nobody may do."""
        left_out = {"history"}
        left_out |= set() if self.add_roles else {"add"}
        left_out |= set() if self.delete_roles else {"delete"}
        return [page for page in super().get_urls() if page.name and page.name.rpartition("_")[2] not in left_out]

    def lookup_allowed(self, lookup, value, request=None):
        """Only what the page's filters offer: an address must not question columns that are not shown."""
        filters = [offer if isinstance(offer, str) or isclass(offer) else offer[0] for offer in self.list_filter]
        names = [offer.parameter_name if isclass(offer) else offer for offer in filters]
        return lookup in {name + ending for name in names for ending in OFFERED}

    def get_object(self, request, object_id, from_field=None):
        """A stranger's row and no row are one answer, and the attempt is logged."""
        row = super().get_object(request, object_id, from_field)
        if row is None:
            raise Unseen(self.opts.label_lower, object_id if object_id.isdecimal() else "")  # no words in the log
        return row

    def site_page(self, obj):
        """Where the same row stands on the site; empty if nowhere."""
        return ""

    def changelist_view(self, request, extra_context=None):
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, title | (extra_context or {}))

    # One form, from the first look to the last answer

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.by, form.refusal = request.user, getattr(request, "refusal", None)
        return form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        page = (object_id, form_url, extra_context)
        if request.method == "POST":
            return self._accept(request, *page)
        answer = super().changeform_view(request, *page)
        given_back = self._give_back(request, *page) if answer.context_data["draft_path"] else None
        return given_back or answer

    def _give_back(self, request, *page):
        """What this person typed here and did not send, if anything: as a refused post, which saves nothing."""
        unsent, why = typed.given_back(request, request.path)
        if unsent is None:
            return None
        for name in [name for name in unsent if name.startswith("_")]:
            del unsent[name]  # was not typed: Django's own, which says what to do
        messages.info(request, why)
        request.method, request.POST, request.refusal = "POST", unsent, why
        return _without_errors(super().changeform_view(request, *page))

    def _accept(self, request, *page):
        try:
            return self._act_once(request, *page)
        except typed.SentAlready as again:
            return HttpResponseRedirect(again.result)
        except REFUSALS as refusal:
            request.refusal = sentence_for(refusal)
            return _refused(super().changeform_view(request, *page))

    def _act_once(self, request, *page):
        with transaction.atomic():
            key = typed.claim(request.POST.get("once"), request.user)
            answer = super().changeform_view(request, *page)
            if answer.status_code != 302:
                transaction.set_rollback(True)  # the key stays good for the next try
                return _refused(answer)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # so that a late refusal comes here, as a sentence
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            key.result = answer.url
            key.save(update_fields=["result"])
            typed.drop_draft(request.user, request.path)
        return answer

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        form = context["adminform"].form
        may_type = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        context |= {
            "once": typed.new_key(),
            "author": typed.author_token(request.user),
            "version": version_of(form),
            "draft_path": request.path if may_type else "",
            "stale": getattr(form, "stale", None),
            "site_page": self.site_page(obj) if obj else "",
        }
        if obj and not may_type:
            context |= {"title": str(obj), "subtitle": None}
        if obj and self.keeps_looks and request.method == "GET":
            audit.record(audit.Action.LOOK, f"desk.{self.opts.model_name}", obj, by=request.user)
        return super().render_change_form(request, context, add, change, form_url, obj)

    # What is remembered

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        self.remember(request, obj, "change" if change else "add", form.changed_data)

    def save_formset(self, request, form, formset, change):
        super().save_formset(request, form, formset, change)
        for row in formset.new_objects:
            self.remember(request, row, "add")
        for row, fields in formset.changed_objects:
            self.remember(request, row, "change", fields)
        for row in formset.deleted_objects:
            self.remember(request, row, "delete")

    def delete_model(self, request, obj):
        self.remember(request, obj, "delete")
        super().delete_model(request, obj)

    def remember(self, request, row, verb, fields=()):
        name = f"{row._meta.model_name}.{verb}"
        audit.change(name, row, by=request.user, fields=fields)

    def log_addition(self, request, obj, message):
        """Not in Django's log: what it keeps would have to be erased."""

    log_change = log_addition

    def log_deletions(self, request, queryset):
        """Not in Django's log either."""


def _without_errors(answer):
    """Not refused: only given back."""
    page = answer.context_data
    page["errors"] = None
    rows = (form for inline in page["inline_admin_formsets"] for form in inline.formset.forms)
    for form in (page["adminform"].form, *rows):
        form.errors.clear()
    return answer


def _refused(answer):
    answer.status_code = 422
    return answer


def row_of_page(request):
    """The key of the row whose page this is, as the address says it; None on the page of a new one."""
    key = request.resolver_match.kwargs.get("object_id")
    return unquote(key) if key else None
