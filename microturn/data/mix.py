"""The user side of a scene as sound: voices, sounds, own echo, noise, microphone. Knows nothing of tokens."""

from collections.abc import Iterable

import numpy as np
import soxr
from numpy.typing import NDArray

from microturn.core.units import EAR_HZ, EAR_TICK_SAMPLES, MOUTH_HZ, MOUTH_TICK_SAMPLES, TICK_S
from microturn.data import augment
from microturn.data.augment import Acoustics, Floats
from microturn.data.bank import Bank, Utterance
from microturn.data.scene import Own, Place, Scene, Speech, own_origin_s, own_ticks

FADE = 64  # samples at 16 kHz over which a clip begins and ends
NUM_BABBLERS = 5


def mix(scene: Scene, bank: Bank, acoustics: Acoustics, rng: np.random.Generator) -> Floats:
    """Everything the microphone hears: float32 [num_ticks * 3200] at 16 kHz."""
    num = scene.num_ticks * EAR_TICK_SAMPLES
    near, side, media = (_voices(scene.speech, place, bank, num) for place in Place)
    level = augment.gain(acoustics.level_db)
    scale = level / (augment.rms(near) or augment.rms(side) or augment.rms(media) or 1.0)
    total = near + augment.convolve(side, augment.side_path()) if side.any() else near
    if media.any():
        total = total + augment.convolve(media, augment.media_path())
    total = (total + _sounds(scene, bank, num)) * np.float32(scale)
    if acoustics.echo_db is not None and scene.own:
        total += _echo(scene.own, bank, num, acoustics, level)
    if acoustics.room_s:
        total = augment.convolve(total, augment.room(acoustics.room_s, acoustics.direct_db, rng))
    if acoustics.noise:
        total += _noise(acoustics.noise, bank, num, acoustics, rng) * np.float32(
            level * augment.gain(acoustics.noise_db)
        )
    total = augment.code(np.clip(total, -1, 1), acoustics.codec)
    return augment.lose(total, acoustics.loss, rng)


def own_sound(utterance: Utterance, bank: Bank) -> Floats:
    """Own speech on its own clock: float32 [own_ticks * 4800] at 24 kHz."""
    sound, rate_hz = bank.audio(utterance)
    if rate_hz != MOUTH_HZ:
        sound = soxr.resample(sound, rate_hz, MOUTH_HZ)
    out = np.zeros(own_ticks(utterance) * MOUTH_TICK_SAMPLES, np.float32)
    _add(out, sound, -round(own_origin_s(utterance) * MOUTH_HZ))
    return out


def _voices(speech: Iterable[Speech], place: Place, bank: Bank, num: int) -> Floats:
    out = np.zeros(num, np.float32)
    for item in speech:
        if item.place is place and item.utterance.file is not None:
            clip = _clip(item.utterance, bank, item.speed)
            _add(out, clip * augment.gain(item.gain_db), round(item.start_s * EAR_HZ))
    return out


def _sounds(scene: Scene, bank: Bank, num: int) -> Floats:
    out = np.zeros(num, np.float32)
    for item in scene.sounds:
        clip = _clip(item.utterance, bank)
        clip = clip * augment.gain(item.gain_db - 23) / (augment.rms(clip) or 1.0)
        _add(out, clip, round(item.start_s * EAR_HZ))
    return out


def _clip(utterance: Utterance, bank: Bank, speed: float = 1.0) -> Floats:
    """At 16 kHz, played `speed` times as fast, faded at both ends."""
    sound, rate_hz = bank.audio(utterance)
    if abs(rate_hz * speed - EAR_HZ) > 1:
        sound = soxr.resample(sound, rate_hz * speed, EAR_HZ, "MQ")
    size = min(FADE, len(sound) // 2)
    if size:
        ramp = np.linspace(0, 1, size, dtype=np.float32)
        sound[:size] *= ramp
        sound[-size:] *= ramp[::-1]
    return sound


def _add(out: Floats, clip: Floats, start: int) -> None:
    """Adds a clip in place; what lies outside is left out."""
    first, stop = max(0, start), min(len(out), start + len(clip))
    if first < stop:
        out[first:stop] += clip[first - start : stop - start]


def _echo(own: Iterable[Own], bank: Bank, num: int, acoustics: Acoustics, level: float) -> Floats:
    """Own voice as the microphone gets it back: a micro-turn after its decision, and the way through the room."""
    assert acoustics.echo_db is not None
    out = np.zeros(num, np.float32)
    for item in own:
        if item.utterance.file is not None and item.end_tick > item.start_tick:
            sound = own_sound(item.utterance, bank)[: (item.end_tick - item.start_tick) * MOUTH_TICK_SAMPLES]
            start_s = (item.start_tick + 1) * TICK_S + acoustics.echo_delay_s
            _add(out, soxr.resample(sound, MOUTH_HZ, EAR_HZ, "MQ"), round(start_s * EAR_HZ))
    return out * np.float32(level * augment.gain(acoustics.echo_db) / (augment.rms(out) or 1.0))


def _noise(kind: str, bank: Bank, num: int, acoustics: Acoustics, rng: np.random.Generator) -> NDArray[np.float32]:
    """Root mean square 1; coloured noise where the bank has nothing for `kind`."""
    if kind == "coloured":
        return augment.coloured(num, acoustics.tilt_db, rng)
    out = np.zeros(num, np.float32)
    if kind == "babble":
        for row in _pick(bank, "user", NUM_BABBLERS, rng):
            clip = _clip(row, bank)
            out += np.resize(np.roll(clip, int(rng.integers(max(1, len(clip))))), num) / (augment.rms(clip) or 1.0)
    else:
        for row in _pick(bank, "sound", 1, rng):
            out = np.resize(_clip(row, bank), num).copy()
    size = augment.rms(out)
    return out / np.float32(size) if size > 0 else augment.coloured(num, acoustics.tilt_db, rng)


def _pick(bank: Bank, role: str, num: int, rng: np.random.Generator) -> list[Utterance]:
    """Rows of a role with sound that may be trained on, drawn without reading the whole bank."""
    rows: list[Utterance] = []
    for index in rng.integers(max(1, len(bank.utterances)), size=200):
        row = bank.utterances[index] if bank.utterances else None
        if row and row.role == role and row.file and row.seconds > 0.3 and not row.is_held_out:
            rows.append(row)
        if len(rows) == num:
            break
    return rows
