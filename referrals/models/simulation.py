"""What other rules would have done to years of arrivals: asked by a coordinator, done by the worker, seed by seed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wemix.access import Role, ScopedQuerySet
from wemix.models import Organisation

SEEDS = 20


class SimulationQuerySet(ScopedQuerySet):
    def open_to(self, user):
        """Those who answer for a hosting body: there is nobody in it, only numbers."""
        if user.role not in (Role.COORDINATOR, Role.MANAGER):
            return self.none()
        return self.filter(host=user.organisation_id)

    def with_progress(self):
        return self.annotate(done=models.Count("runs"))


class Simulation(models.Model):
    """All that it is made of is kept with it, so that every seed meets the same homes, arrivals and rules."""

    host = models.ForeignKey(Organisation, models.PROTECT, related_name="+", editable=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    asked_at = models.DateTimeField(_("asked on"), auto_now_add=True)
    rulebooks = models.JSONField(help_text=_("name -> what is published, and what is tried"))
    demand = models.JSONField(help_text=_("who arrives: shares and means, nobody's data"))
    homes = models.JSONField(help_text=_("what stands of each home"))
    seeds = models.PositiveSmallIntegerField(default=SEEDS)

    objects = SimulationQuerySet.as_manager()

    class Meta:
        verbose_name = _("simulation")
        verbose_name_plural = _("simulations")
        ordering = ["-asked_at", "-pk"]

    def __str__(self):
        return _("Simulation %(number)s") % {"number": self.pk}


class OfSimulation(ScopedQuerySet):
    def open_to(self, user):
        return self.filter(simulation__in=Simulation.objects.visible_to(user))


class SimulationRun(models.Model):
    """One seed: five years, once for each way of choosing."""

    simulation = models.ForeignKey(Simulation, models.CASCADE, related_name="runs")
    seed = models.PositiveSmallIntegerField()
    measures = models.JSONField()

    objects = OfSimulation.as_manager()

    class Meta:
        verbose_name = _("run of a simulation")
        verbose_name_plural = _("runs of simulations")
        ordering = ["seed"]
        constraints = [models.UniqueConstraint(fields=["simulation", "seed"], name="one_run_per_seed")]

    def __str__(self):
        return str(self.seed)
