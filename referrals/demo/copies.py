"""A demonstration multiplied: thousands of households in minutes, copied in the database from those that were lived.

Each copy has homes of its own and rows of its own; people and homes say which copy they are of. What is of no household
and no home (meetings, rules, rounds) is not copied, nor what is one of a kind (tax codes, papers, receipts, presences,
reviews of a refusal, news).
"""

from contextlib import contextmanager

from django.apps import apps
from django.db import connection

from beneficiaries.models import (
    Denial,
    Goal,
    GoalStep,
    Handover,
    Household,
    HouseholdAccess,
    HouseholdMembership,
    HouseholdSplit,
    Identifier,
    LivesApart,
    Person,
    Review,
)
from housing.models import (
    Absence,
    Building,
    CostShare,
    Disagreement,
    Exemption,
    Occupant,
    Payment,
    Presence,
    SignedCopy,
)
from referrals.models import DecisionReview, MeetingPoint, ReferralAttachment, Update
from wemix.models import StoredFile

FLOORS = ("beneficiaries", "housing", "referrals")
ROOTS = {Household, Building}
ONCE = {
    *(Denial, Handover, HouseholdAccess, HouseholdSplit, Identifier, LivesApart),
    *(DecisionReview, MeetingPoint, ReferralAttachment),
    *(CostShare, Disagreement, Exemption, Payment, Presence, SignedCopy, Update),
}
ALIKE = {  # what may not be the same twice, and the names by which a copy is told
    (Building, "name"): "name || ' ' || copy",
    (Building, "code"): "CASE code WHEN '' THEN '' ELSE code || '-' || copy END",
    (Household, "name"): "name || ' ' || copy",
    (Household, "pseudonym"): "upper(left(md5(pseudonym || copy), 12))",
    (Person, "last_name"): "last_name || ' ' || copy",
    (Person, "human"): "md5(human::text || copy)::uuid",
    (Occupant, "human"): "md5(human::text || copy)::uuid",
    (Absence, "human"): "md5(human::text || copy)::uuid",
}
WRITTEN_BEFORE_THE_END = {  # of a life project, and asked by these whether it is closed: a copy comes after its end
    Goal: "goal_of_an_open_project",
    GoalStep: "step_of_an_open_project",
    Review: "review_of_an_open_project",
}
COPIES_AT_ONCE = 25


def multiply(copies):
    """Add so many copies of everything."""
    models = _parents_first(_copied())
    with connection.cursor() as cursor:
        originals = {model: _first_and_last_id(cursor, model) for model in models}
        stride = 1 + max(last - first for first, last in originals.values())  # not up to the last: ids may start high
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a queue of millions of checks would not fit in memory
        cursor.execute("SET LOCAL enable_seqscan = off")  # checks are planned once, while the tables are small,
        _analyze(cursor, models)  # and anew from here on, by what those who were lived look like
        with _not_asked(cursor, WRITTEN_BEFORE_THE_END):
            for first in range(1, copies + 1, COPIES_AT_ONCE):
                last = min(first + COPIES_AT_ONCE - 1, copies)
                for model in models:
                    cursor.execute(_copy(model, models, stride), [first, last, originals[model][1]])
        for model in models:
            cursor.execute(_count_on(model))
        _analyze(cursor, models)


@contextmanager
def _not_asked(cursor, triggers):
    for model, name in triggers.items():
        cursor.execute(f"ALTER TABLE {_table(model)} DISABLE TRIGGER {name}")
    yield
    for model, name in triggers.items():
        cursor.execute(f"ALTER TABLE {_table(model)} ENABLE TRIGGER {name}")


def _analyze(cursor, models):
    cursor.execute(f"ANALYZE {', '.join(_table(model) for model in models)}")


def _copied():
    own = (model for floor in FLOORS for model in apps.get_app_config(floor).get_models())
    rows = [model for model in own if model._meta.managed and not (model._meta.proxy or _is_once(model))]
    return [model for model in rows if _hangs_on_a_root(model)]


def _hangs_on_a_root(model):
    return model in ROOTS or any(map(_hangs_on_a_root, _above(model)))


def _above(model):
    return {field.related_model for field in model._meta.concrete_fields if field.is_relation} - {model}


def _is_once(model):
    """A file is one row's, and no two rows'; history is written by triggers."""
    return model in ONCE or issubclass(model, StoredFile) or hasattr(model, "pgh_tracked_model")


def _parents_first(models):
    order = []
    while left := [model for model in models if model not in order]:
        order.append(next(model for model in left if not _parents(model) & set(left)))
    return order


def _parents(model):
    """What must be there before: a person's row is asked whether that person is a member (0002_guards), and an absence
    whether that person sleeps there."""
    parents = _above(model) | ({Occupant} if model is Absence else set())
    return parents | {HouseholdMembership} if Person in parents and model != HouseholdMembership else parents


def _copy(model, models, stride):
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(_value(model, field, models, stride) for field in fields)
    return (
        f"INSERT INTO {_table(model)} ({columns}) SELECT {values} FROM {_table(model)}, generate_series(%s, %s) copy"
        " WHERE id <= %s"
    )


def _value(model, field, models, stride):
    if field.primary_key or (field.is_relation and field.related_model in models):
        return f'"{field.column}" + {stride} * copy'
    return ALIKE.get((model, field.name), f'"{field.column}"')


def _first_and_last_id(cursor, model):
    cursor.execute(f"SELECT coalesce(min(id), 0), coalesce(max(id), 0) FROM {_table(model)}")
    return cursor.fetchone()


def _count_on(model):
    sequence = f"pg_get_serial_sequence('{_table(model)}', 'id')"
    return f"SELECT setval({sequence}, greatest(max(id), nextval({sequence}))) FROM {_table(model)}"


def _table(model):
    return model._meta.db_table
