"""Who may open a session: API keys, kept as hashes, and short-lived secrets that carry one configuration.

Knows nothing of HTTP. A key is shown once, when it is made.
"""

import hashlib
import json
import secrets
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

KEY_PREFIX, SECRET_PREFIX = "mt_", "ek_"
MIN_SECRET_S, MAX_SECRET_S = 10, 7200  # as OpenAI allows them
OPEN_KEY = "open"  # everybody's, where no keys are asked for
SCHEMA = """
create table if not exists keys (hash text primary key, name text not null, made_s real not null, revoked_s real);
create table if not exists secrets (hash text primary key, key text not null, config text not null, until_s real);
"""


@dataclass(frozen=True)
class Grant:
    """What a token allows: sessions counted under `key`, with `config` where a secret fixes one."""

    key: str
    config: dict[str, Any] | None = None


class Keys:
    """Tokens in a SQLite database. `is_open`: no token is asked for, and any is taken; `now_s`: Unix time."""

    def __init__(self, database: sqlite3.Connection, now_s: Callable[[], float], is_open: bool = False) -> None:
        self._database, self._now_s, self.is_open = database, now_s, is_open
        database.executescript(SCHEMA)

    def make(self, name: str) -> str:
        """A new API key."""
        key = KEY_PREFIX + secrets.token_urlsafe(32)
        with self._database:
            self._database.execute("insert into keys values (?, ?, ?, null)", (digest(key), name, self._now_s()))
        return key

    def revoke(self, name: str) -> int:
        """Ends all keys of a name -> how many there were."""
        with self._database:
            done = self._database.execute(
                "update keys set revoked_s = ? where name = ? and revoked_s is null", (self._now_s(), name)
            )
        return done.rowcount

    def make_secret(self, grant: Grant, config: dict[str, Any], seconds: int) -> tuple[str, float]:
        """A secret for one configuration -> (token, Unix time of its end)."""
        assert MIN_SECRET_S <= seconds <= MAX_SECRET_S, seconds
        secret, until_s = SECRET_PREFIX + secrets.token_urlsafe(32), self._now_s() + seconds
        with self._database:
            self._database.execute("delete from secrets where until_s < ?", (self._now_s(),))
            row = (digest(secret), grant.key, json.dumps(config), until_s)
            self._database.execute("insert into secrets values (?, ?, ?, ?)", row)
        return secret, until_s

    def check(self, token: str) -> Grant | None:
        """What a token allows; None for one that is unknown, revoked or too old."""
        if token.startswith(SECRET_PREFIX):
            found = self._database.execute("select key, config, until_s from secrets where hash = ?", (digest(token),))
            row = found.fetchone()
            if row is not None:
                return Grant(row[0], json.loads(row[1])) if row[2] >= self._now_s() else None
        found = self._database.execute("select hash from keys where hash = ? and revoked_s is null", (digest(token),))
        row = found.fetchone()
        return Grant(row[0]) if row else Grant(OPEN_KEY) if self.is_open else None


def digest(token: str) -> str:
    """Tokens are 256 random bits: a plain hash is enough, nothing can be guessed from it."""
    return hashlib.sha256(token.encode()).hexdigest()
