"""As many queries for one row as for fifty: what is there is asked for, copied in the database, and asked for again."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from referrals.demo.copies import multiply


def for_one_and_for_fifty(client, *urls):
    """How many queries each of these pages costs, before and after there are 49 copies of everything."""
    one, lengths = _asked(client, urls)
    multiply(49)
    fifty, longer = _asked(client, urls)
    assert all(before < after for before, after in zip(lengths, longer, strict=True)), "no copy is on the page"
    return one, fifty


def _asked(client, urls):
    return zip(*(_of_a_page(client, url) for url in urls), strict=True)


def queries_of(client, url):
    return _of_a_page(client, url)[0]


def _of_a_page(client, url):
    client.get(url)  # what is cached for a while is in the cache
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(url)
    assert answer.status_code == 200, url
    return len(seen), len(answer.content)
