"""What a cell of the calendar says, to be seen and to be heard, and where it leads."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from housing.calendar import LIVED_IN, Kind, Run
from housing.models import Place
from wemix import sockets
from wemix.templatetags.wemix import dmy

DAYS = {
    (Kind.STAY, "confirmed"): gettext_lazy("from %(first)s to %(end)s"),
    (Kind.STAY, "planned"): gettext_lazy("since %(first)s, planned exit %(planned)s"),
    (Kind.STAY, "open"): gettext_lazy("since %(first)s"),
    (Kind.PLANNED, "confirmed"): gettext_lazy("planned from %(first)s to %(end)s"),
    (Kind.PLANNED, "planned"): gettext_lazy("entry planned on %(first)s, exit on %(planned)s"),
    (Kind.PLANNED, "open"): gettext_lazy("entry planned on %(first)s"),
}


@dataclass(frozen=True)
class Cell:
    place: Place
    run: Run
    url: str

    @property
    def name(self):
        run = self.run
        if run.kind in LIVED_IN:
            return str(run.household)
        return f"{run.kind.label}: {run.use.reason}" if run.use and run.use.reason else str(run.kind.label)

    @property
    def kind(self):
        """Beside a name, what it does here; a name alone says that they live here."""
        return str(self.run.kind.label) if self.run.kind in (Kind.PLANNED, Kind.BEYOND) else ""

    @property
    def is_secret(self):
        return self.run.kind in LIVED_IN and self.run.household.is_protected

    @property
    def empty_beds(self):
        return max(self.run.empty_beds, default=0)

    @property
    def rest(self):
        """Its days (of a piece of something longer, those of the whole), and what else there is to know."""
        is_offered = self.run.kind == Kind.FREE and self.url
        said = [
            _("secret address: confirm to nobody") if self.is_secret else "",
            self.kind,
            _days(self.run),
            _empty_beds(self.run.empty_beds),
            _("who could live in %(place)s") % {"place": self.place} if is_offered else "",
        ]
        return ", ".join(filter(None, said))


def shown(houses, user):
    """[(building, [(flat, [(place, its cells)])])]"""
    places = [row.place for house in houses for row in house.rows]
    doors = dict(sockets.free_places.gather(places, user))

    def cells(row):
        return [Cell(row.place, run, _url(run, user, doors.get(row.place.pk, ""))) for run in row.runs]

    return [
        (house, [(unit, [(row.place, cells(row)) for row in rows]) for unit, rows in house.units]) for house in houses
    ]


def _url(run, user, door):
    if run.kind in LIVED_IN:
        return run.use.stay.get_absolute_url()
    if run.kind == Kind.HOLD and user.is_case_worker:
        return reverse("beneficiaries:household", args=[run.use.household_id])
    if run.kind == Kind.FREE and run.end > timezone.localdate():
        return door
    return ""


def _days(run):
    if run.use is None:
        return _nights(run)
    if run.kind in LIVED_IN:
        return _days_of_stay(run)
    return _days_of_use(run)


def _nights(run):
    """Free, or taken by what may not be told: of the paper that lies here."""
    if run.end == run.whole.end:
        return _("from %(first)s on") % {"first": dmy(run.first)}
    return _("from %(first)s to %(end)s") % {"first": dmy(run.first), "end": dmy(run.end)}


def _days_of_stay(run):
    stay, use = run.use.stay, run.use
    days = {"first": dmy(use.starts_on), "end": dmy(use.ends_on), "planned": dmy(stay.planned_until)}
    if run.kind == Kind.BEYOND:
        return _("beyond the exit planned on %(planned)s") % days
    ending = "confirmed" if use.ends_on else "planned" if stay.planned_until else "open"
    return DAYS[run.kind, ending] % days


def _days_of_use(run):
    use = run.use
    days = {"first": dmy(use.starts_on), "end": dmy(use.ends_on)}
    said = _("from %(first)s, free again on %(end)s") if use.ends_on else _("from %(first)s until further notice")
    whose = [str(run.household)] if run.household else []
    return ", ".join([*whose, said % days])


def _empty_beds(beds):
    if not beds or not max(beds):
        return ""
    least, most = min(beds), max(beds)
    if least == most:
        return ngettext("%(count)s bed left over", "%(count)s beds left over", most) % {"count": most}
    return _("%(least)s to %(most)s beds left over") % {"least": least, "most": most}
