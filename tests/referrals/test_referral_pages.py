"""Lists of referrals and the page of today: as many queries for one row as for many, and nobody else's rows."""

import html

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from beneficiaries.models import Household
from beneficiaries.vocabularies import ReferralReason
from referrals import actions
from tests import factories
from tests.queries import queries_of
from wemix.models import AuditEntry


@pytest.mark.parametrize("name", ["alice", "dora"])
def test_lists_cost_the_same_for_one_row_and_for_many(client, request, host, dora, alice, name):
    client.force_login(request.getfixturevalue(name))
    counts = []
    for more in (1, 15):
        for _ in range(more):
            factories.referral(host, worker=alice, until="asked", coordinator=dora)
        counts.append([queries_of(client, reverse(url)) for url in ("referrals:list", "home", "updates")])
    assert counts[0] == counts[1]


def test_the_coordinator_writes_for_a_polo_that_phones(client, host, dora, alice):
    household = factories.household(alice, by=dora)
    client.force_login(dora)
    draft = actions.open_referral(household=household, host=host, by=dora, **factories.SAID)
    page = client.get(reverse("referrals:detail", args=[draft.pk]))
    assert page.status_code == 200
    assert "per suo conto" in page.content.decode()
    assert client.get(reverse("referrals:edit", args=[draft.pk])).status_code == 200


def test_the_line_of_work_has_no_link_to_the_page_on_which_one_is(client, host, rossi, dora):
    sent = factories.referral(host, of=rossi, until="waiting", coordinator=dora)
    here = reverse("referrals:detail", args=[sent.pk])
    client.force_login(dora)
    for page, is_link in ((here, False), (reverse("beneficiaries:household", args=[rossi.pk]), True)):
        steps = BeautifulSoup(client.get(page).content, "html.parser").select(".line-of-work .step-label a")
        assert (here in [step["href"] for step in steps]) == is_link


def test_the_main_reason_is_none_of_the_others(client, host, alice):
    draft = factories.referral(host, worker=alice, until="draft")
    client.force_login(alice)
    page = reverse("referrals:edit", args=[draft.pk])
    said = {name: field or "" for name, field in client.get(page).context["form"].initial.items()}
    main, other = ReferralReason.values[:2]
    said |= {"version": draft.version, "main_reason": main, "other_reasons": [main, other]}
    assert client.post(page, said).status_code == 302
    draft.refresh_from_db()
    assert (draft.main_reason, draft.other_reasons) == (main, [other])


@pytest.mark.parametrize(
    ("until", "current"),
    [("not_eligible", [("Valutato", "non idonea")]), ("withdrawn", [("Segnalato", "ritirata")])],
)
def test_the_line_of_work_stops_where_it_was_given_up_and_says_so(client, host, dora, alice, until, current):
    sent = factories.referral(host, worker=alice, until=until, coordinator=dora)
    client.force_login(alice)
    stages = client.get(reverse("referrals:detail", args=[sent.pk])).context["line_of_work"]
    assert [(stage.label, stage.note) for stage in stages if stage.state == "current"] == current


def test_the_sending_body_reads_what_was_looked_at_while_its_household_waits(client, host, dora, alice, bob):
    """A colleague of a protected household's worker is not told so much as that it waits."""
    for secret, readers in ((False, {alice, bob}), (True, {alice})):
        of = factories.household(alice, secret=secret)
        sent = factories.referral(host, of=of, until="waiting", coordinator=dora)
        for user in (alice, bob, dora):
            client.force_login(user)
            page = client.get(reverse("referrals:detail", args=[sent.pk])).content.decode()
            assert ("Che cosa si è guardato finora" in page) == (user in readers)


def test_reading_a_referral_marks_its_news_as_seen(client, host, dora, alice):
    sent = factories.referral(host, worker=alice, until="asked", coordinator=dora)
    client.force_login(alice)
    assert len(client.get(reverse("home")).context["updates"]) == 1
    client.get(reverse("referrals:detail", args=[sent.pk]))
    assert not client.get(reverse("home")).context["updates"]


def test_the_news_page_filter_and_turn(client, host, dora, alice):
    sent = [factories.referral(host, worker=alice, until="asked", coordinator=dora) for _ in range(30)]
    client.force_login(alice)
    client.get(reverse("referrals:detail", args=[sent[0].pk]))

    def told(**said):
        return [update["referral"] for update in client.get(reverse("updates"), said).context["updates"]]

    assert told() == [*reversed(sent)][:25]
    assert told(page=2) == [*reversed(sent)][25:]
    assert told(order="oldest") == sent[:25]
    assert told(order="oldest", which="new") == sent[1:26]


def test_a_search_leaves_no_name_in_the_log(client, alice, rossi):
    client.force_login(alice)
    page = client.post(reverse("search"), {"q": "rossifinti"}, follow=True)
    assert "Rossifinti" in page.content.decode()
    entry = AuditEntry.objects.filter(action="search").latest("at")
    assert entry.rows == len(page.context["hits"]) > 0
    assert "rossifinti" not in str(vars(entry)).lower()


