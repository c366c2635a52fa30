"""Rows: micro-turn by micro-turn, which positions a scene becomes and what each of them has to predict."""

from collections.abc import Iterator
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from microturn.core.units import AUDIO_TOKENS, VIEW_TOKENS
from microturn.core.vocab import NUM_SPECIALS, SILENCE, Control
from microturn.data.sight.marks import EVENT, PLACES
from microturn.data.ticks import SLIP, Ticks
from microturn.model.ear import UNTOLD
from microturn.model.positions import Kind

NO_TARGET = -100
DRY_SHARE, READ_SHARE, TOLD_FILM_SHARE = 0.9, 0.3, 0.75
SKIP_SHARE = 0.85  # of told pictures of things to which nothing happens, while nobody says a word
SEE_WEIGHT = 1.5  # when something has been seen is not sure to a micro-turn: to note it late is better than never
CHANGE_WEIGHT, STAY_WEIGHT = 1.5, 0.5  # decisions that start or stop speech count more: they are one in thirty


class Way(Enum):
    """How a micro-turn is read. WHOLE: with its four audio positions. DRY: without them and without a decision, where
    the model alone speaks: a step sees three times as many words pronounced. READ: without them, too; the words of a
    user who has no voice are written there and need not be foreseen, films are told, and a micro-turn is learned as
    far as it has a position: what words and pictures mean, five times as often. Some scenes are made for it."""

    WHOLE, DRY, READ = range(3)


class Row:
    """Fills one row of N positions micro-turn by micro-turn."""

    def __init__(self, length: int) -> None:
        self.length, self.used, self.tick = length, 0, 0
        self.kind, self.token = np.zeros(length, np.int64), np.zeros(length, np.int64)
        self.time = np.zeros(length)
        self.target, self.weight = np.full(length, NO_TARGET), np.zeros(length, np.float32)
        self.levels: list[NDArray[np.uint8]] = []
        self.ear: list[NDArray[np.int64]] = []
        self.told: list[NDArray[np.int64]] = []  # phones that are not to be heard but known; -1 where it listens
        self.own: list[NDArray[np.int8]] = []  # plans that re-enter
        self.views: list[NDArray[np.uint8]] = []
        self.marks: list[NDArray[np.int64]] = []
        self.told_marks: list[NDArray[np.int64]] = []  # what pictures hold that are not to be seen; -1 where it looks
        self.is_sure = np.zeros(length, np.bool_)  # words that are written without being heard
        self.spoken: list[tuple[int, Ticks, int]] = []  # (position of <voice>, scene, tick in it)
        self._way, self._first = Way.WHOLE, 0  # of the micro-turn, and its first position
        self._spoke: NDArray[np.int8] | None = None  # plan of the micro-turn before
        self._last_ear, self._last_told = np.full(2, NO_TARGET), np.full(2, UNTOLD)

    def add(self, scene: Ticks, t: int, way: Way = Way.WHOLE) -> bool:
        """One micro-turn; False when it does not fit any more."""
        text_in, text_out = (row[t][row[t] >= 0] for row in (scene.text_in, scene.text_out))
        held = scene.held(t)
        num_seen = VIEW_TOKENS if held is not None else 0
        if self.used + AUDIO_TOKENS + num_seen + len(text_in) + len(text_out) + 2 > self.length:
            return False
        self._way, self._first = way, self.used
        if self._spoke is not None:
            self.own.append(self._spoke)
            self._put(Kind.PATCH, 0, self.tick)
        if way is Way.WHOLE:
            self._listen(scene, t)
        if held is not None:
            self._look(held.astype(np.int64), scene.view(t))
        for token in text_in:
            self._put(Kind.TEXT, token, self.tick + 1)
        self._write(text_out, is_slip=bool(scene.weight[t] == SLIP))
        self._decide(scene, t, 0.0 if way is Way.DRY else max(0.0, float(scene.weight[t])))
        self.tick += 1
        return True

    def _listen(self, scene: Ticks, t: int) -> None:
        for i in range(AUDIO_TOKENS):
            self._put(Kind.AUDIO, 0, self.tick + (i + 1) / AUDIO_TOKENS)
        self.levels.append(scene.levels[t])
        self._hear(scene.ear[t].astype(np.int64), scene.is_told)

    def _look(self, held: NDArray[np.int64], view: NDArray[np.uint8] | None) -> None:
        if view is not None:
            self.views.append(view)
        self.marks.append(np.where((held < 0) | (view is None), NO_TARGET, held))
        self.told_marks.append(held if view is None else np.full_like(held, UNTOLD))
        for _ in range(VIEW_TOKENS):
            self._put(Kind.TOLD_VIEW if view is None else Kind.VIEW, 0, self.tick + 1)

    def _write(self, text_out: NDArray[np.int16], is_slip: bool) -> None:
        is_heard = False
        for token in text_out:
            is_heard = token == Control.HEARD if token < NUM_SPECIALS else is_heard
            weight = SEE_WEIGHT if token == Control.SEE else 1.0
            is_judged = not is_slip if not is_heard else self._way is not Way.READ
            self._expect(token, weight * is_judged)
            self.is_sure[self.used] = self._way is Way.READ
            self._put(Kind.TEXT, token, self.tick + 1)

    def _decide(self, scene: Ticks, t: int, weight: float) -> None:
        is_voice = bool(scene.voice[t])
        if weight:
            is_change = is_voice != (self._spoke is not None)
            target = Control.VOICE if is_voice else Control.QUIET
            self._expect(target, weight * (CHANGE_WEIGHT if is_change else STAY_WEIGHT))
        self._spoke = scene.plan[t] if is_voice else None
        if is_voice:
            self.spoken.append((self.used, scene, t))
            self._put(Kind.TEXT, Control.VOICE, self.tick + 1)

    def _hear(self, ear: NDArray[np.int64], is_told: bool) -> None:
        heard = np.where((ear < 0) | is_told, NO_TARGET, ear).reshape(AUDIO_TOKENS, 2)
        told = np.where(is_told, np.maximum(ear, SILENCE), UNTOLD).reshape(AUDIO_TOKENS, 2)
        for heard_pair, told_pair in zip(heard, told):
            before = np.where(is_told, np.maximum(self._last_told, SILENCE), UNTOLD)
            self.ear.append(np.concatenate([self._last_ear, heard_pair]))
            self.told.append(np.concatenate([before, told_pair]))
            self._last_ear, self._last_told = heard_pair, told_pair

    def _expect(self, token: int, weight: float) -> None:
        """What the position put last has to predict."""
        if self.used > (self._first if self._way is Way.READ else 0):
            self.target[self.used - 1], self.weight[self.used - 1] = token, weight

    def _put(self, kind: Kind, token: int, time: float) -> None:
        self.kind[self.used], self.token[self.used], self.time[self.used] = kind, token, time
        self.used += 1

    def skip(self) -> None:
        """One micro-turn passes of which nothing is read."""
        self._spoke = None
        self.tick += 1

    def rest(self) -> None:
        """A new scene begins in silence."""
        self._spoke = None


