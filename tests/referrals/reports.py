"""Reports as their readers get them: the page's table and totals, and the file's rows."""

import csv
import io

from django.utils import translation

REPORTS = ("segnalazioni", "ingressi-uscite", "rifiuti")


def page(client, name, **query):
    return client.get(f"/rapporti/{name}/", query)


def file(client, name, **query):
    return b"".join(client.get(f"/rapporti/{name}/scarica.csv", query))


def rows(client, name, **query):
    text = file(client, name, **query).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def shown(answer):
    """The cells of the page's table, as the reader sees them."""
    return [[str(cell) for cell in row.cells] for row in answer.context["table"].paginated_rows]


def totals(client, name, **query):
    figures = page(client, name, **query).context["totals"]
    with translation.override("it"):
        return {str(figure.label): figure.value for figure in figures}
