"""Addresses of stays, of who sleeps where, and of the compound at a glance."""

from django.urls import path

from housing.views import (
    absences,
    beds,
    calendar,
    compound,
    faults,
    follow_ups,
    forecast,
    stays,
    steps,
    tonight,
    turnarounds,
)

app_name = "housing"
urlpatterns = [
    path("stanotte/", tonight.tonight, name="tonight"),
    path("guasti/", faults.fault_list, name="faults"),
    path("guasti/segnala/", faults.report, name="fault_report"),
    path("guasti/<int:pk>/", faults.fault, name="fault"),
    path("guasti/<int:pk>/preso/", faults.take, name="fault_take"),
    path("guasti/<int:pk>/riparato/", faults.mend, name="fault_mend"),
    path("guasti/<int:pk>/riaperto/", faults.reopen, name="fault_reopen"),
    path("da-preparare/", turnarounds.turnaround_list, name="turnarounds"),
    path("da-preparare/<int:pk>/", turnarounds.ready, name="ready"),
    path("calendario/", calendar.month, name="calendar"),
    path("calendario/anno/", calendar.year, name="calendar_year"),
    path("mappa/", compound.compound, name="compound"),
    path("previsioni/", forecast.forecast, name="forecast"),
    path("accoglienze/", stays.stay_list, name="stays"),
    path("accoglienze/<int:pk>/", stays.stay, name="stay"),
    path("accoglienze/<int:pk>/scadenza/", stays.replan, name="replan"),
    path("accoglienze/<int:pk>/trasferimento/", stays.transfer, name="transfer"),
    path("accoglienze/<int:pk>/assenze/nuova/", absences.add, name="absence_add"),
    path("assenze/<int:pk>/", absences.edit, name="absence"),
    path("assenze/<int:pk>/rientro/", absences.back, name="absence_back"),
    path("assenze/<int:pk>/togli/", absences.withdraw, name="absence_withdraw"),
    path("accoglienze/<int:pk>/letti/<int:person_pk>/", beds.settle, name="settle"),
    path("accoglienze/<int:pk>/letti/<int:person_pk>/lascia/", beds.leave, name="leave_bed"),
    path("accoglienze/<int:pk>/passo/<str:step>/", steps.step, name="step"),
    path("verifiche-dopo-uscita/<int:pk>/", follow_ups.record, name="follow_up"),
]
