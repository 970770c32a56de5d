"""What the tests of the published rules share: publishing them, by hand and at the desk."""

from bs4 import BeautifulSoup

from referrals import rulebooks
from referrals.forms.rulebook import POINTS, TURNS
from referrals.matching.rulebook import DEFAULT
from referrals.matching.rules import SWITCHABLE
from referrals.models import RulebookVersion
from referrals.models.rulebook import NUMBERS
from tests.desk import add_to

ADD = add_to(RulebookVersion)


def published(by, rulebook=DEFAULT, why="Inizio"):
    """The next version of this coordinator's body."""
    after = rulebooks.current(by.organisation).version
    return rulebooks.publish(version=RulebookVersion.of(rulebook, why=why), after=after, by=by)


def typed(rulebook=DEFAULT, why="Prova", **said):
    """What the form would send for this rulebook."""
    numbers = {name: getattr(rulebook, name) for name in NUMBERS}
    return {
        **{name: "" if value is None else value for name, value in numbers.items()},
        "on": [code for code in SWITCHABLE if code not in rulebook.off],
        **dict(zip(TURNS, rulebook.order, strict=True)),
        **{name: rulebook.weight_of(code) for code, name in POINTS.items()},
        "why": why,
        "bench_referral": "",
        "bench_place": "",
        **said,
    }


def form_of(answer):
    return answer.context["adminform"].form


def look(client, rulebook=DEFAULT, **said):
    """The first post: nothing is saved, everything is shown."""
    answer = client.post(ADD, typed(rulebook, **said) | {"look": "1"})
    assert answer.status_code == 422
    return answer


def publish(client, looked, rulebook, **said):
    """The second post, with what the page of the look carries along."""
    hidden = BeautifulSoup(looked.content, "html.parser").main.find_all("input", type="hidden")
    carried = {box["name"]: box["value"] for box in hidden}
    return client.post(ADD, carried | typed(rulebook, **said) | {"publish": "1"})