def test_who_looked_at_one_of_the_found_goes_back_to_the_others(client, alice, charlie, rossi):
    client.force_login(alice)
    found = client.post(reverse("search"), {"q": "rossifinti"}).url
    assert "rossifinti" not in found.lower()
    client.post(reverse("search"), {"q": "altro"})  # in another tab
    assert "Rossifinti" in client.get(found).content.decode()
    client.force_login(charlie)
    assert "rossifinti" not in client.get(found).content.decode().lower()


@pytest.mark.parametrize(
    ("until", "step", "ends_as", "asked"),
    [
        ("housed", "close", "closed", ["reason", "destination"]),
        ("in_review", "not_eligible", "not_eligible", ["reason"]),
    ],
)
def test_a_step_that_asks_why_is_not_taken_with_a_reason_that_nobody_chose(
    client, host, dora, alice, until, step, ends_as, asked
):
    sent = factories.referral(host, worker=alice, until=until, coordinator=dora, place=factories.flat(host))
    client.force_login(dora)
    address = reverse("referrals:step", args=[sent.pk, step])
    page = client.get(address)
    form = page.context["form"]
    as_shown = {name: form[name].value() or "" for name in form.fields}
    shown = [name for name in asked if not form[name].is_hidden]
    first_of_list = {name: next(iter(form.fields[name].choices))[0] for name in shown}  # what a browser has chosen
    said = as_shown | {"letter": "Perché"} | first_of_list
    refused = client.post(address, said | {"once": page.context["once"], "version": page.context["version"]})
    assert refused.status_code == 422 and set(refused.context["form"].errors) == set(asked)
    sent.refresh_from_db()
    assert sent.state != ends_as


def test_who_may_only_read_a_file_asks_nothing_about_it(client, host, rossi, olga):
    sent = factories.referral(host, of=rossi, until="submitted")
    Household.objects.filter(pk=rossi.pk).update(frozen_on=timezone.localdate())
    client.force_login(olga)
    for name, args in (("ask", []), ("message", []), ("ask_datum", ["STEP_FREE"])):
        assert client.post(reverse(f"referrals:{name}", args=[sent.pk, *args]), {"text": "Dove?"}).status_code == 403
    assert not sent.messages.exists()


def test_nothing_is_asked_when_a_referral_has_ended(client, host, rossi, dora):
    sent = factories.referral(host, of=rossi, until="withdrawn")
    client.force_login(dora)
    assert client.post(reverse("referrals:ask", args=[sent.pk]), {"text": "Dove?"}).status_code == 422
    assert not sent.messages.exists()


def test_keys_sent_from_a_page_left_open_are_told_what_happened_meanwhile(client, host, rossi, dora, olga, home):
    sent = factories.referral(host, of=rossi, until="accepted", coordinator=dora, place=home)
    actions.fall_through(referral=sent, by=dora)
    client.force_login(olga)
    answer = client.post(reverse("referrals:step", args=[sent.pk, "house"]), {"on": str(timezone.localdate())})
    assert answer.status_code == 422 and "in lista d&#x27;attesa" in answer.content.decode()


def test_a_step_that_somebody_took_meanwhile_leads_back_and_says_so(client, host, rossi, dora, bob):
    sent = factories.referral(host, of=rossi, until="in_review", coordinator=dora)
    take = reverse("referrals:step", args=[sent.pk, "take"])
    client.force_login(dora)
    answer = client.get(take, follow=True)
    assert answer.redirect_chain == [(reverse("referrals:detail", args=[sent.pk]), 302)]
    assert "Nel frattempo lo stato di questa segnalazione è «in valutazione»" in html.unescape(answer.content.decode())
    client.force_login(bob)
    assert client.get(take).status_code == 404


def test_what_is_not_known_yet_is_listed_before_the_sending(client, host, rossi, alice):
    draft = factories.referral(host, of=rossi, agreement="UNKNOWN")
    factories.need(rossi, "QUIET")
    client.force_login(alice)
    page = client.get(reverse("referrals:step", args=[draft.pk, "submit"])).content.decode()
    assert "accordo della persona" in page and "12 risposte su che cosa deve avere l" in page


def test_who_answers_what_was_answered_meanwhile_keeps_the_words_and_is_told(client, host, rossi, alice, dora):
    question = factories.referral(host, of=rossi, until="asked", coordinator=dora).messages.open_questions().get()
    address = reverse("referrals:answer", args=[question.pk])
    actions.answer(question=question, by=alice, text="Sì")
    client.force_login(alice)
    late = client.post(address, {"text": "Due camere"})
    assert late.status_code == 422 and late.context["form"]["text"].value() == "Due camere"
    assert "Nel frattempo qualcun altro ha risposto a questa domanda." in late.content.decode()
    assert client.get(address).status_code == 302


def test_the_list_narrows_to_mine_and_the_substitutes(client, host, alice, bob):
    hers, his, stood_in = (factories.household(worker) for worker in (alice, bob, bob))
    Household.objects.filter(pk=stood_in.pk).update(substitute=alice)
    sent = [factories.referral(host, of=each, until="submitted") for each in (hers, his, stood_in)]
    client.force_login(alice)
    shown = client.get(reverse("referrals:list"), {"whose": "mine"})
    assert "In carico a me" in shown.content.decode() and "Sconosciuto" not in shown.content.decode()
    assert {row.record for row in shown.context["table"].rows} == {sent[0], sent[2]}
    assert shown.context["count"] == 2 and client.get(reverse("referrals:list")).context["count"] == 3
