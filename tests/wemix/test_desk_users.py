"""People at the desk: who may invite and change whom."""

import re
from unittest import mock

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from tests.desk import USERS, change_user, invite, page_of
from tests.factories import UserFactory
from wemix import mailing
from wemix.access import Role
from wemix.models import OutgoingMail, User


def test_the_invited_chooses_her_own_password(client, dora, polo):
    client.force_login(dora)
    assert invite(client, Role.SOCIAL_WORKER, polo, password="scelta-da-altri").status_code == 302
    invited = User.objects.get(email="nuova@prova.example")
    assert not invited.has_usable_password()
    mailing.send_waiting(9)
    [letter] = mail.outbox
    assert letter.to == [invited.email]
    assert letter.subject == "We Mix: invito" and str(dora) in letter.body
    client.logout()
    link = re.search(r"http://localhost:8000(/\S+)", letter.body).group(1)
    form = client.get(link, follow=True)
    assert form.status_code == 200
    chosen = {"password1": "una parola molto lunga", "password2": "una parola molto lunga"}
    client.post(form.redirect_chain[-1][0], chosen)
    assert client.login(email=invited.email, password="una parola molto lunga")


def test_an_invitation_that_cannot_be_sent_is_said_so_and_sent_later(client, dora, polo, tecla):
    client.force_login(dora)
    with mock.patch("django.core.mail.EmailMessage.send", side_effect=ConnectionRefusedError):
        told = invite(client, Role.SOCIAL_WORKER, polo, follow=True)
        assert "parte entro un minuto per nuova@prova.example" in told.content.decode()
        assert mailing.send_waiting(9) == 1
    in_vain = "invito non ancora partito"
    assert in_vain in client.get(USERS).content.decode()
    client.force_login(tecla)
    invitation = OutgoingMail.objects.get()
    assert (invitation.tries, invitation.failure, invitation.counts) == (1, "ConnectionRefusedError", {})
    again = {"action": "send_again", "_selected_action": [invitation.pk]}
    client.post(reverse("admin:wemix_outgoingmail_changelist"), again)
    assert mailing.send_waiting(9) == 1 and mail.outbox[0].to == ["nuova@prova.example"]
    client.force_login(dora)
    assert in_vain not in client.get(USERS).content.decode()


def test_of_several_invitations_the_last_one_counts(client, dora, polo):
    client.force_login(dora)
    invite(client, Role.SOCIAL_WORKER, polo)
    OutgoingMail.objects.update(given_up_at=timezone.now())
    late = User.objects.get(email="nuova@prova.example")
    client.post(USERS, {"action": "invite_again", "_selected_action": [late.pk]})
    assert mailing.send_waiting(9) == 1
    assert "invito non ancora partito" not in client.get(USERS).content.decode()


def test_an_invitation_says_who_invites_and_no_other_mail_does(dora, alice):
    for kind, by in (("invite", None), ("digest", dora)):
        with pytest.raises(IntegrityError, match="only_an_invitation_is_somebody_s"), transaction.atomic():
            OutgoingMail.objects.create(user=alice, kind=kind, by=by)


@pytest.mark.parametrize("pasted", ["\u202anuova@prova.example\u202c", "nuova@prova\u200b.example"])
def test_marks_that_nobody_sees_are_taken_off_a_pasted_address(client, dora, polo, pasted):
    client.force_login(dora)
    assert invite(client, Role.SOCIAL_WORKER, polo, pasted).status_code == 302
    assert User.objects.filter(email="nuova@prova.example").exists()


@pytest.mark.parametrize(
    "email", ["nuova@prova\u202c.example", '"nuova\x01"@prova.example', "nuova@prova\u05d0.example"]
)
def test_an_address_that_no_mail_reaches_is_nobody_s(polo, email):
    names = {"first_name": "Nuova", "last_name": "Persona"}
    with pytest.raises(ValidationError, match="No mail can be sent to this address"):
        User.objects.create_user(email, role=Role.SOCIAL_WORKER, organisation=polo, **names)


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.CUSTODIAN, Role.COORDINATOR])
def test_a_coordinator_invites_the_people_of_her_body(client, dora, role):
    client.force_login(dora)
    assert invite(client, role, dora.organisation).status_code == 302


