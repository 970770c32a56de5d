"""Operations of a migration that are done together."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState

from wemix.migrating import Together

pytestmark = pytest.mark.django_db
TWO_TABLES = Together(
    [
        migrations.CreateModel("Cat", [("id", models.BigAutoField(primary_key=True))]),
        migrations.CreateModel(
            "Kitten",
            [("id", models.BigAutoField(primary_key=True)), ("of", models.ForeignKey("wemix.Cat", models.CASCADE))],
        ),
    ]
)


def tables():
    return {name for name in connection.introspection.table_names() if name in ("wemix_cat", "wemix_kitten")}


def test_what_is_done_together_is_undone_in_reverse():
    before, after = ProjectState(), ProjectState()
    TWO_TABLES.state_forwards("wemix", after)
    with connection.schema_editor() as editor:
        TWO_TABLES.database_forwards("wemix", editor, before, after)
    assert tables() == {"wemix_cat", "wemix_kitten"}
    with connection.schema_editor() as editor:
        TWO_TABLES.database_backwards("wemix", editor, after, before)
    assert tables() == set()


def test_no_model_is_drawn_until_the_whole_group_is_told():
    state = MigrationExecutor(connection).loader.project_state()
    drawn = state.apps
    TWO_TABLES.state_forwards("wemix", state)
    assert "apps" not in state.__dict__
    assert state.apps is not drawn and state.apps.get_model("wemix", "Kitten")
