"""The words of the vocabularies: a coordinator changes them, no code ever does, and old rows keep what they meant."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.forms import ChoiceField, TypedChoiceField
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from django.utils import timezone, translation

from beneficiaries.models import DiaryEntry
from beneficiaries.vocabularies import ExitDestination, GoalStatus, LifeArea, PermitType
from tests.desk import list_of, page_of
from wemix import reference_data, terms
from wemix.acting import acting
from wemix.forms import Dressed
from wemix.models import AuditEntry, VocabularyTerm
from wemix.sentences import sentence_for

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def nothing_known_of_other_tests():
    """What a test has changed is undone with its transaction: the process forgets it too."""
    yield
    terms.known.count, terms.known.changes = 0, {}


def row_of(term):
    return VocabularyTerm.objects.get(vocabulary=term.vocabulary, code=term.value)


def change(term, **said):
    row = row_of(term)
    for name, value in said.items():
        setattr(row, name, value)
    row.save()
    return row


def post_of(row, **said):
    now = {"label_it": row.label_it, "label_en": row.label_en, "position": row.position, "version": row.version}
    return now | said


def codes(form_field):
    return [value for value, _label in form_field.choices]


# What is shipped


def test_every_term_is_a_row_with_words_in_both_languages_and_what_others_call_it():
    rows = {(row.vocabulary, row.code): row for row in VocabularyTerm.objects.all()}
    assert set(rows) == {(term.vocabulary, term.value) for words in terms.VOCABULARIES.values() for term in words}
    row = rows["exit_destination", "ERP"]
    assert (row.label_it, row.label_en) == ("Casa popolare (ERP/ATC)", "Public housing (ERP/ATC)")
    assert row.mappings["HMIS"] == "435"
    assert row_of(PermitType.TEMPORARY_PROTECTION).mappings == {"FAMI": "Altro permesso"}
    assert row_of(PermitType.NONE).mappings == {}
    assert row_of(GoalStatus.REACHED).mappings == {"SISO": "3"}
    assert row_of(LifeArea.WORK).mappings == {"We Mix": "G3, G5"}


def test_what_a_coordinator_changed_is_not_overwritten_and_the_rest_follows_the_program():
    change(LifeArea.WORK, label_it="Lavoro", position=3)
    VocabularyTerm.objects.filter(code__in=["WORK", "HEALTH"]).update(mappings={})
    VocabularyTerm.objects.filter(code="HEALTH").update(label_it="Parola di una versione precedente")
    reference_data.after_migrate("default")
    work, health = row_of(LifeArea.WORK), row_of(LifeArea.HEALTH)
    assert (work.label_it, work.position, work.mappings) == ("Lavoro", 3, {"We Mix": "G3, G5"})
    assert (health.label_it, health.version, health.mappings) == ("Salute e benessere", 1, {"We Mix": "G2"})


@pytest.mark.parametrize("breaking", ["other code", "other vocabulary", "deleted", "without words", "ends first"])
def test_the_database_holds_what_a_term_is(breaking):
    rows = VocabularyTerm.objects.filter(pk=row_of(LifeArea.WORK).pk)
    acts = {
        "other code": lambda: rows.update(code="LABOUR"),
        "other vocabulary": lambda: rows.update(vocabulary="goal_status"),
        "deleted": lambda: rows.delete(),
        "without words": lambda: rows.update(label_en=" "),
        "ends first": lambda: rows.update(valid_from=TODAY, valid_until=TODAY - timedelta(days=1)),
    }
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        acts[breaking]()
    assert not str(sentence_for(refusal.value)).startswith("This can't be saved")


def test_a_term_that_is_put_in_other_words_keeps_the_first_ones_in_its_history():
    row = change(LifeArea.WORK, label_it="Lavoro")
    kept = list(row.history.order_by("pgh_id").values_list("label_it", flat=True))
    assert kept == ["Lavoro e occupabilità", "Lavoro"]


# What is said


def test_a_page_says_the_new_words_at_once_and_the_row_keeps_its_code(client, goal, olga):
    client.force_login(olga)
    page = reverse("beneficiaries:life_project", args=[goal.life_project_id])
    assert "Abitare ogni giorno" not in client.get(page).content.decode()
    change(LifeArea.HOUSING, label_it="Abitare ogni giorno")
    assert "Abitare ogni giorno" in client.get(page).content.decode()
    goal.refresh_from_db()
    assert goal.area == "HOUSING"


def test_each_reads_their_own_language():
    change(LifeArea.WORK, label_it="Lavoro", label_en="A job")
    with acting(None):
        said = {}
        for language in ("it", "en"):
            with translation.override(language):
                said[language] = str(LifeArea.WORK.label)
    assert said == {"it": "Lavoro", "en": "A job"}


def test_one_value_is_shown_without_asking_for_the_words_of_all(goal, monkeypatch):
    asked = []
    monkeypatch.setattr(terms.Known, "of", lambda known, term: asked.append(term))
    assert goal.get_area_display() == str(LifeArea(goal.area).first_label)
    assert asked == [goal.area]


def test_migrations_know_the_first_words_only():
    change(LifeArea.WORK, label_en="A job")
    with acting(None), translation.override(None):
        assert LifeArea.WORK.label == "Work and employability"


def test_the_words_cost_no_query_but_the_one_after_a_change(client, olga):
    client.force_login(olga)

    def queries():
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("home"))
        return [each["sql"] for each in seen if 'FROM "wemix_vocabularyterm"' in each["sql"]]

    client.get(reverse("home"))
    assert queries() == []
    for words in ("Lavoro", "Un lavoro"):
        change(LifeArea.WORK, label_it=words)
        assert len(queries()) == 1
        assert queries() == []
        with translation.override("it"):
            assert LifeArea.WORK.label == words


# What is offered


def kinds(client, household):
    form = client.get(reverse("beneficiaries:diary_add", args=[household.pk])).context["form"]
    return codes(form.fields["kind"])


@pytest.mark.parametrize(
    ("said", "offered"),
    [
        ({}, True),
        ({"is_hidden": True}, False),
        ({"valid_from": TODAY}, True),
        ({"valid_from": TODAY + timedelta(days=1)}, False),
        ({"valid_until": TODAY}, True),
        ({"valid_until": TODAY - timedelta(days=1)}, False),
    ],
)
def test_a_form_offers_what_is_valid_today(client, referred, olga, said, offered):
    client.force_login(olga)
    change(DiaryEntry.Kind.ERRAND, **said)
    assert ("errand" in kinds(client, referred)) is offered
    assert "incident" not in kinds(client, referred)


def test_a_form_offers_in_the_order_of_the_desk(client, referred, olga):
    client.force_login(olga)
    change(DiaryEntry.Kind.VISIT, position=1)
    assert kinds(client, referred)[:2] == ["visit", "note"]


def goal_form(client, name, row):
    return client.get(reverse(f"beneficiaries:{name}", args=[row.pk])).context["form"]


def test_a_row_keeps_what_it_says_and_no_other_may_say_it_any_more(client, goal, olga):
    client.force_login(olga)
    change(LifeArea.HOUSING, is_hidden=True)
    change(GoalStatus.IN_PROGRESS, is_hidden=True)
    form = goal_form(client, "goal", goal)
    assert "HOUSING" in codes(form.fields["area"])
    assert "IN_PROGRESS" in codes(form.fields["status"])
    assert "HOUSING" not in codes(goal_form(client, "goal_add", goal.life_project).fields["area"])
    said = {"title": "Un altro", "area": "HOUSING", "horizon": "SHORT"}
    answer = client.post(reverse("beneficiaries:goal_add", args=[goal.life_project_id]), said)
    assert answer.status_code == 422
    page = client.get(reverse("beneficiaries:life_project", args=[goal.life_project_id])).content.decode()
    assert '<option value="IN_PROGRESS" selected>' in page


def test_a_default_that_is_hidden_is_not_offered_to_a_new_row(client, project, olga):
    client.force_login(olga)
    change(terms.VOCABULARIES["goal_horizon"].MEDIUM, is_hidden=True)
    assert "MEDIUM" not in codes(goal_form(client, "goal_add", project).fields["horizon"])


def test_a_review_offers_what_is_valid_and_what_each_goal_says(client, goal, olga):
    client.force_login(olga)
    change(GoalStatus.IN_PROGRESS, is_hidden=True)
    change(GoalStatus.DROPPED, is_hidden=True)
    form = client.get(reverse("beneficiaries:review_add", args=[goal.life_project_id])).context["form"]
    offered = codes(form.fields[f"goal_{goal.pk}_status"])
    assert "IN_PROGRESS" in offered and "DROPPED" not in offered


def forms_below(kind):
    for form in kind.__subclasses__():
        yield form
        yield from forms_below(form)


def test_every_vocabulary_is_in_a_form_that_knows_its_terms():
    """As labels, not as texts made of them: a form could not tell what is hidden."""
    get_resolver().url_patterns  # noqa: B018 - loads the views, and with them every form
    fields = [field for form in forms_below(Dressed) for field in getattr(form, "base_fields", {}).values()]
    labels = [
        label for field in fields if type(field) in (ChoiceField, TypedChoiceField) for _v, label in field.choices
    ]
    assert {label.term.vocabulary for label in labels if isinstance(label, terms.TermLabel)} == set(terms.VOCABULARIES)


def test_filters_and_reports_go_on_naming_what_is_hidden(client, referred, olga):
    client.force_login(olga)
    change(DiaryEntry.Kind.ERRAND, is_hidden=True, label_it="Accompagnamento breve")
    page = client.get(reverse("beneficiaries:diary", args=[referred.pk])).content.decode()
    assert "Accompagnamento breve" in page
    assert ExitDestination.ERP.label == "Public housing (ERP/ATC)"


# The desk


@pytest.mark.parametrize("who", ["dora", "tecla"])
def test_who_has_the_desk_changes_words_and_never_a_code(client, request, who):
    client.force_login(request.getfixturevalue(who))
    row = row_of(LifeArea.WORK)
    answer = client.post(page_of(row), post_of(row, label_it="Lavoro", code="LABOUR", is_hidden="on"))
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.label_it, row.code, row.is_hidden, row.version) == ("Lavoro", "WORK", True, 2)
    logged = AuditEntry.objects.get(verb="vocabularyterm.change")
    assert set(logged.fields) == {"label_it", "is_hidden"}


def test_the_desk_says_whom_it_concerns_and_what_the_words_were(client, dora):
    client.force_login(dora)
    row = change(LifeArea.WORK, label_it="Lavoro")
    page = client.get(page_of(row)).content.decode()
    for words in ("I vocabolari sono comuni", "Lavoro e occupabilità", "We Mix: G3, G5", "WORK"):
        assert words in page


def test_the_desk_finds_a_term_by_its_vocabulary_and_its_words(client, dora):
    client.force_login(dora)
    found = client.get(list_of(VocabularyTerm), {"vocabulary": "life_area", "q": "occupabilità"}).content.decode()
    assert "Lavoro e occupabilità" in found
    assert "Salute e benessere" not in found and "Lavoro subordinato" not in found


def test_of_two_who_change_one_term_the_second_is_told(client, dora):
    client.force_login(dora)
    row = row_of(LifeArea.WORK)
    stale = post_of(row, label_it="Quello che scrivo io")
    change(LifeArea.WORK, label_it="Quello che ha scritto un'altra")
    assert client.post(page_of(row), stale).status_code == 422
    assert row_of(LifeArea.WORK).label_it == "Quello che ha scritto un'altra"


def test_no_page_adds_or_deletes_a_term(client, dora):
    client.force_login(dora)
    row = row_of(LifeArea.WORK)
    assert client.get(f"{list_of(VocabularyTerm)}add/").status_code in (403, 404)
    assert client.post(f"{list_of(VocabularyTerm)}{row.pk}/delete/", {"post": "yes"}).status_code in (403, 404)
    assert row_of(LifeArea.WORK)
