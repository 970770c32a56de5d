"""What is typed is kept while it is typed, for its author only."""

from wemix import typed
from wemix.models import Draft


def save(client, author, **more):
    data = {"draft_path": "/segnalazioni/nuova/", "draft_author": typed.author_token(author), "name": "Amina"}
    return client.post("/bozze/salva/", data | more)


def test_a_draft_is_kept_with_its_hour(client, alice):
    client.force_login(alice)
    answer = save(client, alice)
    assert answer.status_code == 200
    assert len(answer.json()["at"]) == len("10:32:07")
    assert Draft.objects.get().data == {"name": ["Amina"]}


def test_a_draft_typed_by_one_is_not_saved_as_anothers(client, alice, bob):
    client.force_login(bob)
    assert save(client, alice).status_code == 403
    assert not Draft.objects.exists()


def test_a_draft_after_the_sign_in_expired_is_not_taken_for_a_form_sent(client, alice):
    assert save(client, alice).status_code == 302
    assert typed.KEPT not in client.session


def test_a_draft_of_a_page_elsewhere_is_refused(client, alice):
    client.force_login(alice)
    assert save(client, alice, draft_path="https://example.org/").status_code == 422
