"""Scenes -> `Ticks`: mixes the user side and writes down, tick by tick, what the oracle hears, says and decides.

Knows nothing of how scenes are invented.
"""

from collections import deque
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from microturn.audio import dmel
from microturn.audio.mel import MEL_FLOOR, mouth_mel
from microturn.core.messages import Source
from microturn.core.units import (
    MAX_TEXT_IN,
    MAX_TEXT_OUT,
    MOUTH_BINS,
    PATCH_FRAMES,
    SLOT_S,
    SLOTS,
    SOUND_LAG_SLOTS,
    TICK_S,
)
from microturn.core.vocab import PHONES, SILENCE, Control, phone_id
from microturn.data.augment import Acoustics, draw
from microturn.data.bank import Bank, Span, Utterance
from microturn.data.mix import mix, own_sound
from microturn.data.scene import (
    HEARD_AFTER_S,
    Film,
    Note,
    Own,
    Place,
    Scene,
    Speech,
    TextIn,
    own_origin_s,
    own_ticks,
    tick_at,
)
from microturn.data.ticks import SLIP, UNKNOWN, Ticks
from microturn.text.normal import spoken, words
from microturn.text.tokenizer import Tokenizer

LAG_FRAMES = SOUND_LAG_SLOTS * PATCH_FRAMES // SLOTS
MIN_PAUSE_S = 0.075  # shorter gaps between phones belong to the phone before
_STRESS, _LENGTH = "ˈˌ", "ː"
_MARKS = frozenset(PHONES[: PHONES.index("a")])  # silence, space, stress, length, punctuation
_SOURCES = {
    Source.INSTRUCTIONS: Control.INSTRUCTIONS,
    Source.TYPED: Control.TYPED,
    Source.BACKGROUND: Control.BACKGROUND,
    Source.TOOL: Control.TOOL,
}
Tokens = NDArray[np.int16]


def render(
    scene: Scene, bank: Bank, rng: np.random.Generator, acoustics: Acoustics | None = None, is_blind: bool = False
) -> Ticks:
    """`acoustics`: drawn from `rng` unless given. `is_blind`: without pictures, only with what they hold."""
    sound = mix(scene, bank, acoustics or draw(rng), rng)
    voice = np.zeros(scene.num_ticks, np.bool_)
    plan = np.full((scene.num_ticks, SLOTS), SILENCE, np.int8)
    patch = np.full((scene.num_ticks, PATCH_FRAMES, MOUTH_BINS), np.nan, np.float16)
    for own in scene.own:
        num = min(own.end_tick, scene.num_ticks) - own.start_tick
        spot = slice(own.start_tick, own.start_tick + max(0, num))
        voice[spot] = True
        plan[spot] = plan_of(own.utterance)[: max(0, num)]
        if own.utterance.file is not None and num > 0:
            patch[spot] = patch_of(own.utterance, bank, num)
    weight = np.ones(scene.num_ticks, np.float32)
    for first, stop in scene.unjudged:
        weight[max(0, first) : max(0, stop)] = 0
    for first, stop in scene.slips:
        weight[first:stop] = SLIP
    return Ticks(
        levels=dmel.encode(sound),
        ear=ear_of(scene.speech, scene.num_ticks),
        text_in=text_in_of(scene.text_in, scene.num_ticks),
        text_out=text_out_of(scene),
        voice=voice,
        plan=plan,
        patch=patch,
        weight=weight,
        is_told=any(item.utterance.file is None for item in scene.speech),
        is_read=scene.is_read,
        **film_of(scene, is_blind),
    )


def film_of(scene: Scene, is_blind: bool = False) -> dict[str, Any]:
    """The pictures of a scene, as `Ticks` has them."""
    if scene.shown is None:
        return {}
    film, num = scene.shown.film, min(scene.shown.film.num_pictures, scene.num_ticks - scene.shown.tick)
    held = {"marks": np.stack([film.marks(k) for k in range(num)]), "film_tick": scene.shown.tick}
    if is_blind or not isinstance(film, Film):
        return held
    return held | {"film": np.stack([film.picture(k) for k in range(num)])}


