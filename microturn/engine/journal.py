"""What a session was fed since it was saved last, and what it did: enough to go on with in another process.

Knows messages, no process. Bounded by what comes between two saves.
"""

from dataclasses import dataclass, field, replace

from microturn.core.messages import Did, Feed, Open, Unheard

Entry = Open | Feed | Unheard


@dataclass
class Journal:
    """`saved`: the session as it was before the entries; b"": there was none, and the first of them opens it. The first
    `num_lived`, up to the last micro-turn that is done, it is through with. `num_left_out`: micro-turns that it
    remembered and `saved` does not."""

    saved: bytes = b""
    entries: list[Entry] = field(default_factory=lambda: list[Entry]())
    num_lived: int = 0
    num_left_out: int = 0

    @property
    def lived(self) -> tuple[Entry, ...]:
        return tuple(self.entries[: self.num_lived])

    @property
    def ahead(self) -> list[Entry]:
        """What it has still to do."""
        return self.entries[self.num_lived :]

    @property
    def num_turns(self) -> int:
        """Micro-turns that it has done since it was saved."""
        return sum(isinstance(entry, Feed) and entry.did is not None for entry in self.entries)

    def add(self, entry: Entry) -> None:
        self.entries.append(entry)
        if isinstance(entry, Open):
            self.num_lived = 1

    def done(self, did: Did | None) -> None:
        """The next micro-turn of sound has been done; None: it was refused."""
        for at in range(self.num_lived, len(self.entries)):
            entry = self.entries[at]
            if isinstance(entry, Feed) and entry.audio is not None:
                self.entries[at] = replace(entry, did=did, audio=entry.audio if did else None)
                self.num_lived = at + 1
                return

    def cut(self, num: int, saved: bytes, num_left_out: int) -> None:
        """The first entries are in this save now."""
        del self.entries[:num]
        self.num_lived = max(0, self.num_lived - num)
        self.saved, self.num_left_out = saved, num_left_out