def fill(scenes: Iterator[Ticks], length: int, rng: np.random.Generator) -> Row:
    """A row of consecutive scenes; a scene longer than the row is entered at a random place."""
    row = Row(length)
    while True:
        scene = next(scenes)
        is_silent = bool((scene.ear == SILENCE).all())
        way, is_told = _way_of(scene, is_silent, rng), scene.is_blind and (scene.is_told or is_silent)
        most = length // 6  # micro-turns that surely overflow a row are cut before
        is_cut = len(scene) > 2 * most and row.used == 0 and not scene.is_read
        start = int(rng.integers(0, len(scene) - most)) if is_cut else 0
        for t in range(start, len(scene)):
            held = scene.held(t) if is_told else None
            if held is not None and _is_idle(scene, t, held) and rng.random() < SKIP_SHARE:
                row.skip()
            elif not row.add(scene, t, _way_at(scene, t, way) if held is None else Way.READ):
                return row
        row.rest()


def _way_at(scene: Ticks, t: int, way: Way) -> Way:
    """In a scene that is read, what begins at a time and not at a word is foreseen from the sound of that time."""
    if not scene.is_read or (t > 0 and scene.voice[t - 1]) or Control.HEARD in scene.text_out[t]:
        return way
    return Way.WHOLE if (scene.text_out[t] >= 0).any() else way


def _is_idle(scene: Ticks, t: int, held: NDArray[np.int8]) -> bool:
    """Whether things stand there as before, and nobody speaks or writes."""
    has_text = bool((scene.text_in[t] >= 0).any() or (scene.text_out[t] >= 0).any())
    is_spoken = bool(scene.voice[max(0, t - 1) : t + 1].any())
    return not (has_text or is_spoken or held[PLACES].any() or held[EVENT])


def _way_of(scene: Ticks, is_silent: bool, rng: np.random.Generator) -> Way:
    """How most of its micro-turns are read. What waits for a time needs the time to pass."""
    if is_silent and scene.voice.mean() > 0.5 and rng.random() < DRY_SHARE:
        return Way.DRY
    if scene.is_read:
        return Way.READ
    if not scene.is_told or bool(np.isin(scene.text_out, (Control.LEFT, Control.GONE)).any()):
        return Way.WHOLE
    has_film = len(scene.marks) > 0
    share = TOLD_FILM_SHARE * scene.is_blind if has_film else READ_SHARE
    return Way.READ if rng.random() < share else Way.WHOLE
