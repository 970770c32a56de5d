"""Simulations: asked by a coordinator, done by the worker, read by those who answer for a body. Nobody is in them."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from referrals.forms.simulation import SimulationForm
from referrals.jobs import simulate
from referrals.models import Simulation
from referrals.rulebooks import current
from referrals.simulations import summary_of
from referrals.simulations.asking import ask_simulation, in_hand
from referrals.simulations.tables import Results
from wemix.access import Role, get_visible_or_404, role_required
from wemix.pages import form_page

readers = role_required(Role.MANAGER, Role.COORDINATOR)


@require_GET
@readers
def simulation_list(request):
    simulations = Simulation.objects.visible_to(request.user)
    frame = {
        "title": _("Simulations"),
        "lede": _("What other rules would have done, on five years of arrivals like ours."),
        "back": reverse("referrals:reports"),
        "simulations": simulations.select_related("asked_by").with_progress()[:50],
        "in_hand": in_hand(simulations),
        "may_ask": request.user.is_coordinator,
    }
    return render(request, "referrals/simulation_list.html", frame)


@role_required(Role.COORDINATOR)
def ask(request):
    def act(form):
        made = ask_simulation(rulebook=form.tried, by=request.user)
        return reverse("referrals:simulation", args=[made.pk]), _("The simulation has begun.")

    frame = {
        "title": _("Try other rules"),
        "lede": _("Nothing is published: it only counts what would have come of it."),
        "back": reverse("referrals:simulations"),
        "submit": _("Simulate"),
    }
    rulebook = current(request.user.organisation)
    return form_page(request, lambda data: SimulationForm(data, rulebook=rulebook), act, context=frame)


@require_GET
@readers
def simulation(request, pk):
    """While it is being done the page asks again by itself; without scripts a reload does the same. Results are shown
    once there are no more to come: half of them would be read as if they were all."""
    made = get_visible_or_404(Simulation.objects.select_related("asked_by").with_progress(), request.user, pk=pk)
    is_done = made.done >= made.seeds
    is_stopped = not is_done and not simulate.to_do(simulation=made.pk)
    frame = {
        "title": str(made),
        "back": reverse("referrals:simulations"),
        "simulation": made,
        "is_running": not is_done and not is_stopped,
        "is_stopped": is_stopped,
    }
    if made.done and not frame["is_running"]:
        frame["results"] = Results(made, summary_of(made))
    return render(request, "referrals/simulation.html", frame)
