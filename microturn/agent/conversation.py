"""A conversation as the background model reads it: who said what when, on the clock of the session.

It keeps words and pictures and renders them as chat messages. Knows neither the endpoint nor the network that talks.
"""

from base64 import b64encode
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice

from microturn.agent.chat import Message
from microturn.core.messages import MicroTurn
from microturn.core.units import TICK_S

JOIN_S = 1.5  # a longer silence ends an entry
MAX_ENTRY_CHARS = 1_000
MAX_ENTRIES = 1_000  # the oldest go; the notes remember them
MAX_OPEN = 20  # entries that may still go on, the newest
MAX_FRAMES = 4
ABOUT = """\
You are the thinking half of a voice assistant. The other half hears the user and speaks, but knows little; it has \
handed the user's latest request on to you. Answer that request.
Your answer will be spoken: one or two short plain sentences, no lists, no Markdown, numbers and units written as \
usual. Anything longer, tables or code go after a line with only --- and are shown, not spoken.
What is heard may contain recognition mistakes. Times are seconds since the conversation began."""
BRIEFLY = "You are a voice assistant. Answer in one short sentence."
HANDED_ON = "(The latest request has been handed on to you: answer it now.)"


class Speaker(StrEnum):
    """Whose words an entry holds: the user's voice and keyboard, the assistant's voice, its eyes, and the answers."""

    HEARD = "heard"
    TYPED = "typed"
    SAID = "said"
    SEEN = "seen"
    FOUND = "found"


@dataclass(frozen=True)
class Fragment:
    """What one micro-turn added; `text` keeps the space before its first word."""

    tick: int
    text: str


@dataclass
class Entry:
    """Words of one speaker without a long pause. Times in seconds of the session."""

    speaker: Speaker
    fragments: list[Fragment] = field(default_factory=lambda: [])

    @property
    def text(self) -> str:
        return "".join(fragment.text for fragment in self.fragments).strip()

    @property
    def start_s(self) -> float:
        return (self.fragments[0].tick + self.lag) * TICK_S

    @property
    def end_s(self) -> float:
        return (self.fragments[-1].tick + self.lag + 1) * TICK_S

    @property
    def is_user(self) -> bool:
        return self.speaker in (Speaker.HEARD, Speaker.TYPED, Speaker.SEEN)

    @property
    def lag(self) -> int:
        """Micro-turns: what is said in one sounds in the next."""
        return 1 if self.speaker is Speaker.SAID else 0

    def render(self, played: int | None) -> str:
        """`played`: the last micro-turn whose sound the user has heard, None for all of them."""
        mark = "" if self.speaker in (Speaker.HEARD, Speaker.SAID) else f", {self.speaker}"
        head = f"[{self.start_s:.1f} s{mark}]"
        if self.speaker is not Speaker.SAID or played is None or self.fragments[-1].tick <= played:
            return f"{head} {self.text}"
        heard = "".join(f.text for f in self.fragments if f.tick <= played).strip()
        later = "".join(f.text for f in self.fragments if f.tick > played).strip()
        return " ".join(part for part in (head, heard, f"(not heard yet: {later})") if part)


@dataclass(frozen=True)
class Frame:
    """An encoded picture of the user's camera."""

    image: bytes
    media_type: str
    time_s: float

    @property
    def url(self) -> str:
        return f"data:{self.media_type};base64,{b64encode(self.image).decode()}"


