"""The people of the tests: Alice owns, Bob helps her, Charlie is a stranger, Dora coordinates."""

import pytest

from tests.factories import OrganisationFactory, UserFactory, flat, household
from wemix.access import Role


@pytest.fixture
def polo(db):
    return OrganisationFactory(code="polo-prova", name="Polo di prova")


@pytest.fixture
def other_polo(db):
    return OrganisationFactory(code="altro-polo", name="Altro Polo")


@pytest.fixture
def host(db):
    return OrganisationFactory(code="casa-prova", name="Casa di prova", host=True)


@pytest.fixture
def other_host(db):
    return OrganisationFactory(code="altra-casa", name="Altra Casa", host=True)


@pytest.fixture
def alice(polo):
    """A social worker; the households of these tests are hers."""
    return UserFactory(first_name="Alice", last_name="Titolare", organisation=polo)


@pytest.fixture
def bob(polo):
    """Her colleague of the same Polo."""
    return UserFactory(first_name="Bob", last_name="Collega", organisation=polo)


@pytest.fixture
def charlie(other_polo):
    """A social worker of another Polo: a stranger."""
    return UserFactory(first_name="Charlie", last_name="Estraneo", organisation=other_polo)


@pytest.fixture
def dora(host):
    """The coordinator of the hosting body."""
    return UserFactory(first_name="Dora", last_name="Coordina", organisation=host, role=Role.COORDINATOR)


@pytest.fixture
def olga(host):
    """An operator of the hosting body."""
    return UserFactory(first_name="Olga", last_name="Educatrice", organisation=host, role=Role.OPERATOR)


@pytest.fixture
def carlo(host):
    """The custodian."""
    return UserFactory(first_name="Carlo", last_name="Custode", organisation=host, role=Role.CUSTODIAN)


@pytest.fixture
def mara(host):
    """A manager of the hosting body."""
    return UserFactory(first_name="Mara", last_name="Dirige", organisation=host, role=Role.MANAGER)


@pytest.fixture
def otto(db):
    """The data-protection officer."""
    return UserFactory(first_name="Otto", last_name="Protegge", organisation=None, role=Role.OFFICER)


@pytest.fixture
def tecla(db):
    """The technician."""
    return UserFactory(first_name="Tecla", last_name="Tecnica", organisation=None, role=Role.TECHNICIAN)


@pytest.fixture
def dario(other_host):
    """The coordinator of another hosting body: a stranger."""
    return UserFactory(first_name="Dario", last_name="Altrove", organisation=other_host, role=Role.COORDINATOR)


@pytest.fixture
def rossi(alice):
    """A household of four in charge of Alice."""
    return household(alice, size=4, last_name="Rossifinti")


@pytest.fixture
def home(host):
    """A whole flat of four beds."""
    return flat(host)
