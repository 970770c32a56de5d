"""Ways in that somebody tried: each was open once, or could easily have been."""

import uuid
from datetime import date

import pytest
from django.core import mail
from django.core.cache import cache, caches
from django.core.cache.backends.db import DatabaseCache
from django.test import Client
from django.urls import reverse

from beneficiaries import actions as people
from beneficiaries.models import Denial, DiaryEntry, LifeProject
from housing.models import Occupant, Stay
from referrals import actions as talk
from referrals.models import Message, Proposal, ReferralEvent, Update
from tests.factories import flat, household, referral
from wemix.models import AuditEntry, OnceKey
from wemix.typed import author_token

pytestmark = pytest.mark.django_db
LIST = "/segnalazioni/"


@pytest.fixture
def secret(alice):
    """A household with a secret address, in charge of Alice."""
    return household(alice, secret=True, last_name="Segretofinti")


@pytest.fixture
def as_(client):
    def sign_in(user):
        browser = Client()
        browser.force_login(user)
        return browser

    return sign_in


def post(browser, url, **said):
    return browser.post(url, {"once": str(uuid.uuid4()), **said})


# A protected household, for a colleague of its named worker


def test_nobody_takes_a_protected_household_over_to_see_where_it_lives(as_, bob, alice, secret, other_polo):
    url = reverse("beneficiaries:to_colleague", args=[secret.pk])
    assert post(as_(bob), url, worker=bob.pk).status_code == 403
    asked = post(as_(bob), reverse("beneficiaries:to_body", args=[secret.pk]), to_organisation=other_polo.pk)
    assert asked.status_code == 403
    secret.refresh_from_db()
    assert secret.worker == alice and not secret.handovers.exists()


def test_the_named_worker_and_her_substitute_hand_a_protected_household_over(as_, bob, alice, secret):
    url = reverse("beneficiaries:to_colleague", args=[secret.pk])
    assert post(as_(alice), url, worker=alice.pk, substitute=bob.pk, version=secret.version).status_code == 302
    assert post(as_(bob), url, worker=bob.pk, version=secret.version + 1).status_code == 302
    secret.refresh_from_db()
    assert secret.worker == bob


def test_where_the_named_worker_is_gone_a_colleague_steps_in(as_, bob, alice, secret):
    alice.is_active = False
    alice.save()
    url = reverse("beneficiaries:to_colleague", args=[secret.pk])
    assert post(as_(bob), url, worker=bob.pk, version=secret.version).status_code == 302


@pytest.fixture
def three_states(alice, dora, host):
    """The protected household is housed; of two open ones, one comes before it by state and one after."""
    rows = {}
    for name, until, hidden in [
        ("Primafinti", "accepted", False),
        ("Segreti", "housed", True),
        ("Zeta", "waiting", False),
    ]:
        of = household(alice, secret=hidden, last_name=name)
        rows[name] = referral(host, of=of, until=until, coordinator=dora, place=flat(host))
    return rows


def order_of(answer, names):
    words = answer.content.decode()
    return sorted(names, key=words.index)


def test_sorting_by_state_does_not_tell_where_a_protected_household_stands(as_, bob, three_states):
    told = order_of(as_(bob).get(LIST, {"sort": "state"}), three_states)
    assert told == ["Primafinti", "Zeta", "Segreti"], "by state it would stand in the middle"


def test_the_urgency_of_a_protected_household_is_not_told(as_, bob, alice, dora, host, secret):
    """Only who is on the waiting list has one: it would tell that the team decided."""
    sent = referral(host, of=secret, until="waiting", coordinator=dora)
    sent.urgency, sent.urgency_reason, sent.urgency_until = 1, "Minacce recenti", date(2030, 1, 1)
    sent.save()
    browser = as_(bob)
    assert "Segretofinti" not in browser.get(LIST, {"urgency": 1}).content.decode()
    assert "Segretofinti" in browser.get(LIST).content.decode()
    assert "Minacce recenti" not in browser.get(f"{LIST}{sent.pk}/").content.decode()
    assert "emergenza" not in browser.get(f"{LIST}{sent.pk}/").content.decode()
    assert "Minacce recenti" in as_(alice).get(f"{LIST}{sent.pk}/").content.decode()


