"""The main navigation, by role. Every floor adds its entries from its apps.py."""

from dataclasses import dataclass

from django.urls import reverse

_entries = []


@dataclass(frozen=True)
class Entry:
    roles: tuple
    label: str
    url_name: str
    order: int
    leads_to: tuple  # names of pages that stand under no address of its own, and are reached from here


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    current: str  # what aria-current says: "page" on it, "true" below it, else ""


def add(roles, label, url_name, *, order=50, leads_to=()):
    """An entry for these roles; `label` is translated lazily; the lower `order` stands first."""
    _entries.append(Entry(tuple(roles), label, url_name, order, leads_to))
    _entries.sort(key=lambda entry: entry.order)


def links_for(user, path):
    role = getattr(user, "role", None)
    return [_link(entry, path) for entry in _entries if role in entry.roles]


def _link(entry, path):
    url = reverse(entry.url_name)
    below = url != "/" and path.startswith((url, *map(reverse, entry.leads_to)))
    return Link(entry.label, url, "page" if path == url else "true" if below else "")
