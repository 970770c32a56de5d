"""Homes at the desk: buildings, flats with their rooms and places, and the closures of places."""

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from housing.actions import publish_house_rules
from housing.lawful import lawful_capacity
from housing.models import Building, Closure, HouseRules, Occupant, Place, PlaceUse, Room, Unit, UnitItem
from housing.occupancy import next_free
from wemix.access import Role
from wemix.admin import DeskAdmin, DeskForm, DeskInline
from wemix.admin.base import row_of_page
from wemix.forms import dress
from wemix.templatetags.wemix import status_mark

COORDINATOR = (Role.COORDINATOR,)


@admin.register(Building)
class BuildingAdmin(DeskAdmin):
    view_roles = change_roles = add_roles = COORDINATOR
    list_display = ["name", "address", "flats"]
    search_fields = ["name", "address"]
    fields = ["name", "address", "code"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(flats=Count("units"))

    def save_model(self, request, obj, form, change):
        """A building is always of the body of who writes it."""
        if not change:
            obj.host = request.user.organisation
        super().save_model(request, obj, form, change)

    @admin.display(description=_("flats"), ordering="flats")
    def flats(self, obj):
        return obj.flats


class RoomInline(DeskInline):
    model = Room
    view_roles = change_roles = add_roles = delete_roles = COORDINATOR


class PlaceInline(DeskInline):
    """What can be occupied. A place that is not let any more is taken out of service: its stays remember it."""

    model = Place
    view_roles = change_roles = add_roles = COORDINATOR
    fields = ["name", "letting", "room", "beds", "is_active"]

    def choices_of(self, field, rows, request):
        return rows.filter(unit=row_of_page(request)) if field == "room" else rows


class UnitItemInline(DeskInline):
    """What is handed over with the keys: copied into each record, which then stands by itself."""

    model = UnitItem
    view_roles = change_roles = add_roles = delete_roles = COORDINATOR


@admin.register(Unit)
class UnitAdmin(DeskAdmin):
    view_roles = change_roles = add_roles = COORDINATOR
    inlines = [RoomInline, PlaceInline, UnitItemInline]
    list_display = ["name", "building", "letting", "residents", "places_in_service", "beds", "lawful", "service"]
    list_select_related = ["building"]
    list_filter = [
        ("building", admin.RelatedOnlyFieldListFilter),
        "letting",
        "residents",
        "is_protected",
        "is_active",
    ]
    search_fields = ["name", "building__name"]
    fieldsets = [
        (None, {"fields": ["building", "name", "letting", "residents", "floor", "is_active"]}),
        (_("What it has"), {"fields": ["lift", "step_free", "quiet", "smoking", "pets", "is_protected"]}),
        (_("Rules"), {"fields": ["max_stay_days", "turnaround_days", "note"]}),
    ]

    def get_queryset(self, request):
        in_service = Q(places__is_active=True)
        return (
            super()
            .get_queryset(request)
            .prefetch_related("rooms")
            .annotate(places_in_service=Count("places", filter=in_service), beds=Sum("places__beds", filter=in_service))
        )

    def save_model(self, request, obj, form, change):
        """Out of service it is proposed to nobody; whoever lives there lives on there, and that is said."""
        super().save_model(request, obj, form, change)
        if not obj.is_active and (people := _people_tonight(obj, request.user)):
            said = ngettext(
                "%(count)s person sleeps in this home tonight, and stays there.",
                "%(count)s people sleep in this home tonight, and stay there.",
                people,
            )
            messages.warning(request, said % {"count": people})

    @admin.display(description=_("places"), ordering="places_in_service")
    def places_in_service(self, obj):
        return obj.places_in_service

    @admin.display(description=_("beds"), ordering="beds")
    def beds(self, obj):
        return obj.beds or 0

    @admin.display(description=_("people by law"), empty_value=_("not measured"))
    def lawful(self, obj):
        """Beside the beds; more of these than the law allows is marked, and stays a person's decision."""
        allowed = lawful_capacity(obj.rooms.all())
        if allowed is None or (obj.beds or 0) <= allowed:
            return allowed
        return status_mark("warn", _("%(allowed)s: more beds than that") % {"allowed": allowed})

    @admin.display(description=_("in service"), ordering="is_active")
    def service(self, obj):
        return _("yes") if obj.is_active else _("no")


def _people_tonight(unit, user):
    return Occupant.objects.visible_to(user).on(timezone.localdate()).filter(place_use__unit=unit).count()


@admin.register(Place)
class PlaceAdmin(DeskAdmin):
    """Every place with what takes it today; its own page is the flat's, where rooms and places stand together."""

    view_roles = change_roles = COORDINATOR
    list_display = ["place", "letting", "room", "beds", "service", "today"]
    list_select_related = ["unit__building", "room"]
    list_filter = [("unit__building", admin.RelatedOnlyFieldListFilter), "letting", "is_active"]
    search_fields = ["name", "unit__name", "unit__building__name"]
    fields = ["unit", "name", "letting", "room", "beds", "is_active"]
    readonly_fields = ["unit", "letting"]

    def get_queryset(self, request):
        return super().get_queryset(request).with_use_on(timezone.localdate())

    def choices_of(self, field, rows, request):
        return rows.filter(unit__places=row_of_page(request)) if field == "room" else rows

    def save_model(self, request, obj, form, change):
        """Also a change of the flat: who has its page open would send back how the place was."""
        super().save_model(request, obj, form, change)
        obj.unit.save(update_fields=["version"])

    @admin.display(description=_("place"), ordering="unit__building__name")
    def place(self, obj):
        return str(obj)

    @admin.display(description=_("in service"), ordering="is_active")
    def service(self, obj):
        return _("yes") if obj.is_active else _("no")

    @admin.display(description=_("today"), ordering="use")
    def today(self, obj):
        return PlaceUse.Kind(obj.use).label if obj.use else _("free")


class ClosureForm(DeskForm):
    """People say the last day that the place is closed; stored is the first day that it is free again."""

    last_day = forms.DateField(
        label=_("Last day"),
        required=False,
        help_text=_("Empty: until further notice. The place is free the day after."),
    )

    class Meta:
        fields = ["place", "starts_on", "last_day", "reason", "cost_centre", "reference", "is_cancelled"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dress(self.fields["last_day"])
        self.fields["reason"].required = True
        self.initial.setdefault("last_day", self.instance.last_day)

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day comes before the first."))
        self.instance.last_day = last
        return cleaned

    def validate_unique(self):
        """Of all the constraints, those of columns not on the page too: what stands in the way, beside the days."""
        if self.errors:
            return
        try:
            self.instance.validate_constraints()
        except forms.ValidationError as refusal:
            self.add_error("starts_on", [*refusal.messages, *self._next_free()])

    def _next_free(self):
        """A refusal offers what can be done instead."""
        closure = self.instance
        nights = closure.ends_on and (closure.ends_on - closure.starts_on).days
        day = next_free(closure.place, closure.starts_on, nights, but=closure)
        return [_("For so many days it is free from %(day)s.") % {"day": f"{day:%d/%m/%Y}"}] if day else []


@admin.register(Closure)
class ClosureAdmin(DeskAdmin):
    form = ClosureForm
    view_roles = change_roles = add_roles = COORDINATOR
    list_display = ["place", "starts_on", "last_day", "reason", "cost_centre", "reference", "stands"]
    search_fields = ["reason", "cost_centre", "reference", "place__unit__name"]
    list_select_related = ["place__unit__building"]
    list_filter = [("place__unit__building", admin.RelatedOnlyFieldListFilter), "is_cancelled"]

    def get_fields(self, request, obj=None):
        said = ["place", "starts_on", "last_day", "reason", "cost_centre", "reference"]
        return [*said, "is_cancelled"] if obj else said

    def get_readonly_fields(self, request, obj=None):
        return ["place"] if obj else []

    def choices_of(self, field, rows, request):
        return rows.select_related("unit__building").filter(is_active=True)

    @admin.display(description=_("last day"), ordering="ends_on", empty_value=_("until further notice"))
    def last_day(self, obj):
        return obj.last_day

    @admin.display(description=_("state"))
    def stands(self, obj):
        return obj.stands


@admin.register(HouseRules)
class HouseRulesAdmin(DeskAdmin):
    """Nothing is ever changed here: PostgreSQL refuses it, and so there is no form for it."""

    view_roles = add_roles = COORDINATOR
    list_display = ["number", "since", "by", "why"]
    list_select_related = ["by"]
    search_fields = ["text", "why"]
    fields = ["text", "why"]

    def get_changeform_initial_data(self, request):
        """The text in force, to be changed."""
        rules = HouseRules.in_force(request.user.organisation)
        return {"text": rules.text if rules else ""}

    def save_model(self, request, obj, form, change):
        publish_house_rules(rules=obj, host=request.user.organisation, by=request.user)
