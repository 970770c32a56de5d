"""What must never be false is refused by PostgreSQL, whoever writes: here by bare SQL, as the owner of the tables.

Each refusal also has a sentence for people.
"""

from datetime import date

from django.db import DatabaseError, connection, transaction

from wemix import sentences

DAY = date(2026, 1, 30)


def sql(statement, **values):
    """Run it, with every deferred check at once; a refusal comes back as its sentence."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except DatabaseError as refusal:
        return str(sentences.sentence_for(refusal))
    return None


def refused(sentence):
    return sentence is not None and sentence != str(sentences.UNKNOWN)
