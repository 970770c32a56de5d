"""Everybody who works in the demonstration. The first of each role has a short address, easy to type."""

from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password

from referrals.demo import names
from wemix.access import Role
from wemix.accounts import DEMO_DOMAIN, DEMO_PASSWORD
from wemix.context import DEMO_HOST
from wemix.models import Organisation, User

SECOND_HOST = "altra-casa-demo"
NO_TELEPHONE = "011 000 0000"  # where a number stands: nobody's
HOSTS = {
    DEMO_HOST: "Città dei Ragazzi · We Mix (dimostrazione)",
    SECOND_HOST: "Casa Altrove (dimostrazione)",
}
HOST_STAFF = {
    DEMO_HOST: {Role.COORDINATOR: 2, Role.OPERATOR: 7, Role.CUSTODIAN: 2, Role.MANAGER: 1},
    SECOND_HOST: {Role.COORDINATOR: 1, Role.OPERATOR: 2, Role.CUSTODIAN: 1, Role.MANAGER: 1},
}
OUTSIDE = {Role.OFFICER: 1, Role.TECHNICIAN: 1}
WORDS = {
    Role.SOCIAL_WORKER: "assistente",
    Role.OPERATOR: "operatrice",
    Role.CUSTODIAN: "custode",
    Role.COORDINATOR: "coordinatrice",
    Role.MANAGER: "responsabile",
    Role.OFFICER: "protezione-dati",
    Role.TECHNICIAN: "tecnica",
}


@dataclass
class Team:
    """The people of one body, by role."""

    organisation: Organisation
    people: list = field(default_factory=list)
    issued: set = field(default_factory=set)  # codes of papers, given once whoever asks: one set for all the bodies

    def of(self, role):
        return [user for user in self.people if user.role == role]

    @property
    def is_polo(self):
        return self.organisation.code.startswith("polo-")


def make_teams(dice):
    """(sending bodies, hosts), each with its people; the Poli first."""
    said = {"kind": "hosting", "phone": NO_TELEPHONE}
    hosts = [Organisation.objects.create(code=code, name=name, **said) for code, name in HOSTS.items()]
    senders = sorted(Organisation.objects.sending(), key=lambda body: (not body.code.startswith("polo-"), body.code))
    made, issued = _Users(dice), set()
    teams = [Team(body, made.staff(body, _staff_of(body)), issued) for body in [*hosts, *senders]]
    made.staff(None, OUTSIDE)
    return teams[len(hosts) :], teams[: len(hosts)]


def _staff_of(body):
    if body.code in HOST_STAFF:
        return HOST_STAFF[body.code]
    return {Role.SOCIAL_WORKER: 6 if body.code.startswith("polo-") else 3, Role.MANAGER: 1}


class _Users:
    """The password is hashed once: slowness is its merit, and forty times is too much of it."""

    def __init__(self, dice):
        self.dice = dice
        self.password = make_password(DEMO_PASSWORD)
        self.addresses = set()

    def staff(self, body, numbers):
        return [self.one(body, role) for role, count in numbers.items() for _ in range(count)]

    def one(self, body, role):
        return User.objects.create(
            email=self.address(role, body),
            password=self.password,
            first_name=names.first_name(self.dice, "IT", self.dice.choice("FFM")),
            last_name=names.surname(self.dice),
            role=role,
            organisation=body,
        )

    def address(self, role, body):
        place = body.code.removeprefix("polo-") if body else ""
        options = [WORDS[role], f"{WORDS[role]}.{place}", *(f"{WORDS[role]}.{place}.{n}" for n in range(2, 12))]
        address = next(f"{option}{DEMO_DOMAIN}" for option in options if option not in self.addresses)
        self.addresses.add(address.removesuffix(DEMO_DOMAIN))
        return address
