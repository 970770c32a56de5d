"""Addresses of households, their people, their life projects and their diary."""

from django.urls import path

from beneficiaries.views import (
    attachments,
    coming_of_age,
    diary,
    goals,
    handover,
    households,
    identity,
    life_project,
    people,
    registration,
    reviews,
)

app_name = "beneficiaries"
urlpatterns = [
    path("nuclei/", households.household_list, name="households"),
    path("nuclei/nuovo/", registration.register, name="register"),
    path("nuclei/simili/", registration.lookalikes, name="lookalikes"),
    path("nuclei/codice/", registration.read_code, name="read_code"),
    path("nuclei/<int:pk>/", households.household, name="household"),
    path("nuclei/<int:pk>/modifica/", households.edit, name="household_edit"),
    path("nuclei/<int:pk>/bisogni/", households.needs, name="needs"),
    path("nuclei/<int:pk>/componenti/nuovo/", people.add, name="person_add"),
    path("nuclei/<int:pk>/componenti/<int:person_pk>/", people.person, name="person"),
    path("nuclei/<int:pk>/componenti/<int:person_pk>/modifica/", people.edit, name="person_edit"),
    path("nuclei/<int:pk>/componenti/<int:person_pk>/codice/", people.code, name="person_code"),
    path("nuclei/<int:pk>/componenti/<int:person_pk>/permesso/", people.permit, name="person_permit"),
    path("nuclei/<int:pk>/componenti/<int:person_pk>/documenti/nuovo/", identity.add, name="person_document_add"),
    path(
        "nuclei/<int:pk>/componenti/<int:person_pk>/documenti/<int:document_pk>/", identity.edit, name="person_document"
    ),
    path("nuclei/<int:pk>/componenti/<int:person_pk>/telefoni/", people.phones, name="person_phones"),
    path("nuclei/<int:pk>/componenti/<int:person_pk>/bisogni/", people.needs, name="person_needs"),
    path("nuclei/<int:pk>/componenti/<int:person_pk>/esce/", people.leaves, name="person_leaves"),
    path("nuclei/<int:pk>/componenti/<int:person_pk>/ritorna/", people.returns, name="person_returns"),
    path("nuclei/<int:pk>/componenti/<int:person_pk>/diciotto-anni/", coming_of_age.coming_of_age, name="of_age"),
    path("nuclei/<int:pk>/collega/", handover.to_colleague, name="to_colleague"),
    path("nuclei/<int:pk>/passaggio/", handover.to_body, name="to_body"),
    path("passaggi/<int:pk>/", handover.answer, name="handover"),
    path("passaggi/<int:pk>/ritira/", handover.take_back, name="handover_take_back"),
    path("nuclei/<int:pk>/progetto/nuovo/", life_project.open_project, name="life_project_open"),
    path("progetti/<int:pk>/", life_project.life_project, name="life_project"),
    path("progetti/<int:pk>/modifica/", life_project.edit, name="life_project_edit"),
    path("progetti/<int:pk>/chiudi/", life_project.close, name="life_project_close"),
    path("progetti/<int:pk>/obiettivi/nuovo/", goals.add, name="goal_add"),
    path("progetti/<int:pk>/verifiche/nuova/", reviews.add, name="review_add"),
    path("obiettivi/<int:pk>/", goals.edit, name="goal"),
    path("obiettivi/<int:pk>/passi/nuovo/", goals.add_step, name="step_add"),
    path("passi/<int:pk>/fatto/", goals.tick_step, name="step_done"),
    path("verifiche/<int:pk>/", reviews.review, name="review"),
    path("nuclei/<int:pk>/documenti/", attachments.attachments, name="attachments"),
    path("nuclei/<int:pk>/documenti/nuovo/", attachments.attach, name="attach"),
    path("documenti/<int:pk>/", attachments.edit, name="attachment"),
    path("documenti/<int:pk>/file/", attachments.send, name="attachment_file"),
    path("documenti/<int:pk>/elimina/", attachments.remove, name="attachment_remove"),
    path("nuclei/<int:pk>/diario/", diary.diary, name="diary"),
    path("nuclei/<int:pk>/diario/nuova/", diary.add, name="diary_add"),
    path("nuclei/<int:pk>/diario/evento-critico/", diary.add_incident, name="incident_add"),
]
