"""A household that the team sees, with a life project and a goal in it."""

import pytest

from beneficiaries import actions
from beneficiaries.models import LifeProject
from tests import factories
from tests.beneficiaries.life import TODAY, goal_of


@pytest.fixture
def referred(rossi, host):
    """The team sees the household since its referral was sent."""
    factories.referral(host, of=rossi, until="submitted")
    return rossi


@pytest.fixture
def project(referred, olga):
    project = LifeProject(household=referred, own_words="Una casa con il balcone", next_review_on=TODAY)
    actions.open_life_project(project=project, by=olga)
    return project


@pytest.fixture
def goal(project, olga):
    return goal_of(project, olga, title="Firma il contratto di un alloggio")
