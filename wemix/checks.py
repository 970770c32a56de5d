"""What `manage.py check --deploy --database default` asks besides Django's own questions."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Tags, Warning, register
from django.db import OperationalError, connections

from wemix import roles


@register(deploy=True)
def mails_lead_to_this_site(app_configs, **kwargs):
    """Whoever is invited comes in by the link of a mail, and by no other way."""
    if urlsplit(settings.SITE_URL).hostname not in ("localhost", "127.0.0.1", "::1", "0.0.0.0"):
        return []
    hint = "Let SITE_URL say the address at which people open the site."
    return [Warning("The links in mails, in invitations too, lead to the reader's own machine.", hint, id="wemix.W002")]


@register(Tags.database, deploy=True)
def the_web_process_owns_nothing(app_configs, databases, **kwargs):
    return [warning for alias in databases or [] for warning in _of(connections[alias])]


def _of(connection):
    try:
        name = roles.is_too_strong(connection)
    except OperationalError:  # no server to ask: the deployment's other checks still count
        return []
    if name is None:
        return []
    hint = "Let DATABASE_URL of the web process name wemix_web; the owner's is for manage.py migrate."
    return [Warning(f"The web process signs in as {name}, which owns tables or is superuser.", hint, id="wemix.W001")]
