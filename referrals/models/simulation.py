"""What other rules would have done to years of arrivals: asked by a coordinator, done by the worker, seed by seed."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wemix.access import Role, ScopedQuerySet
from wemix.models import Organisation
from wemix.models.somebody import somebody

SEEDS = 20


class SimulationQuerySet(ScopedQuerySet):
    def open_to(self, user):
        """Those who answer for a hosting body: there is nobody in it, only numbers."""
        if user.role not in (Role.COORDINATOR, Role.MANAGER):
            return self.none()
        return self.filter(host=user.organisation_id)

    def running(self):
        """Not ended, as far as anybody noted it: what the worker gave up is noted when another is asked for."""
        return self.filter(ended_at__isnull=True)

    def with_progress(self):
        return self.annotate(done=models.Count("runs"))


class Simulation(models.Model):
    """All that it is made of is kept with it, so that every seed meets the same homes, arrivals and rules."""

    host = models.ForeignKey(Organisation, models.PROTECT, related_name="+", editable=False)
    asked_by = somebody()
    asked_at = models.DateTimeField(_("asked on"), auto_now_add=True)
    rulebooks = models.JSONField(help_text=_("name -> what is published, and what is tried"))
    demand = models.JSONField(help_text=_("who arrives: shares and means, nobody's data"))
    homes = models.JSONField(help_text=_("what stands of each home"))
    seeds = models.PositiveSmallIntegerField(default=SEEDS)
    ended_at = models.DateTimeField(null=True, editable=False, help_text=_("done, or given up"))

    objects = SimulationQuerySet.as_manager()

    class Meta:
        verbose_name = _("simulation")
        verbose_name_plural = _("simulations")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["host"],
                condition=models.Q(ended_at__isnull=True),
                name="one_simulation_at_a_time",
                violation_error_message=_(
                    "A simulation is waiting or being done already: ask for another when it has ended."
                ),
            )
        ]

    def __str__(self):
        return _("Simulation %(number)s") % {"number": self.pk}

    def end(self):
        self.ended_at = timezone.now()
        self.save(update_fields=["ended_at"])


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
