"""The sentences of the house, held: imports only go down, doors fetch through two doors, one writer of a state."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import ProgrammingError
from pghistory.models import Event

from wemix.access import ScopedQuerySet
from wemix.acting import acting

FLOORS = ["wemix", "beneficiaries", "housing", "referrals"]  # each may import those before it
DOORS = {"views", "forms", "admin", "reports", "tables"}
ROOT = Path(settings.BASE_DIR)
SOURCES = [path for floor in FLOORS for path in (ROOT / floor).rglob("*.py") if "migrations" not in path.parts]


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


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_only_go_down(path):
    """Those hidden inside a function too."""
    for module in imported_by(tree_of(path)):
        target = module.split(".")[0]
        if target in FLOORS:
            assert FLOORS.index(target) <= FLOORS.index(floor_of(path)), f"{path} imports {module}"
        assert target != "tests", f"{path} imports {module}"


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


@pytest.mark.parametrize(
    "path", [path for path in SOURCES if is_door(path)], ids=lambda path: str(path.relative_to(ROOT))
)
def test_doors_fetch_only_through_two_doors(path):
    """In a door, `X.objects` leads to visible_to or figures_of, or is handed to get_visible_or_404."""
    tree = tree_of(path)
    parents = {child: parent for parent in ast.walk(tree) for child in ast.iter_child_nodes(parent)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in ("objects", "_base_manager", "_default_manager"):
            calls = first_call_after(parents, node)
            assert set(calls) & FETCHERS or handed_over(parents, node) or is_open(node), (
                f"{path.relative_to(ROOT)}:{node.lineno} fetches rows of {ast.unparse(node)} past both doors"
            )


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


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_model_is_scoped_or_excused(model):
    """Excused: history, which the web role may not even read (test below)."""
    assert isinstance(model._default_manager.all(), ScopedQuerySet) or issubclass(model, Event)


@pytest.mark.parametrize(
    "model", [model for model in OURS if issubclass(model, Event)], ids=lambda model: model._meta.label
)
def test_no_page_reads_history(model, db):
    with pytest.raises(ProgrammingError), acting(None):
        model.objects.exists()


@pytest.mark.parametrize(
    "model", [model for model in OURS if not issubclass(model, Event)], ids=lambda model: model._meta.label
)
def test_nobody_sees_anything_without_signing_in(model):
    assert model._default_manager.visible_to(AnonymousUser()).query.is_empty()


def writes_state(node):
    """x.state = …, .update(state=…), and a model made with a state."""
    if isinstance(node, ast.Assign):
        return any(isinstance(target, ast.Attribute) and target.attr == "state" for target in node.targets)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("update", "create"):
        return any(keyword.arg == "state" for keyword in node.keywords)
    return False


@pytest.mark.parametrize(
    "path",
    [path for path in SOURCES if floor_of(path) == "referrals"],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_only_the_workflow_moves_a_referral(path):
    if path.name == "workflow.py":
        return
    written = [node.lineno for node in ast.walk(tree_of(path)) if writes_state(node)]
    assert not written, f"{path} writes a state in lines {written}"
