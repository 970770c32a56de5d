"""The vocabularies, at the desk: what a coordinator changes of a term is read by everybody, in every body."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from wemix.access import DESK
from wemix.admin.base import DeskAdmin
from wemix.models import VocabularyTerm
from wemix.templatetags.wemix import dmy
from wemix.terms import VOCABULARIES

COMMON = _(
    "The vocabularies are common: what you change here is read by all bodies, also in what was written before. "
    "A word may be put better, but must go on meaning the same. What is no longer of use is hidden: no form offers "
    "it, and the rows that say it keep saying it."
)


@admin.register(VocabularyTerm)
class VocabularyTermAdmin(DeskAdmin):
    view_roles = change_roles = DESK
    list_display = ["label_it", "label_en", "vocabulary", "code", "offered", "position"]
    list_filter = ["vocabulary", "is_hidden"]
    search_fields = ["label_it", "label_en", "code"]
    readonly_fields = ["vocabulary", "code", "as_it_came", "in_other_systems"]
    fieldsets = [
        (None, {"fields": ["vocabulary", "code", "label_it", "label_en", "as_it_came"], "description": COMMON}),
        (_("In forms"), {"fields": ["is_hidden", "valid_from", "valid_until", "position"]}),
        (_("In reports"), {"fields": ["in_other_systems"]}),
    ]

    @admin.display(description=_("offered"))
    def offered(self, term):
        if term.is_hidden:
            return pgettext_lazy("term", "hidden")
        days = {"first": dmy(term.valid_from), "last": dmy(term.valid_until)}
        if term.valid_from and term.valid_until:
            return _("from %(first)s through %(last)s") % days
        if term.valid_from:
            return _("from %(first)s") % days
        return _("through %(last)s") % days if term.valid_until else _("always")

    @admin.display(description=_("words it came with"))
    def as_it_came(self, term):
        first = VOCABULARIES[term.vocabulary](term.code).first_label
        with override("it"):
            italian = str(first)
        with override("en"):
            return f"{italian} · {first}"

    @admin.display(description=_("in other systems"))
    def in_other_systems(self, term):
        return " · ".join(f"{system}: {code}" for system, code in term.mappings.items()) or None
