"""The one writer of every CSV: PostgreSQL's COPY of the queryset's own SQL, so that page and file can't differ.

Only rows that no query has, because they are computed, are written by hand in the same two styles.
A file is spooled whole before its first byte leaves: its length and its count of rows are true, or there is none.
"""

import csv
import io
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryFile

from django.db import connection, transaction
from django.db.models import Case, CharField, F, Func, TextField, Value, When
from django.db.models.functions import Cast
from django.http import FileResponse
from django.utils.translation import gettext as _

from wemix import audit

BLOCK = 64 * 1024  # bytes: rows are grouped, which is much of the speed
BREAKS = "[\r\n\t\v\f]+"  # no cell breaks a line, so that every line break is the end of a row

# A spreadsheet runs a cell that begins like this, also behind blanks and quotes. A plain negative number stays one.
FORMULA = "^(?!-[0-9]+([.,][0-9]+)?$)(?=[[:space:]\u00a0\u200b\ufeff\"'’]*[=+@＝＋－＠-])"


@dataclass(frozen=True)
class Column:
    """A column of a report: `name` is a field or annotation of the queryset, `header` what people read above it."""

    name: str
    header: str
    is_number = False

    def words(self):
        """What people read, as an SQL text: choices by their label, days as 31/12/2026."""
        return Cast(F(self.name), TextField())

    def code(self):
        """What programs read: codes, ISO dates, decimal points."""
        return Cast(F(self.name), TextField())


class Whole(Column):
    is_number = True


class Decimal(Column):
    is_number = True

    def words(self):
        return Func(super().words(), Value("."), Value(","), function="replace", output_field=TextField())


class Day(Column):
    def words(self):
        return Func(F(self.name), Value("DD/MM/YYYY"), function="to_char", output_field=TextField())


class Answer(Column):
    """A boolean."""

    def words(self):
        return _labels(self.name, [(True, _("Yes")), (False, _("No"))])


@dataclass(frozen=True)
class Choice(Column):
    choices: tuple

    def words(self):
        return _labels(self.name, self.choices)


def _labels(name, choices):
    """In the language of who asks; a code without a label is shown as it is."""
    labels = [When(**{name: code}, then=Value(str(label))) for code, label in choices]
    return Case(*labels, default=Cast(F(name), TextField()), output_field=TextField())


def _safe(expression):
    one_line = Func(expression, Value(BREAKS), Value(" "), Value("g"), function="regexp_replace")
    return Func(one_line, Value(FORMULA), Value("'"), function="regexp_replace", output_field=CharField())


@dataclass(frozen=True)
class Style:
    """How a file is written: for people who open it in an Italian spreadsheet, or for programs."""

    start: str
    delimiter: str
    end: str
    for_people: bool

    def cell(self, column):
        text = column.words() if self.for_people else column.code()
        return text if column.is_number else _safe(text)

    def written(self, value):
        """A value of our own making: numbers and our words, so no cell can be a formula."""
        text = "" if value is None else str(value)
        return text.replace(".", ",") if self.for_people and isinstance(value, float) else text

    def head(self, columns):
        line = io.StringIO(self.start, newline="")
        line.seek(0, io.SEEK_END)
        headers = [str(column.header) if self.for_people else column.name for column in columns]
        csv.writer(line, delimiter=self.delimiter, lineterminator=self.end).writerow(headers)
        return line.getvalue().encode()


ITALIAN = Style(start="\ufeff", delimiter=";", end="\r\n", for_people=True)
TECHNICAL = Style(start="", delimiter=",", end="\n", for_people=False)


def for_page(queryset, columns):
    """The same rows as the file, as dictionaries: what is read under `name`_words; sorted by what is stored."""
    return queryset.values("pk", **{f"{column.name}_words": column.words() for column in columns})


def download(queryset, columns, *, name, by, style=ITALIAN):
    """The answer that carries the file, complete; who took it away is in the log, with the count of rows."""
    file, rows = spool(queryset, columns, style)
    audit.record(audit.Action.EXPORT, "report.download", ("report", name), by=by, rows=rows)
    return _answer(file, name)


def _answer(file, name):
    """`file` stands at its end. No copy of it stays in a browser or on the way."""
    length = file.tell()
    file.seek(0)
    answer = FileResponse(file, as_attachment=True, filename=name, content_type="text/csv; charset=utf-8")
    answer["Content-Length"] = length
    answer["Cache-Control"] = "no-store"
    return answer


def spool(queryset, columns, style=ITALIAN):
    """Write the whole file aside; returns it, at its end, and how many rows it has."""
    file = TemporaryFile()  # noqa: SIM115 - the answer closes it
    try:
        file.write(style.head(columns))
        return file, _copy(queryset.values_list(*(style.cell(column) for column in columns)), file, style)
    except BaseException:
        file.close()
        raise


def download_computed(rows, columns, *, name, by, style=ITALIAN):
    """The same file of rows that no query has, each a dictionary by the names of the columns; few, so in memory."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, delimiter=style.delimiter, lineterminator=style.end)
    count = 0
    for row in rows:
        writer.writerow(style.written(row.get(column.name)) for column in columns)
        count += 1
    audit.record(audit.Action.EXPORT, "report.download", ("report", name), by=by, rows=count)
    file = io.BytesIO()
    file.write(style.head(columns) + lines.getvalue().encode())
    return _answer(file, name)


def _copy(queryset, file, style):
    select, params = queryset.query.sql_with_params()
    sql = f"COPY ({select}) TO STDOUT (FORMAT csv, DELIMITER '{style.delimiter}', ENCODING 'UTF8')"
    with _all_the_time_it_takes(), connection.cursor() as cursor, connection.wrap_database_errors:
        # The driver's own: the cursor that DEBUG puts around it takes no values.
        with cursor.cursor.copy(sql, params) as rows:
            for block in _blocks(rows):
                file.write(block.replace(b"\n", style.end.encode()))
        return cursor.rowcount


def _blocks(rows):
    block = bytearray()
    for row in rows:
        block += row
        if len(block) > BLOCK:
            yield block
            block = bytearray()
    yield block


@contextmanager
def _all_the_time_it_takes():
    """Pages may take seconds; a file as long as it needs. Its failure undoes nothing but itself."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout')")
        (before,) = cursor.fetchone()
        cursor.execute("SET LOCAL statement_timeout = 0")
        yield
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [before])
