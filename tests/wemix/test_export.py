"""The one writer of every CSV: right for an Italian spreadsheet, harmless in it, whole or refused."""

import csv
import io
import re
import shutil
import subprocess
import tracemalloc
from datetime import date
from decimal import Decimal as Number

import pytest
from django.db import connection
from django.db.models import DateField, DecimalField, F, Func, IntegerField, TextField, Value
from django.db.models.functions import Cast
from django.db.utils import DataError
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.factories import OrganisationFactory
from wemix import export
from wemix.models import AuditEntry, Organisation

KINDS = tuple(Organisation.Kind.choices)
COLUMNS = (
    export.Column("name", "Nome"),
    export.Choice("kind", "Tipo", KINDS),
    export.Answer("is_active", "Attivo"),
    export.Whole("whole", "Intero"),
    export.Decimal("decimal", "Decimale"),
    export.Day("day", "Giorno"),
)


def organisations(*names):
    for number, name in enumerate(names):
        OrganisationFactory(code=f"prova-{number}", name=name)
    rows = Organisation.objects.filter(code__startswith="prova-").order_by("code")
    return rows.annotate(
        whole=Value(-12, output_field=IntegerField()),
        decimal=Value(Number("-1234.50"), output_field=DecimalField(max_digits=9, decimal_places=2)),
        day=Value(date(2026, 3, 1), output_field=DateField()),
    )


def content(queryset, columns=COLUMNS, style=export.ITALIAN):
    file, rows = export.spool(queryset, columns, style)
    with file:
        file.seek(0)
        return file.read()


