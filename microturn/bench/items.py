"""Items of the core benchmark: small programs for a user, made from a seed. An item with an overlap is played live.

Knows nothing of models or scores.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from microturn.bench.events import event
from microturn.bench.sentences import SENTENCES
from microturn.bench.sources import Clip, Sources
from microturn.bench.voice import Stretch
from microturn.core.messages import Audio
from microturn.core.units import EAR_HZ
from microturn.data import augment
from microturn.data.bank import Utterance

SETS = ("answer", "pause", "interrupt", "backchannel", "aside", "background", "noise", "heard", "said")
OVERLAPS = ("interrupt", "backchannel", "aside", "background")
EMPTY, OTHERS = ("silence", "coloured", "sounds"), ("side", "media")  # minutes without and with people's talk
NOISES = EMPTY + OTHERS
LONG_WORDS = 25  # a told text that makes the model speak for about 9 s
REPLY_WORDS = 6  # a reply that is long enough to be spoken into
PIECE_S = 60.0
TAIL_S = 1.6  # after an utterance, so that its last words can be written down
LEVEL_DB = -23.0
Rng = np.random.Generator


@dataclass(frozen=True, eq=False)
class Item:
    """What the user side does, float32 [n] at 16 kHz from t = 0, and the truth about it.

    `told`: text that arrives as a background result at t = 0. `end_s`: end of the user's turn (0: none). `text`: what
    the user says, or the text to say. `overlap` begins `delay_s` after the model's first sound; the reference of an
    item has the delay without the overlap.
    """

    set: str
    kind: str
    number: int
    seed: int
    user: Audio
    text: str = ""
    told: str = ""
    end_s: float = 0.0
    pause: Stretch | None = None
    overlap: Clip | None = None
    delay_s: float = 0.0

    @property
    def reference(self) -> "Item":
        """The same without the overlap."""
        return replace(self, overlap=None)


def make_items(name: str, sources: Sources, num: int, seed: int) -> list[Item]:
    """`num` items of a set (of each kind, for `heard`); noise: half as many minutes."""
    maker = _Maker(name, sources, seed)
    if name == "heard":
        return [*(maker.heard("voices", i) for i in range(num)), *maker.recorded(num)]
    if name == "noise":
        return [maker.noise(NOISES[i % len(NOISES)], i) for i in range(max(len(NOISES), num // 2))]
    if name == "said":
        return [maker.said(i) for i in range(num)]
    if name in OVERLAPS:
        return [maker.spoken_into(("told", "asked")[i % 2], i) for i in range(num)]
    return [maker.request(name == "pause", i) for i in range(num)]


class _Maker:
    """Item i of a set depends on (seed, set, i) alone."""

    def __init__(self, name: str, sources: Sources, seed: int) -> None:
        self.name, self.sources, self.seed = name, sources, seed

    def rng(self, number: int) -> Rng:
        return np.random.default_rng([self.seed, SETS.index(self.name), number])

    def take(self, rows: Sequence[Utterance], number: int) -> Utterance:
        """Each row once before any comes again."""
        order = np.random.default_rng([self.seed, 99, len(rows)]).permutation(len(rows))
        return rows[order[number % len(rows)]]

    def item(self, kind: str, number: int, user: Audio) -> Item:
        return Item(self.name, kind, number, self.seed * 1000 + number, user)

    def request(self, has_pause: bool, number: int) -> Item:
        """A request; with a pause of 0.4 to 1.2 s at a word boundary."""
        rng = self.rng(number)
        rows = self.sources.rows("request")
        rows = [row for row in rows if len(row.words) >= 4] or rows if has_pause else rows
        clip = self.sources.clip(self.take(rows, number)).at(_level(rng))
        clip, pause = _paused(clip, rng) if has_pause else (clip, None)
        lead_s = float(rng.uniform(0.6, 1.0))
        item = self.item("request", number, _after(lead_s, clip.samples))
        pause = Stretch(pause.start_s + lead_s, pause.end_s + lead_s) if pause else None
        return replace(item, text=clip.text, end_s=lead_s + clip.end_s, pause=pause)

    def spoken_into(self, kind: str, number: int) -> Item:
        """Something that makes the model speak (a text it is told, a request), and what is said into its speech."""
        rng = self.rng(number)
        level_db = _level(rng)
        if kind == "told":
            item = replace(self.item(kind, number, np.zeros(0, np.float32)), told=long_text(rng))
            speaker = ""
        else:
            rows = self.sources.rows("request")
            row = self.take([r for r in rows if len(r.reply.split()) >= REPLY_WORDS] or rows, number)
            clip, lead_s = self.sources.clip(row).at(level_db), float(rng.uniform(0.6, 1.0))
            item = self.item(kind, number, _after(lead_s, clip.samples))
            item, speaker = replace(item, text=clip.text, end_s=lead_s + clip.end_s), clip.speaker
        return replace(item, overlap=self._overlap(speaker, level_db, number), delay_s=float(rng.uniform(0.8, 1.5)))

    def _overlap(self, speaker: str, level_db: float, number: int) -> Clip | None:
        """By the same speaker where it is the user who speaks, by another one where not."""
        kind = {"interrupt": "interruption", "backchannel": "backchannel", "aside": "side"}.get(self.name, "request")
        rows = self.sources.rows(kind)
        is_user = self.name in ("interrupt", "backchannel")
        fitting = [row for row in rows if (row.speaker == speaker) == is_user] or rows
        if not fitting:
            return None
        clip = self.sources.clip(self.take(fitting, number + 7)).at(level_db)
        path = {"aside": augment.side_path, "background": augment.media_path}.get(self.name)
        return replace(clip, samples=augment.convolve(clip.samples, path())) if path else clip

    def heard(self, kind: str, number: int) -> Item:
        rng = self.rng(number)
        rows = self.sources.rows("request") if kind == "voices" else self.sources.recordings
        clip = self.sources.clip(self.take(rows, number)).at(_level(rng))
        tail = np.zeros(round(TAIL_S * EAR_HZ), np.float32)
        item = self.item(kind, number, np.concatenate([_after(float(rng.uniform(0.4, 0.8)), clip.samples), tail]))
        return replace(item, text=clip.text)

    def recorded(self, num: int) -> list[Item]:
        return [self.heard("real", i) for i in range(num if self.sources.recordings else 0)]

    def said(self, number: int) -> Item:
        order = np.random.default_rng([self.seed, 98]).permutation(len(SENTENCES))
        text = SENTENCES[order[number % len(order)]]
        return replace(self.item("told", number, np.zeros(0, np.float32)), text=text, told=text)

    def noise(self, kind: str, number: int) -> Item:
        """A minute in which nobody talks to the model."""
        rng, num = self.rng(number), round(PIECE_S * EAR_HZ)
        user = np.zeros(num, np.float32)
        if kind == "coloured":
            level = np.float32(augment.gain(float(rng.uniform(-42, -28))))
            user = augment.coloured(num, float(rng.uniform(-9, 0)), rng) * level
        elif kind == "sounds":
            _fill(user, lambda: self._sound(rng), (1.0, 4.0), rng)
        elif kind == "side":
            _fill(user, lambda: self._talk("side", rng), (0.5, 3.0), rng)
            user = augment.convolve(user, augment.side_path())
        elif kind == "media":
            _fill(user, lambda: self._talk("request", rng), (0.05, 0.5), rng)
            user = augment.convolve(user, augment.media_path())
        return self.item(kind, number, user)

    def _sound(self, rng: Rng) -> Audio:
        rows = self.sources.sounds
        sound = self.sources.clip(rows[int(rng.integers(len(rows)))]).samples if rows else event(rng)
        loud = augment.gain(LEVEL_DB + float(rng.uniform(-15, 3))) / (augment.rms(sound) or 1.0)
        return sound * np.float32(loud)

    def _talk(self, kind: str, rng: Rng) -> Audio:
        rows = self.sources.rows(kind)
        return self.sources.clip(rows[int(rng.integers(len(rows)))]).at(LEVEL_DB).samples


def long_text(rng: Rng) -> str:
    """Sentences of about 25 words in all."""
    text = ""
    for i in rng.permutation(len(SENTENCES)):
        text = f"{text} {SENTENCES[i]}".strip()
        if len(text.split()) >= LONG_WORDS - 2:
            break
    return text


def _level(rng: Rng) -> float:
    return LEVEL_DB + float(rng.uniform(-5, 5))


def _after(lead_s: float, samples: Audio) -> Audio:
    """Starts on a sample, anywhere in a micro-turn."""
    return np.concatenate([np.zeros(round(lead_s * EAR_HZ), np.float32), samples])


def _paused(clip: Clip, rng: Rng) -> tuple[Clip, Stretch]:
    """A pause in the middle of the gap before a word that is neither the first nor the last."""
    last = max(1, len(clip.words) - 1)
    before = int(rng.integers(min(2, last), last + 1)) if len(clip.words) > 1 else 0
    cut_s = (clip.words[before - 1][1] + clip.words[before][0]) / 2 if before else clip.end_s
    pause_s, cut = float(rng.uniform(0.4, 1.2)), round(cut_s * EAR_HZ)
    head, tail = clip.samples[:cut].copy(), clip.samples[cut:].copy()
    size = min(64, len(head), len(tail))
    ramp = np.linspace(0, 1, size, dtype=np.float32)
    head[len(head) - size :] *= ramp[::-1]
    tail[:size] *= ramp
    samples = np.concatenate([head, np.zeros(round(pause_s * EAR_HZ), np.float32), tail])
    words = (*clip.words[:before], *((a + pause_s, b + pause_s) for a, b in clip.words[before:]))
    start_s = clip.words[before - 1][1] if before else cut_s
    return replace(clip, samples=samples, words=words), Stretch(
        start_s, words[before][0] if before else cut_s + pause_s
    )


def _fill(out: Audio, draw: Callable[[], Audio], gap_s: tuple[float, float], rng: Rng) -> None:
    """One sound after the other with gaps between them, in place."""
    at = round(float(rng.uniform(*gap_s)) * EAR_HZ)
    while at < len(out):
        sound = draw()[: len(out) - at]
        out[at : at + len(sound)] += sound
        at += len(sound) + round(float(rng.uniform(*gap_s)) * EAR_HZ)
