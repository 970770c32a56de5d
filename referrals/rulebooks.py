"""The rules that hold today, and publishing the next ones."""

from collections import defaultdict

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Coalesce

from referrals.matching.rulebook import DEFAULT
from referrals.models import RulebookVersion
from wemix import audit


def newest(host):
    """The version in force; None while the host has published none, and the defaults hold."""
    return RulebookVersion.objects.filter(host=host).order_by("-number").select_related("by").first()


def current(host):
    version = newest(host)
    return version.rulebook if version else DEFAULT


def of_hosts():
    """The rules in force, by the key of the host."""
    newest = RulebookVersion.objects.order_by("host_id", "-number").distinct("host_id")
    return defaultdict(lambda: DEFAULT, {version.host_id: version.rulebook for version in newest})


@transaction.atomic
def publish(*, version, by):
    """From now on these rules weigh; what was proposed keeps the version that it was weighed with."""
    of_host = RulebookVersion.objects.filter(host=by.organisation)
    version.host, version.by = by.organisation, by
    version.number = of_host.aggregate(n=Coalesce(Max("number"), 0))["n"] + 1
    version.save(force_insert=True)
    audit.record(audit.Action.CHANGE, "rulebook.publish", version, by=by)
    return version
