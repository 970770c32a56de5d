"""What PostgreSQL asks only at the end of a transaction, to which a test's never comes."""

from django.db import connection


def check_now():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
