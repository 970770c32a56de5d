"""The sentences of the house, held: imports only go down, doors fetch through two doors, one writer of a state."""

import ast
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import ProgrammingError
from pghistory.models import Event

from beneficiaries.models import GoalStep, Person
from wemix.access import Role, ScopedQuerySet
from wemix.acting import acting
from wemix.models import User

FLOORS = ["wemix", "beneficiaries", "housing", "referrals"]  # each may import those before it
DOORS = {"views", "forms", "admin", "reports", "tables"}
ROOT = Path(settings.BASE_DIR)
SOURCES = [path for floor in FLOORS for path in (ROOT / floor).rglob("*.py") if "migrations" not in path.parts]


@cache
def tree_of(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def floor_of(path):
    return path.relative_to(ROOT).parts[0]


def is_door(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return bool(DOORS.intersection(parts[1:]))


def imported_by(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_imports_only_go_down():
    """Those hidden inside a function too. The tests stand above all floors."""
    floors = [*FLOORS, "tests"]
    assert SOURCES
    for path in SOURCES:
        for module in imported_by(tree_of(path)):
            target = module.split(".")[0]
            if target in floors:
                assert floors.index(target) <= floors.index(floor_of(path)), f"{path} imports {module}"


FETCHERS = {"visible_to", "figures_of"}
NARROWING = {"none", "filter", "select_related", "prefetch_related", "hosting", "sending", "working", "in_service"}
NARROWING |= {"open_questions", "open", "running", "order_by", "waiting", "current", "holding", "unseen", "exclude"}


def first_call_after(parents, node):
    """The methods called on `X.objects`, outwards."""
    calls = []
    while isinstance(parent := parents.get(node), ast.Attribute):
        calls.append(parent.attr)
        node = parents.get(parent)
    return calls


def test_doors_fetch_only_through_two_doors():
    """In a door, `X.objects` leads to visible_to or figures_of, or is handed to get_visible_or_404."""
    assert [fetch for path in SOURCES if is_door(path) for fetch in fetches_past_both_doors(path)] == []


def fetches_past_both_doors(path):
    tree = tree_of(path)
    parents = {child: parent for parent in ast.walk(tree) for child in ast.iter_child_nodes(parent)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in ("objects", "_base_manager", "_default_manager"):
            calls = first_call_after(parents, node)
            if not (set(calls) & FETCHERS or handed_over(parents, node) or is_open(node)):
                yield f"{path.relative_to(ROOT)}:{node.lineno} {ast.unparse(node)}"


def is_open(node):
    """Names of bodies are no secret."""
    return ast.unparse(node) == "Organisation.objects"


def handed_over(parents, node):
    """An argument of get_visible_or_404, or kept in a name that is (rows = X.objects.select_related(…))."""
    while node in parents:
        node = parents[node]
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "get_visible_or_404":
            return True
        if isinstance(node, ast.Assign):
            name = getattr(node.targets[0], "id", None)
            uses = [n for n in ast.walk(enclosing(parents, node)) if isinstance(n, ast.Name) and n.id == name]
            return any(handed_over(parents, use) for use in uses if isinstance(use.ctx, ast.Load))
    return False


def enclosing(parents, node):
    while node in parents and not isinstance(node, ast.FunctionDef):
        node = parents[node]
    return node


OURS = [model for model in apps.get_models() if model._meta.app_label in FLOORS]
HISTORY = [model for model in OURS if issubclass(model, Event)]
SCOPED = [model for model in OURS if model not in HISTORY]


def test_every_model_is_scoped_or_excused():
    """Excused: history, which the web role may not even read (test below)."""
    assert [model for model in SCOPED if not isinstance(model._default_manager.all(), ScopedQuerySet)] == []


@pytest.mark.parametrize("model", HISTORY, ids=lambda model: model._meta.label)
def test_no_page_reads_history(model, db):
    with pytest.raises(ProgrammingError), acting(None):
        model.objects.exists()


def test_nobody_sees_anything_without_signing_in():
    nobody = AnonymousUser()
    assert [model for model in SCOPED if not model._default_manager.visible_to(nobody).query.is_empty()] == []


def reaches_a_person(model, seen=()):
    """By foreign keys, through other rows too."""
    ahead = {field.related_model for field in model._meta.fields if field.many_to_one or field.one_to_one} - {*seen}
    return Person in ahead or any(reaches_a_person(each, (*seen, model)) for each in ahead - {model})


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.OPERATOR])
def test_every_row_that_reaches_somebody_asks_whether_they_are_sealed(role):
    """However it says it: with a path to the seal, or by asking the row that it hangs on."""
    reader = User(pk=1, organisation_id=1, role=role)
    seen = [(model, model._default_manager.visible_to(reader).query) for model in SCOPED if reaches_a_person(model)]
    read = [(model, str(query)) for model, query in seen if not query.is_empty()]
    assert GoalStep in dict(read)
    assert [model for model, query in read if "is_sealed" not in query.partition(" WHERE ")[2]] == []


def writes_state(node):
    """x.state = …, alone or among others, .update(state=…), and a model made with a state."""
    if isinstance(node, ast.Attribute):
        return node.attr == "state" and isinstance(node.ctx, ast.Store)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("update", "create"):
        return any(keyword.arg == "state" for keyword in node.keywords)
    return False


def test_only_the_workflow_moves_a_referral():
    writers = {
        path.relative_to(ROOT).as_posix(): node.lineno
        for path in SOURCES
        if floor_of(path) == "referrals"
        for node in ast.walk(tree_of(path))
        if writes_state(node)
    }
    assert writers.keys() == {"referrals/workflow.py"}, writers