def plan_of(utterance: Utterance) -> NDArray[np.int8]:
    """Phone plan of own speech: int8 [ticks, 8]; silence before, after and where nothing is known."""
    slots = np.full(own_ticks(utterance) * SLOTS, SILENCE, np.int8)
    origin = own_origin_s(utterance)
    for symbol, start_s, end_s in utterance.phones:
        first, stop = round((start_s - origin) / SLOT_S), round((end_s - origin) / SLOT_S)
        slots[max(0, first) : max(0, stop)] = phone_id(symbol)
    return slots.reshape(-1, SLOTS)


def patch_of(utterance: Utterance, bank: Bank, num_ticks: int) -> NDArray[np.float16]:
    """Log-mel of the first `num_ticks` micro-turns of own speech, behind its plan: float16 [num_ticks, 16, 100]."""
    mel = mouth_mel(own_sound(utterance, bank))
    lag = np.full((LAG_FRAMES, MOUTH_BINS), np.log(MEL_FLOOR), np.float32)
    mel = np.concatenate([lag, mel[: len(mel) - LAG_FRAMES]])
    return mel.reshape(-1, PATCH_FRAMES, MOUTH_BINS)[:num_ticks].astype(np.float16)


def ear_of(speech: tuple[Speech, ...], num_ticks: int) -> NDArray[np.int8]:
    """The phone the user speaks in each 25 ms slot: int8 [ticks, 8]; -1 where unknown, SILENCE where nobody speaks."""
    slots = np.full(num_ticks * SLOTS, SILENCE, np.int8)
    taken = np.zeros(num_ticks * SLOTS, np.int8)
    for item in sorted(speech, key=lambda s: s.place is not Place.MEDIA):  # media first: the user covers them
        is_known = item.place is Place.NEAR and bool(item.utterance.phones)
        whole = _slots(item.onset_s, item.end_s)
        if is_known:
            slots[whole] = SILENCE
            for symbol, start_s, end_s in merged(item.utterance.phones):
                slots[_slots(item.when(start_s), item.when(end_s))] = symbol
        else:
            slots[whole] = UNKNOWN
        if item.place is not Place.MEDIA:
            taken[whole] += 1
    slots[taken > 1] = UNKNOWN
    return slots.reshape(num_ticks, SLOTS)


def merged(phones: tuple[Span, ...]) -> list[tuple[int, float, float]]:
    """(phone id, start, end) without marks: stress goes to the next phone, length and short gaps to the one before."""
    out: list[tuple[int, float, float]] = []
    stress_s: float | None = None
    for symbol, start_s, end_s in phones:
        if symbol in _STRESS:
            stress_s = start_s if stress_s is None else stress_s
        elif symbol not in _MARKS:
            out.append((phone_id(symbol), start_s if stress_s is None else stress_s, end_s))
            stress_s = None
        elif out and (symbol == _LENGTH or end_s - start_s <= MIN_PAUSE_S + 1e-6):
            out[-1] = (out[-1][0], out[-1][1], end_s)
        else:
            out.append((SILENCE, start_s, end_s))
    return out


def _slots(start_s: float, end_s: float) -> slice:
    """Slots whose centre lies in [start, end)."""
    return slice(max(0, int(np.ceil(start_s / SLOT_S - 0.5))), max(0, int(np.ceil(end_s / SLOT_S - 0.5))))


def text_in_of(texts: tuple[TextIn, ...], num_ticks: int) -> Tokens:
    """Runs of [source, pieces..., END], at most 16 tokens a tick; what is left over queues."""
    out = np.full((num_ticks, MAX_TEXT_IN), -1, np.int16)
    queue: deque[int] = deque()
    waiting = deque(sorted(texts, key=lambda text: text.tick))
    for tick in range(num_ticks):
        while waiting and waiting[0].tick <= tick:
            queue.extend(run_of(waiting.popleft()))
        for i in range(min(MAX_TEXT_IN, len(queue))):
            out[tick, i] = queue.popleft()
    return out


