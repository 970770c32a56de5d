"""A migration of many operations, with the models drawn once."""

from django.db.migrations.operations.base import Operation


class Together(Operation):
    """Operations told to the state all first, and then to the database: none may build on another of the group (a
    column added to a table that the same group makes).

    One by one, Django draws all related models anew for each operation, and here nearly all are related: making a
    database took thirty seconds of processor for that alone.
    """

    def __init__(self, operations):
        self.operations = operations

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)  # the models as drawn: without them nothing is drawn anew
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return "; ".join(operation.describe() for operation in self.operations)
