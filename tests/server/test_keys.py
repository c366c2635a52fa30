from microturn.server.keys import Grant, Keys
from microturn.server.store import connect


class Now:
    def __init__(self) -> None:
        self.time_s = 1000.0

    def __call__(self) -> float:
        return self.time_s


def test_keys_are_kept_as_hashes_and_can_be_revoked() -> None:
    database = connect(None)
    keys = Keys(database, Now())
    key = keys.make("ann")
    grant = keys.check(key)
    assert grant is not None
    assert key not in "".join(str(row) for row in database.execute("select * from keys"))
    assert keys.check("mt_wrong") is None
    assert keys.check("") is None
    assert keys.revoke("ann") == 1
    assert keys.check(key) is None


def test_secrets_carry_their_configuration_until_they_end() -> None:
    now = Now()
    keys = Keys(connect(None), now)
    secret, until_s = keys.make_secret(Grant("k"), {"voice": "x"}, 60)
    assert (secret[:3], until_s) == ("ek_", 1060.0)
    assert keys.check(secret) == Grant("k", {"voice": "x"})
    now.time_s = 1061.0
    assert keys.check(secret) is None


def test_an_open_server_takes_anybody() -> None:
    keys = Keys(connect(None), Now(), is_open=True)
    assert keys.check("") == Grant("open")
    assert keys.check("sk-anything") == Grant("open")
    assert keys.check(keys.make("ann")) != Grant("open")