@pytest.mark.parametrize("role", [Role.TECHNICIAN, Role.MANAGER, Role.OFFICER, "superuser", ""])
def test_a_coordinator_makes_no_technician_manager_or_officer(client, dora, role):
    client.force_login(dora)
    assert invite(client, role, dora.organisation).status_code == 422
    assert invite(client, role, None).status_code == 422
    assert not User.objects.filter(email="nuova@prova.example").exists()


@pytest.mark.parametrize("role", Role.values)
def test_a_coordinator_puts_nobody_into_another_host(client, dora, other_host, role):
    client.force_login(dora)
    assert invite(client, role, other_host).status_code == 422


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.CUSTODIAN, Role.COORDINATOR])
def test_a_sender_has_social_workers_only(client, dora, polo, role):
    client.force_login(dora)
    assert invite(client, role, polo).status_code == 422


def test_a_social_worker_is_of_a_sender(client, dora):
    client.force_login(dora)
    assert invite(client, Role.SOCIAL_WORKER, dora.organisation).status_code == 422


@pytest.mark.parametrize(
    ("role", "with_a_body", "status"),
    [
        (Role.TECHNICIAN, False, 302),
        (Role.MANAGER, True, 302),
        (Role.TECHNICIAN, True, 422),
        (Role.MANAGER, False, 422),
        (Role.COORDINATOR, True, 422),
        (Role.SOCIAL_WORKER, True, 422),
        (Role.OFFICER, False, 422),
    ],
)
def test_a_technician_makes_technicians_and_managers(client, tecla, polo, role, with_a_body, status):
    client.force_login(tecla)
    assert invite(client, role, polo if with_a_body else None).status_code == status


@pytest.mark.parametrize("name", ["dora", "tecla"])
def test_nobody_changes_their_own_role_or_switches_themselves_off(client, request, name, polo):
    person = request.getfixturevalue(name)
    role, body = person.role, person.organisation
    client.force_login(person)
    assert (
        change_user(client, person, role=Role.MANAGER, organisation=polo.pk, is_active="", phone="1").status_code == 302
    )
    assert (person.role, person.organisation, person.is_active, person.phone) == (role, body, True, "1")


def test_nobody_is_promoted_to_technician(client, dora, olga):
    client.force_login(dora)
    assert change_user(client, olga, role=Role.TECHNICIAN, organisation="").status_code == 422
    assert olga.role == Role.OPERATOR


def test_a_manager_of_the_body_is_seen_and_not_changed_by_its_coordinator(client, dora, mara):
    client.force_login(dora)
    assert client.get(page_of(mara)).status_code == 200
    assert change_user(client, mara, role=Role.OPERATOR).status_code == 403
    assert mara.role == Role.MANAGER


def test_who_leaves_is_switched_off(client, dora, olga):
    client.force_login(dora)
    assert change_user(client, olga, is_active="").status_code == 302
    assert not olga.is_active


def test_the_address_of_who_came_in_is_theirs(client, dora, alice):
    """Else whoever changes it has the password of another body's worker sent to herself."""
    client.force_login(alice)
    client.force_login(dora)
    alice.refresh_from_db()
    change_user(client, alice, email="dora@altrove.example")
    assert alice.email != "dora@altrove.example"


def test_invitations_are_sent_again_to_who_has_not_come_in(client, dora, mara, alice, polo):
    late, gone = UserFactory(organisation=polo), UserFactory(organisation=polo, is_active=False)
    client.force_login(alice)
    client.force_login(dora)
    everybody = [late.pk, gone.pk, mara.pk, alice.pk]
    client.post(USERS, {"action": "invite_again", "_selected_action": everybody})
    mailing.send_waiting(9)
    assert [letter.to for letter in mail.outbox] == [[late.email]]
