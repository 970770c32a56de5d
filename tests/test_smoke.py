def test_a_stranger_is_led_to_the_sign_in(client, db):
    answer = client.get("/")
    assert answer.status_code == 302
    assert answer.url.startswith("/accesso/accedi/")