def run_of(text: TextIn) -> list[int]:
    """Tokens of a text that comes in."""
    return [_SOURCES[text.source], *Tokenizer.load().encode(spoken(text.text)), Control.END]


def arrival_tick(text: TextIn, others: Sequence[TextIn] = ()) -> int:
    """The tick in which a text is complete that shares the queue with `others`."""
    end = 0  # tokens since tick 0 up to which the queue is busy
    for item in sorted([*(t for t in others if t is not text), text], key=lambda t: t.tick):
        end = max(end, item.tick * MAX_TEXT_IN) + len(run_of(item))
        if item is text:
            break
    return (end - 1) // MAX_TEXT_IN


def text_out_of(scene: Scene) -> Tokens:
    """What is signalled, heard, noted and said, tick by tick: [DELEGATE, HEARD, pieces..., LEFT, pieces..., SAY,
    pieces...], at most 6 tokens; the rest spills over.

    Words without a mark are said: SAY stands only behind words heard, which saves a pass of the network in
    most micro-turns that speak. A run that spills over is marked again, so every tick can be read alone.
    """
    out = np.full((scene.num_ticks, MAX_TEXT_OUT), -1, np.int16)
    due = {Control.HEARD: deque(_heard(scene.speech))}
    due |= {mark: deque(_noted(scene.notes, mark)) for mark in (Control.SEE, Control.LEFT, Control.GONE)}
    due |= {Control.SAY: deque(_said(scene.own))}
    queues: dict[Control, deque[int]] = {mark: deque() for mark in due}
    signals = {signal.tick: signal.control for signal in scene.signals}
    for tick in range(scene.num_ticks):
        used = int(tick in signals)
        if used:
            out[tick, 0] = signals[tick]
        is_first = True
        for mark, queue in queues.items():
            while due[mark] and due[mark][0][0] <= tick:
                queue.extend(due[mark].popleft()[1])
            if queue and used + 2 <= MAX_TEXT_OUT:
                lead = [] if mark == Control.SAY and is_first else [mark]
                run = lead + [queue.popleft() for _ in range(min(len(queue), MAX_TEXT_OUT - used - len(lead)))]
                out[tick, used : used + len(run)] = run
                used, is_first = used + len(run), False
    return out


def _heard(speech: tuple[Speech, ...]) -> list[tuple[int, tuple[int, ...]]]:
    """(tick, pieces) of every word that the user says to us."""
    near = (item for item in speech if item.place is Place.NEAR)
    rows = [(tick_at(i.when(w.end_s) + HEARD_AFTER_S), heard_ids(w.label)) for i in near for w in i.utterance.words]
    return sorted(rows, key=lambda row: row[0])


def _noted(notes: tuple[Note, ...], mark: Control) -> list[tuple[int, tuple[int, ...]]]:
    rows = [(note.tick, said_ids(note.text)) for note in notes if note.control is mark]
    return sorted(rows, key=lambda row: row[0])


def _said(own: tuple[Own, ...]) -> list[tuple[int, tuple[int, ...]]]:
    """(tick, pieces) of every word whose sound begins before its speech is broken off."""
    rows: list[tuple[int, tuple[int, ...]]] = []
    for item in own:
        origin = own_origin_s(item.utterance)
        for word in item.utterance.words:
            tick = item.start_tick + max(0, int((word.start_s - origin) / TICK_S + 1e-6))
            if tick < item.end_tick:
                rows.append((tick, said_ids(word.label)))
    return sorted(rows, key=lambda row: row[0])


@lru_cache(100_000)
def heard_ids(word: str) -> tuple[int, ...]:
    return tuple(Tokenizer.load().encode(" ".join(words(word))))


@lru_cache(100_000)
def said_ids(word: str) -> tuple[int, ...]:
    return tuple(Tokenizer.load().encode(spoken(word)))
