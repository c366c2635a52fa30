"""Films of a person who exercises, and when every repetition begins and ends. Made from a seed."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from microturn.core.messages import Picture
from microturn.data.sight.actions import FIDGETS, STAND, STRIDES, Action
from microturn.data.sight.body import FIELDS, Body
from microturn.data.sight.camera import FRAMES_HZ
from microturn.data.sight.draw import Canvas
from microturn.data.sight.figure import Look, Seen, cast, paint
from microturn.data.sight.marks import Marks, of_body
from microturn.data.sight.motion import Move, Performance, Stance
from microturn.data.sight.stage import Stage, num_pictures
from microturn.data.sight.timing import MIN_S, cycle_s

Floats = NDArray[np.float64]
Rng = np.random.Generator
MAX_REPEATING_S = 36.0  # of one bout; faster repetitions where there are many
PAUSE_SHARE, PARTIAL_SHARE, WALK_SHARE = 0.06, 0.25, 0.3
PARTIAL = (0.15, 0.3)  # of the full movement: does not count
STEP_S = 0.45
SEEN_SHARE = 0.3  # of its first repetition, after which an action can be told from others
REST_SHARE = 0.12  # of a repetition, at its begin and its end, in which the body is at rest to the eye
REST_S = 0.5  # after its last one, when no other has begun


@dataclass(frozen=True, eq=False)
class Bout:
    """An action, and when each of its repetitions begins and ends, seconds."""

    action: Action
    reps: tuple[tuple[float, float], ...]

    @property
    def span(self) -> tuple[float, float]:
        return self.reps[0][0], self.reps[-1][1]

    @property
    def seen_span(self) -> tuple[float, float]:
        """When it can be seen that it has begun, and that it is over."""
        start_s, end_s = self.reps[0]
        return start_s + SEEN_SHARE * (end_s - start_s), self.reps[-1][1] + REST_S

    @property
    def seen_ends(self) -> list[float]:
        """When it can be seen that each repetition is done."""
        return [end_s - REST_SHARE * (end_s - start_s) for start_s, end_s in self.reps]


@dataclass(frozen=True, eq=False)
class Exercise:
    """A film (see `scene.Film`) of one person."""

    seconds: float
    bouts: tuple[Bout, ...]
    stage: Stage
    performance: Performance
    body: Body
    look: Look

    @property
    def num_pictures(self) -> int:
        return num_pictures(self.seconds)

    def picture(self, number: int) -> Picture:
        time_s = number / FRAMES_HZ
        stage = self._framed
        canvas, offset = stage.begin(time_s)
        seen = Seen(self.joints(time_s), self.body, stage.camera, offset)
        cast(canvas, seen, stage.sun, stage.shade)
        paint(canvas, seen, self.look, stage.light)
        return stage.end(canvas, number)

    def marks(self, number: int) -> Marks:
        time_s = number / FRAMES_HZ
        seen = Seen(self.joints(time_s), self.body, self._framed.camera, self._framed.shake.at(time_s))
        return of_body(seen.points, *self._doing(time_s))

    def _doing(self, time_s: float) -> tuple[str, float]:
        """The action that is being repeated, and how much of a repetition is done; "" while the body is at rest."""
        for bout in self.bouts:
            for start_s, end_s in bout.reps:
                share = (time_s - start_s) / (end_s - start_s)
                if REST_SHARE <= share < 1 - REST_SHARE:
                    return bout.action.name, share
        return "", 0.0

    @property
    def empty(self) -> Canvas:
        """The room without anybody."""
        return self._framed.backdrop

    @cached_property
    def _framed(self) -> Stage:
        """All that is repeated is in the picture."""
        edges = [(bout.reps[i], bout) for bout in self.bouts for i in (0, min(1, len(bout.reps) - 1))]
        times = [t for (start_s, end_s), _ in edges for t in (start_s, (start_s + end_s) / 2)]
        points = np.concatenate([self.joints(time_s) for time_s in times])
        return self.stage.looking_at(points)

    def joints(self, time_s: float) -> Floats:
        """The truth about the body: [19, 3] metres, see `body.JOINTS`."""
        return self.body.joints(self.performance.pose(time_s), self.performance.at(time_s))


def exercise(wanted: Sequence[tuple[Action, int]], rng: Rng, is_held_out: bool) -> Exercise:
    """Bouts of (action, repetitions) one after the other, with what comes before, between and after. `is_held_out`:
    rooms, clothes and lengths of repetitions of the films for testing."""
    script = _Script(rng, is_held_out)
    script.enter(wanted[0][0])
    for action, num in wanted:
        script.repeat(action, num)
    script.leave()
    stage = Stage.draw(rng, is_held_out)
    sway = np.stack([rng.uniform(0.15, 0.6, len(FIELDS)), rng.uniform(0, 2 * np.pi, len(FIELDS))], axis=1)
    performance = Performance(tuple(script.stances), tuple(script.moves), sway)
    return Exercise(script.now_s, tuple(script.bouts), stage, performance, Body.draw(rng), Look.draw(rng, is_held_out))


@dataclass
class _Script:
    """Writes down what happens from `now_s` on."""

    rng: Rng
    is_held_out: bool
    now_s: float = 0.0
    stances: list[Stance] = field(default_factory=list[Stance])
    moves: list[Move] = field(default_factory=list[Move])
    bouts: list[Bout] = field(default_factory=list[Bout])

    def enter(self, first: Action) -> None:
        """Walks in from one side, or stands there already, and fidgets or waits."""
        turn = self._turn(first)
        if self.rng.random() < WALK_SHARE:
            side, steps = float(self.rng.choice([-1, 1])), int(self.rng.integers(4, 7))
            self._stand(np.array([side * 0.5 * steps, 0.0, -side * np.pi / 2]))
            for i in range(steps):
                way = STRIDES[i % 2] - STAND
                self.moves.append(Move(self.now_s, self.now_s + STEP_S, way=way))
                self.now_s += STEP_S
            self._stand(np.array([0.0, 0.0, -side * np.pi / 2]))
            self.now_s += 0.7
        self._stand(np.array([0.0, 0.0, turn]))
        self._wait(0.6, 2.4)

    def repeat(self, action: Action, num: int) -> None:
        """Takes up the stance and repeats; now and then with a false start, a pause, a partial movement."""
        self._take(action)
        length_s = self._length_s(action, num)
        if self.rng.random() < PARTIAL_SHARE:
            self._partial(action, length_s)
        drift = float(self.rng.uniform(-0.15, 0.15))
        reps: list[tuple[float, float]] = []
        for i in range(num):
            factor = (1 + drift * (i / max(1, num - 1) - 0.5)) * float(np.exp(self.rng.normal(0, 0.06)))
            end_s = self.now_s + max(MIN_S, length_s * factor)
            self.moves.append(Move(self.now_s, end_s, float(self.rng.uniform(0.85, 1.0)), action, i))
            reps.append((self.now_s, end_s))
            self.now_s = end_s
            if i < num - 1 and self.rng.random() < PAUSE_SHARE:
                self.now_s += float(self.rng.uniform(0.5, 1.8))
        self.bouts.append(Bout(action, tuple(reps)))
        if self.rng.random() < PARTIAL_SHARE:
            self.now_s += 0.3
            self._partial(action, length_s)
        self.stances.append(Stance(self.now_s, action.ready, self.stances[-1].at))

    def leave(self) -> None:
        self.now_s += float(self.rng.uniform(0.6, 1.0))
        self._stand(self.stances[-1].at)
        self._wait(0.6, 1.6)

    def _length_s(self, action: Action, num: int) -> float:
        drawn_s = cycle_s(self.rng, self.is_held_out, action.seconds)
        return max(min(drawn_s, MAX_REPEATING_S / num), action.seconds)

    def _take(self, action: Action) -> None:
        """From where the body is into the stance of an action."""
        self.stances.append(replace(self.stances[-1], time_s=self.now_s))
        self.now_s += float(self.rng.uniform(0.6, 1.3))
        at = self.stances[-1].at
        is_new = bool(self.bouts) and not action.turns[0] <= abs(float(at[2])) <= action.turns[1]
        at = np.array([at[0], at[1], self._turn(action)]) if is_new else at
        self.stances.append(Stance(self.now_s, action.ready, at))
        self.now_s += float(self.rng.uniform(0.2, 0.8))

    def _stand(self, at: Floats) -> None:
        self.stances.append(Stance(self.now_s, STAND, at))

    def _wait(self, shortest_s: float, longest_s: float) -> None:
        length_s = float(self.rng.uniform(shortest_s, longest_s))
        if length_s > 0.9 and self.rng.random() < 0.6:
            way = FIDGETS[int(self.rng.integers(len(FIDGETS)))]
            self.moves.append(Move(self.now_s, self.now_s + length_s, float(self.rng.uniform(0.5, 1.0)), way=way))
        self.now_s += length_s
        self._stand(self.stances[-1].at)

    def _partial(self, action: Action, length_s: float) -> None:
        """Begins the movement and takes it back."""
        end_s = self.now_s + max(MIN_S, 0.6 * length_s)
        self.moves.append(Move(self.now_s, end_s, float(self.rng.uniform(*PARTIAL)), action))
        self.now_s = end_s + float(self.rng.uniform(0.2, 0.6))

    def _turn(self, action: Action) -> float:
        turn = float(self.rng.uniform(*action.turns))
        return turn if action.turns[0] < 0 else turn * float(self.rng.choice([-1, 1]))
