"""What a server remembers: sessions, what was said in them, and usage, in one SQLite database.

Knows nothing of protocols or sound. Writes are small; a write-ahead log keeps them from holding up the loop.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from microturn.core.errors import BadConfig
from microturn.core.messages import MicroTurn
from microturn.core.units import TICK_MS

SCHEMA = """
create table if not exists sessions (
    id text primary key, key text not null, protocol text not null, start_s real not null, end_s real, reason text,
    heard_ms integer default 0, spoken_ms integer default 0, text_tokens integer default 0);
create table if not exists words (session text not null, at_ms integer not null, who text not null, text text not null);
create index if not exists words_of on words (session, at_ms);
"""


@dataclass(frozen=True)
class Usage:
    """Sound taken in and given out, milliseconds, and tokens of text."""

    heard_ms: int = 0
    spoken_ms: int = 0
    text_tokens: int = 0


@dataclass(frozen=True)
class Word:
    """One stretch of words: `who` is "user" or "model", `at_ms` counts from the session's start."""

    at_ms: int
    who: str
    text: str


def words_of(turn: MicroTurn) -> list[Word]:
    """What was heard and said in a micro-turn."""
    at_ms = turn.tick * TICK_MS
    return [Word(at_ms, who, text) for who, text in (("user", turn.heard), ("model", turn.said)) if text]


def connect(path: Path | None) -> sqlite3.Connection:
    """The database of a file, made as needed; in memory without one. Raises BadConfig."""
    try:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(path or ":memory:", check_same_thread=False)  # one event loop uses it, in any thread
        database.execute("pragma journal_mode = wal")
        database.execute("pragma synchronous = normal")
        database.executescript(SCHEMA)
    except (sqlite3.Error, OSError) as error:
        raise BadConfig(f"expected a SQLite database at {path}, could not open it: {error}") from error
    return database


class Store:
    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def begin(self, session: str, key: str, protocol: str, now_s: float) -> None:
        with self._database:
            row = (session, key, protocol, now_s)
            self._database.execute("insert into sessions (id, key, protocol, start_s) values (?, ?, ?, ?)", row)

    def lost(self, now_s: float) -> None:
        """When a server starts: sessions that it did not see end were lost with it."""
        with self._database:
            self._database.execute(
                "update sessions set end_s = ?, reason = 'server_lost' where end_s is null", (now_s,)
            )

    def end(self, session: str, reason: str, usage: Usage, now_s: float) -> None:
        with self._database:
            self._database.execute(
                "update sessions set end_s = ?, reason = ?, heard_ms = ?, spoken_ms = ?, text_tokens = ? where id = ?",
                (now_s, reason, usage.heard_ms, usage.spoken_ms, usage.text_tokens, session),
            )

    def reason(self, session: str) -> str:
        """Why a session ended; "" while it has not."""
        found = self._database.execute("select reason from sessions where id = ?", (session,)).fetchone()
        return found[0] or "" if found else ""

    def add(self, session: str, words: Iterable[Word]) -> None:
        with self._database:
            rows = [(session, word.at_ms, word.who, word.text) for word in words]
            self._database.executemany("insert into words values (?, ?, ?, ?)", rows)

    def transcript(self, session: str) -> list[Word]:
        found = self._database.execute(
            "select at_ms, who, text from words where session = ? order by at_ms, rowid", (session,)
        )
        return [Word(*row) for row in found]

    def keys(self) -> set[str]:
        """Keys under which there have been sessions."""
        return {row[0] for row in self._database.execute("select distinct key from sessions")}

    def sessions(self, key: str) -> list[str]:
        """Those of a key, the oldest first."""
        return [
            row[0] for row in self._database.execute("select id from sessions where key = ? order by start_s", (key,))
        ]

    def usage(self, key: str) -> Usage:
        """Of all sessions of a key that have ended."""
        found = self._database.execute(
            "select coalesce(sum(heard_ms), 0), coalesce(sum(spoken_ms), 0), coalesce(sum(text_tokens), 0) "
            "from sessions where key = ?",
            (key,),
        )
        return Usage(*found.fetchone())
