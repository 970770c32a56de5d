"""House rules are published: what was published stays."""

from django.db import transaction

from housing.models import HouseRules
from wemix import audit


@transaction.atomic
def publish_house_rules(*, rules, host, by):
    """The next version. Of two who publish at once, the second is refused (unique number)."""
    before = HouseRules.in_force(host)
    rules.host, rules.by = host, by
    rules.number = before.number + 1 if before else 1
    rules.save()
    audit.change("house_rules.publish", rules, by=by)
    return rules
