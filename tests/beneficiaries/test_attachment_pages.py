"""Papers of a household on their pages: who reads which, how they come in, go out and end."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, InternalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from beneficiaries import actions
from beneficiaries.models import Attachment, Denial
from beneficiaries.plugs import attachments as attachment_plugs
from tests import factories, uploads
from tests.constraints import check_now
from wemix import typed
from wemix.models import AuditEntry
from wemix.uploads import sweeping
from wemix.uploads.storage import new_key, store

TODAY = timezone.localdate


@pytest.fixture
def referred(rossi, host):
    factories.referral(host, of=rossi, until="submitted")
    return rossi


def page(name, row):
    return reverse(f"beneficiaries:{name}", args=[row.pk])


def form(content=None, name="permesso.pdf", **said):
    """What a browser sends: the file, the kind, who may read it."""
    said = {"once": str(uuid.uuid4()), "kind": "PERMIT", "readers": "file"} | said
    return said | ({"file": uploads.named(name, content)} if content else {})


# Who reads what

READS = {  # who reads which of the six papers
    "olga": {"olga-file", "olga-team", "alice-file"},
    "dora": {"olga-file", "olga-team", "alice-file"},
    "alice": {"alice-file", "alice-team", "olga-file"},
    "bob": {"alice-file", "alice-team", "olga-file"},
}


@pytest.fixture
def papers(referred, olga, alice):
    for by in (olga, alice):
        for readers in ("file", "team"):
            factories.paper(referred, by, title=f"{by.first_name.lower()}-{readers}", readers=readers)
    return Attachment.objects.all()


@pytest.mark.parametrize("reader", READS)
def test_each_reads_what_is_for_them(client, request, referred, papers, reader):
    client.force_login(request.getfixturevalue(reader))
    shown = client.get(page("attachments", referred)).content.decode()
    for paper in papers:
        may = paper.title in READS[reader]
        assert (paper.title in shown) == may
        assert client.get(page("attachment_file", paper)).status_code == (200 if may else 404)


@pytest.mark.parametrize("outsider", ["charlie", "dario"])
def test_a_stranger_finds_no_paper(client, request, referred, papers, outsider):
    client.force_login(request.getfixturevalue(outsider))
    assert client.get(page("attachments", referred)).status_code == 404
    for name in ("attachment", "attachment_file", "attachment_remove"):
        assert client.get(page(name, papers[0])).status_code == 404


@pytest.mark.parametrize("outsider", ["carlo", "mara", "otto", "tecla"])
def test_who_reads_no_case_file_reads_no_paper(client, request, referred, papers, outsider):
    client.force_login(request.getfixturevalue(outsider))
    assert client.get(page("attachment_file", papers[0])).status_code == 403
    assert attachment_plugs.household_panels(referred, request.getfixturevalue(outsider)) == []


def test_who_is_denied_reads_no_paper(client, referred, papers, olga, dora):
    Denial.objects.create(user=olga, person=referred.people.first(), household=referred, by=dora)
    client.force_login(olga)
    assert client.get(page("attachment_file", papers[0])).status_code == 404


def test_a_colleague_of_a_protected_household_reads_only_her_own(host, alice, bob, olga):
    secret = factories.household(alice, secret=True)
    factories.referral(host, of=secret, until="submitted")
    made = [factories.paper(secret, by, title=by.first_name) for by in (olga, alice, bob)]
    seen = Attachment.objects.visible_to
    assert [paper.title for paper in seen(bob)] == ["Bob"]
    assert seen(alice).count() == len(made)


def test_a_host_reads_nothing_that_another_host_brought(host, other_host, rossi, olga, dario):
    for to in (host, other_host):
        factories.referral(to, of=rossi, until="submitted")
    factories.paper(rossi, olga)
    assert not Attachment.objects.visible_to(dario).exists()


def test_only_the_side_that_brought_a_paper_changes_it(client, referred, papers, alice, olga):
    for by, titles in ((alice, {"alice-file"}), (olga, {"olga-file"})):
        client.force_login(by)
        for paper in papers.filter(readers="file"):
            expected = 200 if paper.title in titles else 403
            for name in ("attachment", "attachment_remove"):
                assert client.get(page(name, paper)).status_code == expected


# A file comes in


def test_a_double_click_is_one_paper(client, referred, alice):
    client.force_login(alice)
    once = str(uuid.uuid4())
    answers = [client.post(page("attach", referred), form(uploads.image("HEIF"), once=once)) for _ in range(2)]
    assert {answer.url for answer in answers} == {page("attachments", referred)}
    paper = Attachment.objects.get()
    assert (paper.content_type, paper.uploaded_by, paper.organisation) == ("image/jpeg", alice, alice.organisation)
    assert store().size(paper.file.name) == paper.size
    assert "permesso" not in paper.file.name


def test_a_refusal_stands_beside_the_field_and_what_was_typed_is_kept(client, referred, alice):
    client.force_login(alice)
    answer = client.post(page("attach", referred), form(b"#!/bin/sh", "foto.jpg", title="Permesso di Amina"))
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"file"}
    words = answer.content.decode()
    assert "Non è un PDF né un&#x27;immagine" in words
    assert "Permesso di Amina" in words
    assert "Scegliere di nuovo il file" in words
    assert not Attachment.objects.exists()


def test_a_good_file_beside_a_wrong_date_is_asked_for_again(client, referred, alice):
    client.force_login(alice)
    dates = {"dated": "2026-05-01", "expires_on": "2026-04-01"}
    answer = client.post(page("attach", referred), form(uploads.pdf(), **dates))
    assert answer.status_code == 422
    words = answer.content.decode()
    assert "Sarebbe scaduto prima della sua data" in words and "Scegliere di nuovo il file" in words


def test_what_was_typed_before_the_sign_in_expired_comes_back_without_its_file(client, referred, alice):
    said = form(uploads.pdf(), title="Contratto", author=typed.author_token(alice))
    assert "/accesso/accedi/" in client.post(page("attach", referred), said).url
    client.force_login(alice)
    words = client.get(page("attach", referred)).content.decode()
    assert "Contratto" in words and "Scegliere di nuovo il file" in words


def test_a_paper_of_another_households_person_is_refused(referred, alice):
    stranger = factories.household(alice).people.get()
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        factories.paper(referred, alice, person=stranger)
        check_now()


# A file goes out


@pytest.mark.parametrize(("kind", "how"), [("image/png", "inline"), ("application/pdf", "attachment")])
def test_a_file_is_sent_so_that_it_can_do_nothing(client, referred, alice, kind, how):
    paper = factories.paper(referred, alice, b"abc", kind, title="Permesso di Amina")
    client.force_login(alice)
    answer = client.get(page("attachment_file", paper))
    assert b"".join(answer) == b"abc"
    assert answer["Content-Type"] == kind
    assert answer["Content-Disposition"].startswith(f'{how}; filename="documento-{paper.pk}.')
    assert "sandbox" in answer["Content-Security-Policy"] and "script-src" not in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


def test_each_look_at_a_file_is_in_the_log_without_a_word_of_it(client, referred, alice):
    paper = factories.paper(referred, alice, title="Permesso di Amina")
    client.force_login(alice)
    client.get(page("attachment_file", paper))
    [entry] = AuditEntry.objects.filter(verb="attachment.file").values()
    assert (entry["row"], entry["household_id"]) == (str(paper.pk), referred.pk)
    assert "Amina" not in str(entry)


# Changed and removed


def test_details_change_and_the_file_stays(client, referred, alice):
    paper = factories.paper(referred, alice)
    client.force_login(alice)
    changed = form(version=paper.version, kind="INCOME", title="ISEE")
    assert client.post(page("attachment", paper), changed).status_code == 302
    after = Attachment.objects.get()
    assert (after.kind, after.title, after.file.name) == ("INCOME", "ISEE", paper.file.name)


def test_the_file_of_a_removed_paper_goes_after_commit(client, referred, alice, django_capture_on_commit_callbacks):
    paper = factories.paper(referred, alice)
    client.force_login(alice)
    with django_capture_on_commit_callbacks() as later:
        client.post(page("attachment_remove", paper), {"once": str(uuid.uuid4())})
        assert not Attachment.objects.exists()
        assert store().exists(paper.file.name)
    for each in later:
        each()
    assert not store().exists(paper.file.name)


def test_what_a_cut_off_upload_left_is_swept_and_nothing_else(referred, alice, monkeypatch):
    kept = factories.paper(referred, alice).file.name
    sweeping.sweep()  # what other tests left in the store
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        orphan = factories.paper(referred, alice).file.name
        raise KeyboardInterrupt
    assert store().exists(orphan)
    assert sweeping.sweep() == 0  # too young: its row may be about to be committed
    monkeypatch.setattr(sweeping, "AGE", timedelta(0))
    assert sweeping.sweep() >= 1
    assert store().exists(kept) and not store().exists(orphan)


@pytest.mark.django_db
def test_where_no_row_is_seen_nothing_is_swept(monkeypatch):
    name = store().save(new_key(), ContentFile(b"x"))
    monkeypatch.setattr(sweeping, "AGE", timedelta(0))
    assert sweeping.sweep() == 0
    assert store().exists(name)


# What expires


@pytest.mark.parametrize(("days", "told"), [(-3, True), (0, True), (60, True), (61, False), (None, False)])
def test_what_expires_is_told_in_time(referred, alice, olga, days, told):
    expires = None if days is None else TODAY() + timedelta(days=days)
    factories.paper(referred, alice, expires_on=expires)
    for reader in (alice, olga):
        assert bool(attachment_plugs.tasks(reader)) == told


def test_what_expires_is_told_to_who_is_in_charge(referred, alice, bob, charlie):
    factories.paper(referred, alice, expires_on=TODAY())
    assert attachment_plugs.tasks(bob) == attachment_plugs.tasks(charlie) == []
    referred.substitute = bob
    referred.save()
    assert attachment_plugs.tasks(bob)


def test_a_paper_that_was_renewed_is_asked_for_no_more(referred, alice):
    amina, bruno, *_ = referred.people.all()
    old = {"expires_on": TODAY() + timedelta(days=5)}
    new = {"expires_on": TODAY() + timedelta(days=400)}
    for of_whom in (amina, bruno, None):
        factories.paper(referred, alice, person=of_whom, **old)
    factories.paper(referred, alice, person=amina, **new)
    factories.paper(referred, alice, person=None, **new)
    factories.paper(referred, alice, person=bruno, kind="INCOME", **new)
    [task] = attachment_plugs.tasks(alice)
    assert [str(bruno) in row.label for row in task.rows] == [True]


# Lists


def test_lists_page_and_ask_no_more_for_fifty(client, referred, alice):
    client.force_login(alice)
    url = page("attachments", referred)
    person = referred.people.first()
    factories.paper(referred, alice, person=person)
    client.get(url)
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(url), client.get(page("household", referred)), attachment_plugs.tasks(alice)
        counts.append(len(asked))
        for _number in range(49):
            factories.paper(referred, alice, person=person, expires_on=TODAY())
    assert counts[0] == counts[1]
    shown = client.get(url).content.decode()
    assert shown.count('class="paper-row"') == 20 and "?page=2" in shown


def test_the_panel_shows_the_newest_and_the_way_to_all(client, referred, alice):
    for number in range(6):
        factories.paper(referred, alice, title=f"Carta {number}")
    client.force_login(alice)
    shown = client.get(page("household", referred)).content.decode()
    assert "Carta 5" in shown and "Carta 1" not in shown
    assert "Vedi tutti e 6" in shown


def test_the_log_of_an_upload_holds_no_title(referred, alice):
    actions.remove_attachment(attachment=factories.paper(referred, alice, title="Amina"), by=alice)
    verbs = AuditEntry.objects.filter(verb__startswith="attachment.")
    assert {entry.verb for entry in verbs} == {"attachment.add", "attachment.remove"}
    assert "Amina" not in str(list(verbs.values()))