class Conversation:
    """`notes`: a summary of what came before, written by others, "" for none."""

    def __init__(self) -> None:
        self.notes = ""
        self.entries: deque[Entry] = deque(maxlen=MAX_ENTRIES)
        self.frames: deque[Frame] = deque(maxlen=MAX_FRAMES)
        self._instructions = ""
        self._tick = 0
        self._played: int | None = None

    @property
    def now_s(self) -> float:
        """Seconds until the end of the newest micro-turn."""
        return (self._tick + 1) * TICK_S

    def take(self, turn: MicroTurn) -> None:
        """What the model heard, saw and said in a micro-turn."""
        self._add(Speaker.HEARD, turn.heard, turn.tick)
        self._add(Speaker.SEEN, turn.seen, turn.tick)
        self._add(Speaker.SAID, turn.said, turn.tick)
        self.pass_time(turn.tick)

    def pass_time(self, tick: int) -> None:
        """The session has come to this micro-turn."""
        self._tick = max(self._tick, tick)

    def typed(self, text: str, tick: int) -> None:
        self._put(Speaker.TYPED, text, tick)

    def result(self, text: str, tick: int) -> None:
        """What the background model answered: given to the voice, which may not have said it yet."""
        self._put(Speaker.FOUND, text, tick)

    def instructions(self, text: str) -> None:
        """Those of the session; they replace earlier ones."""
        self._instructions = text.strip()

    def see(self, image: bytes, media_type: str, tick: int) -> None:
        """An encoded picture ("image/jpeg"); the newest four stay."""
        self.frames.append(Frame(image, media_type, tick * TICK_S))

    def played(self, tick: int) -> None:
        """The client has played the sound of the micro-turns up to this one."""
        self._played = tick if self._played is None else max(self._played, tick)

    def unhear(self, tick: int) -> None:
        """The user heard nothing of what was said from this micro-turn on: those words go."""
        for entry in self.entries:
            if entry.speaker is Speaker.SAID:
                entry.fragments = [fragment for fragment in entry.fragments if fragment.tick < tick]
        self.entries = deque((entry for entry in self.entries if entry.fragments), maxlen=MAX_ENTRIES)

    def lines(self, since_s: float = 0.0) -> list[str]:
        """What ended after `since_s`, a line an entry, in order of its start."""
        return [self._line(entry) for entry in self._ordered() if entry.end_s > since_s]

    def messages(self, max_chars: int = 12_000, with_images: bool = False) -> list[Message]:
        """One system message, then user and assistant in turn, the user last.

        `max_chars` bounds what was said and typed: the oldest goes. `with_images`: the frames as image parts.
        """
        messages = [Message(role="system", content=self._system())]
        for role, line in (*self._newest(max_chars), ("user", f"[{self.now_s:.1f} s] {HANDED_ON}")):
            if messages[-1]["role"] == role:
                messages[-1]["content"] += f"\n{line}"
            elif role == "assistant" and len(messages) == 1:
                messages += [Message(role="user", content="(silence)"), Message(role=role, content=line)]
            else:
                messages.append(Message(role=role, content=line))
        if with_images and self.frames:
            messages[-1]["content"] = self._with_frames(messages[-1]["content"])
        return messages

    def request(self) -> list[Message]:
        """What the user said or typed last, alone: all that a very small model can make use of."""
        last = next((entry.text for entry in reversed(self._ordered()) if entry.is_user), "Hello.")
        return [Message(role="system", content=BRIEFLY), Message(role="user", content=last)]

    def _system(self) -> str:
        parts = [ABOUT]
        if self._instructions:
            parts.append(f"Instructions of this session:\n{self._instructions}")
        if self.notes:
            parts.append(f"Notes on the conversation so far:\n{self.notes}")
        return "\n\n".join(parts)

    def _newest(self, max_chars: int) -> list[tuple[str, str]]:
        """Roles and lines, in order; the oldest one loses its beginning where it does not fit."""
        newest: list[tuple[str, str]] = []
        left = max_chars
        for entry in reversed(self._ordered()):
            line = entry.render(self._played)
            if len(line) > left:
                line = f"…{line[len(line) - left + 1 :]}" if left > 1 else ""
            if line:
                newest.append(("user" if entry.is_user else "assistant", line))
            left -= len(line)
            if left <= 1:
                break
        return newest[::-1]

    def _with_frames(self, text: str) -> list[dict[str, object]]:
        parts: list[dict[str, object]] = []
        for frame in self.frames:
            parts.append({"type": "text", "text": f"Camera at {frame.time_s:.1f} s:"})
            parts.append({"type": "image_url", "image_url": {"url": frame.url}})
        return [*parts, {"type": "text", "text": text}]

    def _line(self, entry: Entry) -> str:
        return f"{'User' if entry.is_user else 'Assistant'} {entry.render(self._played)}"

    def _ordered(self) -> list[Entry]:
        return sorted(self.entries, key=lambda entry: entry.start_s)

    def _put(self, speaker: Speaker, text: str, tick: int) -> None:
        """An entry of its own, whole."""
        if text.strip():
            self.entries.append(Entry(speaker, [Fragment(tick, text)]))

    def _add(self, speaker: Speaker, text: str, tick: int) -> None:
        """Words that may go on with the speaker's last entry."""
        if not text:
            return
        last = next((entry for entry in self._since(tick) if entry.speaker is speaker), None)
        if last is None or len(last.text) > MAX_ENTRY_CHARS or self._has_cut_in(last, tick):
            self.entries.append(Entry(speaker, [Fragment(tick, text)]))
        else:
            last.fragments.append(Fragment(tick, text))

    def _since(self, tick: int) -> Iterator[Entry]:
        """Entries that end close enough before a micro-turn, the newest first."""
        newest = islice(reversed(self.entries), MAX_OPEN)
        return (entry for entry in newest if (tick - entry.fragments[-1].tick - 1) * TICK_S <= JOIN_S)

    def _has_cut_in(self, last: Entry, tick: int) -> bool:
        """Whether somebody else began in the pause after the speaker's last words: theirs come before the next."""
        newest = islice(reversed(self.entries), MAX_OPEN)
        others = (entry for entry in newest if entry.speaker not in (last.speaker, Speaker.SEEN, Speaker.FOUND))
        return any(last.end_s <= entry.start_s < (tick + last.lag) * TICK_S for entry in others)
