"""The conversation as clients see it: items in order, with the sound of the model's, as far as it was heard.

Knows items of Realtime, nothing of connections.
"""

from dataclasses import dataclass, field

from microturn.server.formats import Format
from microturn.wire.realtime.items import AssistantMessage, Item, OutputAudio

ROOT = "root"  # the place before the first item


@dataclass(frozen=True)
class Said:
    """Words of the model, and where in their item's sound they begin."""

    at_ms: int
    text: str


@dataclass
class Entry:
    """An item, and for one that the model speaks: its sound so far, in `form`, its words, and the micro-turn and
    the response in which it began."""

    item: Item
    form: Format = field(default_factory=Format)
    sound: bytearray = field(default_factory=bytearray)
    words: list[Said] = field(default_factory=lambda: list[Said]())
    start_tick: int = 0
    response_id: str = ""

    @property
    def ms(self) -> int:
        return self.form.ms(len(self.sound))

    @property
    def transcript(self) -> str:
        return "".join(word.text for word in self.words).strip()


class History:
    """Raises KeyError for an item that is not there."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._order: list[str] = []

    def __len__(self) -> int:
        return len(self._order)

    def __contains__(self, item_id: str) -> bool:
        return item_id in self._entries

    def __getitem__(self, item_id: str) -> Entry:
        return self._entries[item_id]

    @property
    def last_id(self) -> str | None:
        return self._order[-1] if self._order else None

    def add(self, entry: Entry, after: str | None = None) -> str | None:
        """Puts an entry behind the item `after` (None: the end, "root": the front) -> the id before it, if any."""
        item_id = entry.item.id
        assert item_id is not None and item_id not in self._entries, item_id
        place = len(self._order) if after is None else 0 if after == ROOT else self._place(after) + 1
        self._order.insert(place, item_id)
        self._entries[item_id] = entry
        return self._order[place - 1] if place else None

    def put(self, item: Item) -> None:
        """A new state of an item that is there."""
        assert item.id is not None
        self._entries[item.id].item = item

    def delete(self, item_id: str) -> None:
        self._order.remove(self._order[self._place(item_id)])
        del self._entries[item_id]

    def truncate(self, item_id: str, end_ms: int) -> None:
        """Cuts the model's item to what was heard: sound up to `end_ms`, and the words that began before it."""
        entry = self._entries[item_id]
        kept = entry.form.bytes_per_s * end_ms // 1000
        del entry.sound[kept - kept % 2 :]
        entry.words = [word for word in entry.words if word.at_ms < end_ms]
        self.put(spoken(item_id, entry.transcript, is_whole=False))

    def with_sound(self, item_id: str) -> Item:
        """The item as it is retrieved: the model's speech with its sound."""
        entry = self._entries[item_id]
        item = entry.item
        if not entry.sound or not isinstance(item, AssistantMessage):
            return item
        part = OutputAudio(audio=bytes(entry.sound), transcript=entry.transcript)
        return item.model_copy(update={"content": [part]})

    def _place(self, item_id: str) -> int:
        if item_id not in self._entries:
            raise KeyError(item_id)
        return self._order.index(item_id)


def spoken(item_id: str, transcript: str, is_whole: bool) -> AssistantMessage:
    """The model's speech as an item."""
    status = "completed" if is_whole else "incomplete"
    return AssistantMessage(id=item_id, status=status, content=[OutputAudio(transcript=transcript)])