def test_whether_a_protected_referral_is_over_is_not_told_by_offering_another(as_, bob, dora, host, secret):
    refer = reverse("referrals:write", args=[secret.pk])
    page = reverse("beneficiaries:household", args=[secret.pk])
    for until in ("waiting", "not_eligible"):
        secret.referrals.filter(state="waiting").update(state="withdrawn")
        referral(host, of=secret, until=until, coordinator=dora)
        assert refer not in as_(bob).get(page).content.decode()
        assert as_(bob).get(refer).status_code == 404


def test_news_of_a_protected_household_are_for_its_named_worker_alone(
    bob, dora, host, secret, django_capture_on_commit_callbacks
):
    secret.substitute = bob
    secret.save()
    with django_capture_on_commit_callbacks(execute=True):
        sent = referral(host, of=secret, until="waiting", coordinator=dora)
    assert not bob.updates.exists()
    assert not any(bob.email in letter.to for letter in mail.outbox)
    Update.objects.create(user=bob, referral=sent, household=secret, what="propose")  # from before it was protected
    assert not Update.objects.visible_to(bob).exists()
    assert not Message.objects.visible_to(bob).exists()
    assert ReferralEvent.objects.exists() and not ReferralEvent.objects.visible_to(bob).exists()


# Two hosts weigh one household


@pytest.fixture
def housed(rossi, dora, host, home):
    return referral(host, of=rossi, until="housed", coordinator=dora, place=home)


def test_another_host_sees_nothing_of_a_stay_that_is_not_its_own(
    as_, alice, dora, dario, host, other_host, housed, rossi
):
    referral(other_host, of=rossi, until="submitted")
    asked = Message.objects.create(referral=housed, household=rossi, kind="question", text="?", by=dora)
    for model in (Stay, Occupant, Proposal, Message, ReferralEvent):
        assert model.objects.visible_to(dora).exists() and model.objects.visible_to(alice).exists()
        rows = model.objects.visible_to(dario)
        assert not (rows.filter(referral=housed) if hasattr(model, "referral") else rows).exists(), model
    browser = as_(dario)
    assert browser.get(reverse("housing:stay", args=[housed.stay_id])).status_code == 404
    assert post(browser, reverse("housing:replan", args=[housed.stay_id])).status_code == 404
    assert browser.get(reverse("referrals:proposal", args=[housed.proposals.get().pk])).status_code == 404
    assert browser.get(reverse("referrals:answer", args=[asked.pk])).status_code == 404


def test_what_a_host_shares_with_the_sender_is_not_shared_with_another_host(
    alice, dora, dario, other_host, housed, rossi
):
    referral(other_host, of=rossi, until="submitted")
    for author in (dora, alice):
        people.write_diary(entry=DiaryEntry(household=rossi, text="Nota", readers="sender"), by=author)
    assert [entry.by for entry in DiaryEntry.objects.visible_to(dario)] == [alice]
    assert DiaryEntry.objects.visible_to(alice).count() == 2


# A body that handed the household over


def test_who_handed_a_household_over_moves_and_writes_nothing_more(as_, alice, charlie, other_polo, dora, host, rossi):
    sent = referral(host, of=rossi, until="asked", coordinator=dora)
    asked = people.ask_handover(household=rossi, to_organisation=other_polo, note="", by=alice)
    people.answer_handover(handover=asked, accepted=True, by=charlie)
    browser = as_(alice)
    assert browser.get(f"{LIST}{sent.pk}/").status_code == 200
    addresses = [
        reverse("referrals:step", args=[sent.pk, "withdraw"]),
        reverse("referrals:edit", args=[sent.pk]),
        reverse("referrals:message", args=[sent.pk]),
        reverse("referrals:answer", args=[sent.messages.get().pk]),
        reverse("referrals:write", args=[rossi.pk]),
        reverse("beneficiaries:diary_add", args=[rossi.pk]),
    ]
    for url in addresses:
        assert post(browser, url, text="Da chi non segue più", note="").status_code in (403, 404), url
    sent.refresh_from_db()
    assert sent.state == "asked" and not rossi.diary.exists()
    assert as_(charlie).get(reverse("referrals:step", args=[sent.pk, "withdraw"])).status_code == 200


