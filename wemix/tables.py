"""Tables as the address asks for them."""

from django.core.paginator import Paginator
from django_tables2 import RequestConfig

ROWS = 25


def paged(table, request):
    """The address says the page and the sorting; how many rows a page has is ours to say."""
    RequestConfig(request, paginate=False).configure(table)
    table.paginator = Paginator(table.rows, ROWS)
    table.page = table.paginator.get_page(request.GET.get(table.prefixed_page_field))
    return table
