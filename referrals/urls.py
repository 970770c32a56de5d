"""Addresses of referrals, matching, reports, and of the pages that need every floor."""

from django.urls import path

from referrals.views import (
    availability,
    fairness,
    log,
    matching,
    papers,
    proposals,
    referrals,
    reports,
    simulations,
    steps,
    waiting,
)

app_name = "referrals"
urlpatterns = [
    path("ce-posto/", availability.availability, name="availability"),
    path("segnalazioni/", referrals.referral_list, name="list"),
    path("nuclei/<int:household_pk>/segnalazione/", referrals.write, name="write"),
    path("segnalazioni/<int:pk>/", referrals.referral, name="detail"),
    path("segnalazioni/<int:pk>/modifica/", referrals.edit, name="edit"),
    path("segnalazioni/<int:pk>/domanda/", referrals.ask, name="ask"),
    path("segnalazioni/<int:pk>/messaggio/", referrals.message, name="message"),
    path("domande/<int:pk>/risposta/", referrals.answer, name="answer"),
    path("segnalazioni/<int:pk>/passo/<slug:step>/", steps.step, name="step"),
    path("segnalazioni/<int:pk>/stampa.pdf", papers.pdf, name="pdf"),
    path("segnalazioni/<int:pk>/testo/", papers.text, name="text"),
    path("segnalazioni/<int:pk>/lettera/", papers.letter, name="letter"),
    path("segnalazioni/<int:pk>/abbinamento/", matching.places, name="match"),
    path("segnalazioni/<int:pk>/abbinamento/<int:place_pk>/", matching.pair, name="pair"),
    path("segnalazioni/<int:pk>/abbinamento/domanda/<slug:datum>/", matching.ask_datum, name="ask_datum"),
    path("segnalazioni/<int:pk>/abbinamento/<int:place_pk>/proponi/", proposals.propose, name="propose"),
    path("lista-attesa/", waiting.waiting, name="waiting"),
    path("posti/", waiting.homes, name="homes"),
    path("posti/<int:pk>/nuclei/", waiting.households, name="households"),
    path("proposte/<int:pk>/", proposals.proposal, name="proposal"),
    path("proposte/<int:pk>/accettata/", proposals.accept, name="proposal_accept"),
    path("proposte/<int:pk>/rifiutata/", proposals.decline, name="proposal_decline"),
    path("proposte/<int:pk>/ritira/", proposals.take_back, name="proposal_take_back"),
    path("rapporti/", reports.report_list, name="reports"),
    path("rapporti/equita/", fairness.fairness, name="fairness"),
    path("rapporti/equita/scarica.csv", fairness.download, name="fairness_csv"),
    path("simulazioni/", simulations.simulation_list, name="simulations"),
    path("simulazioni/prova/", simulations.ask, name="simulation_ask"),
    path("simulazioni/<int:pk>/", simulations.simulation, name="simulation"),
    path("rapporti/<slug:name>/", reports.report, name="report"),
    path("rapporti/<slug:name>/scarica.csv", reports.download, name="report_csv"),
    path("registro/", log.log, name="log"),
]