# Who is kept away from a person


def test_who_is_kept_away_does_not_take_the_household_over(as_, alice, charlie, other_polo, dora, rossi):
    asked = people.ask_handover(household=rossi, to_organisation=other_polo, note="", by=alice)
    Denial.objects.create(user=charlie, person=rossi.people.first(), household=rossi, by=dora)
    browser = as_(charlie)
    assert "Rossifinti" not in browser.get("/").content.decode()
    assert browser.get(reverse("beneficiaries:handover", args=[asked.pk])).status_code == 404


def test_who_is_kept_away_gets_no_news(alice, dora, host, rossi):
    sent = referral(host, of=rossi, until="submitted")
    Denial.objects.create(user=alice, person=rossi.people.first(), household=rossi, by=dora)
    Update.objects.all().delete()
    talk.write(referral=sent, by=dora, text="Novità")
    assert not alice.updates.exists()


# What is remembered


def test_a_key_used_before_hides_no_refusal(as_, alice, charlie, rossi):
    browser, key = as_(charlie), uuid.uuid4()
    OnceKey.objects.create(key=key, user=charlie, result="/nuclei/")
    before = AuditEntry.objects.filter(action="refused").count()
    browser.post(reverse("beneficiaries:household_edit", args=[rossi.pk]), {"once": key})
    browser.post(reverse("housing:transfer", args=[1]), {"once": key})
    assert AuditEntry.objects.filter(action="refused", user_id=charlie.pk).count() == before + 2


def test_a_form_that_shows_a_file_is_a_look(as_, olga, dora, host, rossi):
    sent = referral(host, of=rossi, until="submitted")
    project = LifeProject.objects.create(household=rossi, opened_by=olga, own_words="Una casa")
    person = rossi.people.first()
    addresses = [
        reverse("beneficiaries:household_edit", args=[rossi.pk]),
        reverse("beneficiaries:person_edit", args=[rossi.pk, person.pk]),
        reverse("beneficiaries:person_phones", args=[rossi.pk, person.pk]),
        reverse("beneficiaries:needs", args=[rossi.pk]),
        reverse("beneficiaries:life_project_edit", args=[project.pk]),
        reverse("beneficiaries:review_add", args=[project.pk]),
        reverse("beneficiaries:person_add", args=[rossi.pk]),
    ]
    browser = as_(olga)
    for url in addresses:
        before = AuditEntry.objects.filter(action="look", user_id=olga.pk, household_id=rossi.pk).count()
        assert browser.get(url).status_code == 200
        after = AuditEntry.objects.filter(action="look", user_id=olga.pk, household_id=rossi.pk).count()
        assert after == before + 1, url
    editor, before = as_(rossi.worker), AuditEntry.objects.filter(action="look").count()
    editor.get(reverse("referrals:edit", args=[sent.pk]))
    assert AuditEntry.objects.filter(action="look").count() == before + 1


def test_looking_for_people_while_typing_is_a_search(as_, alice, rossi):
    head = rossi.people.first()
    said = {"last_name": head.last_name, "first_name": head.first_name, "born_on": f"{head.born_on:%d/%m/%Y}"}
    answer = as_(alice).post(reverse("beneficiaries:lookalikes"), said)
    assert head.last_name in answer.content.decode()
    assert AuditEntry.objects.get(action="search").rows > 0


# What browsers keep


def test_no_page_with_data_is_kept_by_browsers_or_between(as_, alice, dora, rossi):
    for user, url in [
        (alice, "/"),
        (alice, reverse("beneficiaries:household", args=[rossi.pk])),
        (dora, "/amministrazione/"),
    ]:
        told = as_(user).get(url)["Cache-Control"]
        assert "no-store" in told and "private" in told
    assert "no-store" in Client().get("/accesso/accedi/")["Cache-Control"]