def cells(text, delimiter=";"):
    return list(csv.reader(io.StringIO(text.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def test_the_file_is_written_for_an_italian_spreadsheet(db):
    with translation.override("it"):
        text = content(organisations("Città; dei “ragazzi”"))
    assert text.startswith(b"\xef\xbb\xbfNome;Tipo;")
    assert text.count(b"\r\n") == text.count(b"\n") == 2
    assert cells(text)[1] == ["Città; dei “ragazzi”", "ente inviante", "Sì", "-12", "-1234,50", "01/03/2026"]


def test_labels_follow_the_language_of_who_asks(db):
    with translation.override("en"):
        assert cells(content(organisations("Polo")))[1][1:3] == ["sending body", "Yes"]


def test_the_technical_file_has_codes_and_iso_dates(db):
    text = content(organisations("Polo"), style=export.TECHNICAL)
    assert cells(text, ",") == [
        ["name", "kind", "is_active", "whole", "decimal", "day"],
        ["Polo", "sending", "true", "-12", "-1234.50", "2026-03-01"],
    ]


FORMULAS = [
    "=1+1",
    "+39 011",
    "-x",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "  =1",
    '"=1"',
    "'=1",
    "\u00a0=1",
    "＝1",
    "- 5",
    "-1+1",
]


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_cell_that_begins_like_a_formula_is_text(db, formula):
    (name,) = [row[0] for row in cells(content(organisations(formula)))[1:]]
    assert name.startswith("'")
    assert name[1:].strip() == formula.strip()


@pytest.mark.parametrize("harmless", ["-5", "-1234,50", "Rossi = Bianchi", "a@b.it", "Nord-Ovest", "", "3-2"])
def test_plain_numbers_and_words_are_left_alone(db, harmless):
    assert cells(content(organisations(harmless)))[1][0] == harmless


def test_the_label_of_a_choice_is_made_safe_too(db):
    columns = (export.Choice("kind", "Tipo", (("sending", "=HYPERLINK(A1)"),)),)
    assert cells(content(organisations("Polo"), columns))[1] == ["'=HYPERLINK(A1)"]


def test_no_cell_breaks_a_line(db):
    text = content(organisations('Via "Nuova"\r\nscala B\nterzo\tpiano'))
    assert len(text.splitlines()) == 2
    assert cells(text)[1][0] == 'Via "Nuova" scala B terzo piano'


def test_page_and_file_show_the_same_words(db):
    rows = organisations("Polo Nord", "Polo Sud")
    page = [[row[f"{column.name}_words"] for column in COLUMNS] for row in export.for_page(rows, COLUMNS)]
    assert page == cells(content(rows))[1:]


def test_a_file_is_written_while_a_developer_looks_at_queries(db):
    with CaptureQueriesContext(connection):
        assert "Città" in content(organisations("Città")).decode()


def test_length_and_rows_are_true_before_the_first_byte(alice):
    answer = export.download(organisations(*"abcd"), COLUMNS, name="prova.csv", by=alice)
    taken = AuditEntry.objects.filter(action="export").get()
    assert int(answer["Content-Length"]) == len(b"".join(answer))
    assert (taken.rows, taken.user_id, taken.row) == (4, alice.pk, "prova.csv")
    assert "no-store" in answer["Cache-Control"]
    answer.close()


def test_a_computed_file_is_as_true_and_as_little_kept(alice):
    rows = [{"name": "a"}, {"name": "b"}]
    answer = export.download_computed(rows, COLUMNS, name="prova.csv", by=alice)
    assert int(answer["Content-Length"]) == len(b"".join(answer))
    assert AuditEntry.objects.get(action="export").rows == 2
    assert "no-store" in answer["Cache-Control"]


def test_a_file_that_breaks_in_the_middle_is_no_file(alice):
    """The last row can't be written: nothing of the others leaves, and the log says nothing was taken."""
    rows = organisations(*(f"{number}" for number in range(200)), "guasto")
    broken = rows.annotate(bad=Cast(F("name"), IntegerField()))
    with pytest.raises(DataError):
        export.download(broken, (export.Whole("bad", "Guasto"),), name="prova.csv", by=alice)
    assert not AuditEntry.objects.filter(action="export").exists()
    assert Organisation.objects.exists(), "the transaction around it goes on"


def test_an_export_outlives_the_time_of_a_page_and_gives_it_back(db):
    slow = organisations("Polo").annotate(
        nap=Cast(Func(Value(0.3), function="pg_sleep", output_field=TextField()), TextField())
    )
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '100ms'")
        content(slow, (export.Column("nap", "Sonno"),))
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("100ms",)


def test_memory_does_not_grow_with_the_rows(db):
    many = organisations("Polo").annotate(
        number=Func(Value(1), Value(200_000), function="generate_series", output_field=IntegerField())
    )
    tracemalloc.start()
    file, rows = export.spool(many, (export.Column("name", "Nome"), export.Whole("number", "Numero")))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    with file:
        assert rows == 200_000
        assert file.tell() > 2_000_000
    assert peak < 1_000_000


def test_libreoffice_in_italian_reads_dates_as_dates_and_decimals_as_numbers(db, tmp_path):
    if not shutil.which("soffice"):
        pytest.fail("This test opens the file in LibreOffice: install the package `libreoffice-calc`.")
    source = tmp_path / "prova.csv"
    with translation.override("it"):
        source.write_bytes(content(organisations("Città", "=1+1")))
    _convert(source, tmp_path)
    sheet = (tmp_path / "prova.fods").read_text()
    assert sheet.count('office:date-value="2026-03-01"') == 2
    assert sheet.count('office:value="-1234.5"') == 2
    assert sheet.count('office:value="-12"') == 2
    assert "<text:p>Città</text:p>" in sheet
    assert "table:formula" not in sheet
    assert re.search(r"<text:p>(&apos;|')?=1\+1</text:p>", sheet)


def _convert(source, folder):
    """As a person who opens it: semicolons, UTF-8, Italian, dates and numbers recognised."""
    reading = "CSV:59,34,76,1,,1040,false,true,true"
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            f"--infilter={reading}",
            "--convert-to",
            "fods",
            "--outdir",
            str(folder),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
