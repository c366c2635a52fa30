"""Scenes for work that is handed on: a scripted user and a scripted background, played live to a session.

Time is that of the stream: the background answers so many seconds after the micro-turn that handed the work on. Judges
nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from microturn.bench.drive import FIRST_VOICE_S, FLOOR_DB, Player
from microturn.bench.results import RESULTS
from microturn.bench.sources import Clip, Sources
from microturn.bench.voice import Stretch, is_voiced, stretches
from microturn.core.clock import Clock
from microturn.core.messages import Audio, MicroTurn, Source
from microturn.core.units import EAR_HZ, EAR_TICK_SAMPLES, MOUTH_HZ, MOUTH_TICK_SAMPLES, TICK_S
from microturn.data import augment
from microturn.data.bank import Utterance
from microturn.data.replies import is_handed_on

KINDS = ("plain", "busy", "forgotten", "own")
SHARES = {"plain": 0.35, "busy": 0.25, "forgotten": 0.1, "own": 0.3}  # of the scenes
LEVEL_DB = -23.0
DELAY_S, LATE_DELAY_S = (0.3, 8.0), (2.5, 8.0)  # of the background; where the user says something else meanwhile
INTO_S = (0.3, 1.0)  # how far into what the user says the result comes
FORGET_S = (0.4, 1.2)  # after the bridge
ROOM_S = 8.0  # for the result to be said
FORGET_REPLY = "Alright, never mind."


@dataclass(frozen=True, eq=False)
class Scene:
    """`kind`: "plain" (a result into silence), "busy" (into something else that the user says), "forgotten" (the user
    does not want it any more), "own" (nothing to hand on). `after`: what the user says after the bridge."""

    kind: str
    number: int
    seed: int
    request: Clip
    lead_s: float
    delay_s: float = 0.0
    result: str = ""
    after: Clip | None = None
    into_s: float = 0.0

    @property
    def end_s(self) -> float:
        """End of the request."""
        return self.lead_s + self.request.end_s


@dataclass(frozen=True, eq=False)
class Played:
    """What came of a scene. `arrived_s`: when the result was complete at the model; `after`: when the user said the
    other thing. None: that did not come about."""

    scene: Scene
    turns: tuple[MicroTurn, ...]
    total_ms: tuple[float, ...]
    handed_s: float | None
    arrived_s: float | None
    after: Stretch | None

    @property
    def output(self) -> Audio:
        """float32 [(ticks + 1) * 4800] at 24 kHz, on the clock of the user."""
        return np.concatenate([np.zeros(MOUTH_TICK_SAMPLES, np.float32), *(turn.audio for turn in self.turns)])


def make_scenes(sources: Sources, num: int, seed: int) -> list[Scene]:
    """`num` scenes, every kind at its share; scene i depends on (seed, i) alone."""
    kinds = [kind for kind in KINDS for _ in range(round(SHARES[kind] * num))]
    order = np.random.default_rng([seed, 97]).permutation(len(kinds))
    return [_scene(kinds[k], sources, int(k), seed) for k in order]


def _scene(kind: str, sources: Sources, number: int, seed: int) -> Scene:
    rng = np.random.default_rng([seed, 31, number])
    rows = sources.rows("request")
    handed, own = ([row for row in rows if is_handed_on(row.reply) == wanted] for wanted in (True, False))
    request = _clip(sources, own if kind == "own" else handed, number, rng)
    delay_s = float(rng.uniform(*(LATE_DELAY_S if kind in ("busy", "forgotten") else DELAY_S)))
    result = "" if kind == "own" else RESULTS[int(rng.integers(len(RESULTS)))]
    after = None
    if kind == "busy":
        after = _clip(sources, [row for row in own if row.speaker == request.speaker] or own, number + 5, rng)
    if kind == "forgotten":
        forgets = [row for row in sources.rows("interruption") if row.reply == FORGET_REPLY]
        after = _clip(sources, forgets or sources.rows("interruption"), number, rng)
    into = FORGET_S if kind == "forgotten" else INTO_S
    return Scene(
        kind, number, seed * 1000 + number, request, float(rng.uniform(0.6, 1.0)), delay_s, result, after,
        float(rng.uniform(*into)),
    )  # fmt: skip


def _clip(sources: Sources, rows: Sequence[Utterance], number: int, rng: np.random.Generator) -> Clip:
    row = rows[number % len(rows)]
    return sources.clip(row).at(LEVEL_DB + float(rng.uniform(-5, 5)))


def play(scene: Scene, player: Player, clock: Clock) -> Played:
    """Steps until the result has been said, or will not be."""
    stage = _Stage(scene)
    while not stage.is_done:
        if stage.is_due():
            player.tell(scene.result, Source.BACKGROUND)
        audio, start_s = stage.speak(), clock.now_s()
        turn = player.step(audio)
        stage.listen(turn, (clock.now_s() - start_s) * 1000)
    return Played(scene, tuple(stage.turns), tuple(stage.total_ms), stage.handed_s, stage.arrived_s, stage.after)


class _Stage:
    """The user and the background of one scene."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.turns: list[MicroTurn] = []
        self.total_ms: list[float] = []
        self.handed_s: float | None = None
        self.arrived_s: float | None = None
        self.after: Stretch | None = None
        self._is_dropped = False
        self._clips: list[tuple[int, Audio]] = [(round(scene.lead_s * EAR_HZ), scene.request.samples)]
        self._frames = [is_voiced(np.zeros(MOUTH_TICK_SAMPLES, np.float32), MOUTH_HZ)]
        self._floor = augment.coloured(1 << 16, -3.0, np.random.default_rng(scene.seed))
        self._floor *= np.float32(augment.gain(FLOOR_DB))

    @property
    def now_s(self) -> float:
        return len(self.turns) * TICK_S

    def is_due(self) -> bool:
        """Whether the background answers in this micro-turn."""
        if self.handed_s is None or self.arrived_s is not None or self._is_dropped:
            return False
        if self.now_s < self.handed_s + self.scene.delay_s:
            return False
        self.arrived_s = self.now_s + TICK_S
        return True

    def speak(self) -> Audio:
        """The user's next 200 ms: float32 [3200]."""
        self._plan()
        start = len(self.turns) * EAR_TICK_SAMPLES
        sound = self._floor[(start + np.arange(EAR_TICK_SAMPLES)) % len(self._floor)]
        for at, samples in self._clips:
            first, stop = max(start, at), min(start + EAR_TICK_SAMPLES, at + len(samples))
            if first < stop:
                sound[first - start : stop - start] += samples[first - at : stop - at]
        return np.clip(sound, -1, 1)

    def listen(self, turn: MicroTurn, total_ms: float) -> None:
        self.turns.append(turn)
        self.total_ms.append(total_ms)
        self._frames.append(is_voiced(turn.audio, MOUTH_HZ))
        if turn.is_delegate and self.handed_s is None:
            self.handed_s = self.now_s
        if turn.is_drop and self.after is not None:
            self._is_dropped = True

    def _plan(self) -> None:
        """The user begins to say the other thing."""
        clip = self.scene.after
        if clip is None or self.after is not None or self.handed_s is None:
            return
        if self.scene.kind == "forgotten":
            is_time = bool(self._voice) and self.now_s >= self._voice[-1].end_s + self.scene.into_s
        else:
            is_time = self.now_s >= self.handed_s + self.scene.delay_s - self.scene.into_s - clip.onset_s
        if is_time:
            self._clips.append((round(self.now_s * EAR_HZ), clip.samples))
            self.after = Stretch(self.now_s + clip.onset_s, self.now_s + clip.end_s)

    @property
    def _voice(self) -> list[Stretch]:
        return stretches(np.concatenate(self._frames))

    @property
    def is_done(self) -> bool:
        scene, now_s = self.scene, self.now_s
        if scene.kind == "own" or self.handed_s is None:
            return now_s >= scene.end_s + FIRST_VOICE_S + 0.4
        last_s = max(self.arrived_s or self.handed_s + scene.delay_s, self.after.end_s if self.after else 0.0)
        return now_s >= last_s + ROOM_S