# Strange words


@pytest.mark.parametrize("typed", ["²²", "a\0b", "%_'\"<script>", "٣٣", "9" * 9])
def test_the_search_box_takes_any_text(as_, alice, typed):
    assert as_(alice).post("/cerca/", {"q": typed}, follow=True).status_code == 200


LONG = "9" * 100


@pytest.mark.parametrize(
    "address",
    [
        f"/nuclei/{LONG}/",
        f"/segnalazioni/{LONG}/",
        f"/amministrazione/housing/unit/{'x' * 200}/change/",
        "/amministrazione/housing/unit/Maria%00Rossi/change/",
        f"/amministrazione/housing/unit/{LONG}/change/",
    ],
)
def test_a_strange_number_is_nobodys_row(as_, dora, address):
    assert as_(dora).get(address).status_code == 404
    assert not AuditEntry.objects.filter(row__contains="x").exists()


def test_strange_numbers_in_forms_break_nothing(as_, alice, rossi):
    add = reverse("beneficiaries:person_add", args=[rossi.pk])
    assert as_(alice).get(add, {"copia": "9" * 5000}).status_code == 200
    assert post(as_(alice), "/nuclei/nuovo/", row="9" * 5000, add_row="1").status_code == 422


@pytest.mark.parametrize("rows", ["-1", "0", "9" * 5000])
def test_nobody_says_how_many_rows_a_page_has(as_, dora, rows):
    for url in ("/nuclei/", LIST, "/accoglienze/", "/reclami/", "/rapporti/segnalazioni/"):
        answer = as_(dora).get(url, {"per_page": rows, "page": rows})
        assert answer.status_code == 200 and answer.context["table"].paginator.per_page == 25, url


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_day_of_another_age_is_refused_in_words(as_, mara, otto, day):
    for user, url in [(mara, "/rapporti/segnalazioni/"), (mara, "/rapporti/ingressi-uscite/"), (otto, "/registro/")]:
        answer = as_(user).get(url, {"first": day, "last": day})
        assert answer.status_code == 422, url


def test_a_draft_takes_any_text(as_, alice):
    said = {"draft_path": "/nuclei/nuovo/", "draft_author": author_token(alice), "contact": "a\0b"}
    assert as_(alice).post("/bozze/salva/", said).status_code == 200
    assert as_(alice).post("/bozze/scarta/", {"draft_path": "/a\0b"}).status_code == 302


@pytest.mark.parametrize(
    "out", ["//evil.example/", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "/" + "a" * 600]
)
def test_the_way_back_leads_nowhere_else(as_, olga, dora, host, rossi, out):
    sent = referral(host, of=rossi, until="submitted")
    url = reverse("referrals:step", args=[sent.pk, "take"]) + "?next=" + out
    assert post(as_(olga), url).url == f"{LIST}{sent.pk}/"
    assert Client().post("/lingua/", {"language": "en", "next": out}).url == "/"


# Signing in


def test_attempts_to_sign_in_are_counted_for_all_processes_together(db, alice):
    assert isinstance(caches["default"], DatabaseCache)
    cache.set("tried", 1)
    assert cache.get("tried") == 1
    said = {"login": alice.email, "password": "sbagliata"}
    answers = [Client().post("/accesso/accedi/", said) for _ in range(6)]
    assert "Accedi" in answers[0].content.decode()
    right = Client().post("/accesso/accedi/", said | {"password": "una parola lunga per le prove"})
    assert right.status_code != 302, "too many attempts: not even the right password is tried"


@pytest.mark.parametrize("address", ["/calendario-personale/a%00b.ics", "/oggi/affida/a%00b/"])
def test_a_key_with_a_nul_is_like_none(as_, olga, address):
    assert as_(olga).get(address).status_code == 404


def test_an_answer_with_a_key_of_any_text_is_like_none(as_, olga):
    assert post(as_(olga), reverse("answer_fact"), done="a\0b").status_code == 302
