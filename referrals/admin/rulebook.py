"""The published rules at the desk: read, and changed by publishing the next version, looked at before."""

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from referrals import rulebooks
from referrals.forms.rulebook import POINTS, TURNS, RulebookForm
from referrals.matching.rulebook_wording import WHY_ALWAYS, label_of_rule, order_in_words, points_in_words
from referrals.models import RulebookVersion
from referrals.models.rulebook import NUMBERS
from wemix import audit
from wemix.access import Role
from wemix.admin import DeskAdmin
from wemix.templatetags.wemix import moment


@admin.register(RulebookVersion)
class RulebookVersionAdmin(DeskAdmin):
    """Nothing is ever changed here: PostgreSQL refuses it, and so there is no form for it."""

    form = RulebookForm
    view_roles = add_roles = (Role.COORDINATOR,)
    list_display = ["number", "published", "publisher", "why"]
    list_select_related = ["by"]
    list_filter = ["since"]
    ordering = ["-number"]
    readonly_fields = ["always_on"]

    def get_fieldsets(self, request, obj=None):
        return self._published if obj else self._to_publish

    _published = [
        (None, {"fields": ["published", "publisher", "why", "what_changed"]}),
        (gettext_lazy("May they?"), {"fields": ["switched_off", *NUMBERS]}),
        (gettext_lazy("Who first?"), {"fields": ["order_said"]}),
        (gettext_lazy("Where best?"), {"fields": ["points_said"]}),
    ]
    _to_publish = [
        (gettext_lazy("May they? The rules"), {"fields": ["on", "always_on"]}),
        (gettext_lazy("The numbers of the rules"), {"fields": [name for name in NUMBERS if name != "guard_days"]}),
        (gettext_lazy("Who first? The order"), {"fields": [*TURNS, "guard_days"]}),
        (gettext_lazy("Where best? The points, 100 in all"), {"fields": list(POINTS.values()), "classes": ["points"]}),
        (gettext_lazy("The reason"), {"fields": ["why"]}),
        (gettext_lazy("Try it on a pair (if you like)"), {"fields": ["bench_referral", "bench_place"]}),
    ]

    def site_page(self, obj):
        return reverse("referrals:rules")

    # Look, then publish

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if add:
            context["title"] = _("Change the rules")
            if context["adminform"].form.preview:
                context["errors"] = []  # nothing is wrong: it is shown before it is published
        return super().render_change_form(request, context, add, change, form_url, obj)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        answer = super().changeform_view(request, object_id, form_url, extra_context)
        form = "adminform" in (getattr(answer, "context_data", None) or {}) and answer.context_data["adminform"].form
        if form and form.bench:  # after what the post wrote was undone
            audit.record(audit.Action.LOOK, "rulebook.bench", form.bench.referral, by=request.user)
        return answer

    def save_model(self, request, obj, form, change):
        rulebooks.publish(version=obj, after=form.before.version, by=request.user)

    def response_add(self, request, obj, post_url_continue=None):
        said = _("Version %(number)s of the rules is published.") % {"number": obj.number}
        self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:referrals_rulebookversion_changelist"))

    # In words

    @admin.display(description=gettext_lazy("always in force"))
    def always_on(self, obj):
        rules = [(label_of_rule(code), why) for code, why in WHY_ALWAYS.items()]
        return format_html('<ul class="plain">{}</ul>', format_html_join("", "<li><strong>{}</strong>: {}</li>", rules))

    @admin.display(description=gettext_lazy("since"), ordering="since")
    def published(self, obj):
        return moment(obj.since)

    @admin.display(description=pgettext_lazy("who did it", "by"), ordering="by__last_name")
    def publisher(self, obj):
        return str(obj.by)

    @admin.display(description=gettext_lazy("what changed"))
    def what_changed(self, obj):
        changed = [(capfirst(each.label), each.before, each.after) for each in rulebooks.changed_by(obj)]
        if not changed:
            return _("Nothing: the rules as they were.")
        return format_html('<ul class="plain">{}</ul>', format_html_join("", "<li>{}: {} → {}</li>", changed))

    @admin.display(description=gettext_lazy("rules switched off"))
    def switched_off(self, obj):
        return ", ".join(label_of_rule(code) for code in obj.off) or None

    @admin.display(description=gettext_lazy("who comes first"))
    def order_said(self, obj):
        return ", ".join(each["label"] for each in order_in_words(obj.rulebook))

    @admin.display(description=gettext_lazy("points of 100"))
    def points_said(self, obj):
        return ", ".join(f"{each['label']} {each['weight']}" for each in points_in_words(obj.rulebook))
