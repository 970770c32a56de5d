"""The rules that hold today, what changed in them and why, and publishing the next ones."""

from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from referrals.matching import order_wording
from referrals.matching.rulebook import DEFAULT, WEIGHTS
from referrals.matching.rulebook_wording import label_of_criterion, label_of_rule
from referrals.matching.rules import RULES
from referrals.models import RulebookVersion
from referrals.models.rulebook import NUMBERS
from wemix import audit
from wemix.models import Organisation


def newest(host):
    """The version in force; None while the host has published none, and the defaults hold."""
    return _versions(host).first()


def current(host):
    return rulebook_of(newest(host))


def rulebook_of(version):
    return version.rulebook if version else DEFAULT


def of_hosts():
    """The rules in force, by the key of the host."""
    newest = RulebookVersion.objects.order_by("host_id", "-number").distinct("host_id")
    return defaultdict(lambda: DEFAULT, {version.host_id: version.rulebook for version in newest})


def _versions(host):
    return RulebookVersion.objects.filter(host=host).order_by("-number").select_related("by")


def hosts_read_by(user):
    """Whose rules concern this reader: her own body's; for a sender, those whom it refers to, or could."""
    hosts = Organisation.objects.hosting().order_by("name")
    if user.organisation_id and user.organisation.is_host:
        return hosts.filter(pk=user.organisation_id)
    if user.organisation_id:
        referred_to = hosts.filter(referrals_received__sender=user.organisation_id).distinct()
        return referred_to if referred_to.exists() else hosts.filter(is_active=True)
    return hosts


@transaction.atomic
def publish(*, version, after, by):
    """From now on these rules weigh; what was proposed keeps the version that it was weighed with.

    `after`: the number of the version that it was changed from. If another came meanwhile, the database refuses.
    """
    version.host, version.by, version.number = by.organisation, by, after + 1
    version.save(force_insert=True)
    audit.change("rulebook.publish", version, by=by)
    return version


# What changed


@dataclass(frozen=True)
class Difference:
    """One line of what a version changed, in words."""

    label: str
    before: str
    after: str


def differences(before, after):
    """Between two rulebooks, in the order in which they are published."""
    said = _said_of_both(before, after)
    return [Difference(str(label), str(one), str(two)) for label, one, two in said if one != two]


def _said_of_both(before, after):
    for rule in RULES:
        yield _("rule “%(rule)s”") % {"rule": label_of_rule(rule.code)}, *(_on_off(r, rule) for r in (before, after))
    for name in NUMBERS:
        yield label_of_number(name), *(_number(getattr(r, name)) for r in (before, after))
    yield _("who comes first"), *(_order(r) for r in (before, after))
    for code in WEIGHTS:
        label = _("points of “%(criterion)s”") % {"criterion": label_of_criterion(code)}
        yield label, *(r.weight_of(code) for r in (before, after))


def _on_off(rulebook, rule):
    return pgettext("rule", "off") if rule.code in rulebook.off else _("in force")


def label_of_number(name):
    return RulebookVersion._meta.get_field(name).verbose_name


def _number(value):
    return _("no limit") if value is None else value


def _order(rulebook):
    return ", ".join(str(order_wording.QUESTIONS[question].label) for question in rulebook.order)


@dataclass(frozen=True)
class Published:
    """A version beside what it changed in the one before."""

    version: RulebookVersion
    changed: list


def history(host):
    """Every version of the host, the newest first, with what it changed; the first changed the defaults."""
    versions = list(_versions(host))
    return [
        Published(version, differences(rulebook_of(before), version.rulebook))
        for version, before in zip(versions, [*versions, None][1:], strict=True)
    ]


def changed_by(version):
    before = _versions(version.host_id).filter(number__lt=version.number).first()
    return differences(rulebook_of(before), version.rulebook)


# The note on the pages where the rules act


@dataclass(frozen=True)
class Note:
    """The rules in force at one glance: which version, what it changed, and what is switched off."""

    host: Organisation
    version: RulebookVersion | None  # None: nothing was published, and the defaults hold
    changed: list
    off: list


def note(host):
    version, before = [*_versions(host)[:2], None, None][:2]
    rulebook = rulebook_of(version)
    return Note(
        host=host,
        version=version,
        changed=differences(rulebook_of(before), rulebook),
        off=[label_of_rule(rule.code) for rule in RULES if rule.code in rulebook.off],
    )
