"""The benchmark of handing on: does it hand on what it must and nothing else, bridge at once, and say the result in the
first pause and not into the user's speech? Scores what `handing` played.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from tqdm import tqdm

from microturn.bench import stats
from microturn.bench.drive import Player
from microturn.bench.handing import Played, Scene, play
from microturn.bench.judge import Judge, at_ear
from microturn.bench.report import Origin, row
from microturn.bench.stats import Estimate, estimate, percentiles
from microturn.bench.voice import is_voiced, stretches
from microturn.core.clock import Clock
from microturn.core.units import MOUTH_HZ, TICK_S
from microturn.data.pool import key_of

BRIDGE_S, PAUSE_S, REPLY_S = 1.0, 1.5, 1.5
EARLY_S = 0.5  # it may begin so much before the end of the request
OVERLAP_S = 0.2  # a result that begins later than so much before the user's end is not over the user's speech
KEY_LETTERS = 4  # words of at least so many letters are key words
MATCH = 2  # of the result's first words that show that it is being said
NEVER, ALWAYS = "never", "always"  # trivial players: hand on nothing, hand on everything
Scores = dict[str, float | None]
Opener = Callable[[Scene], Player]
METRICS = {  # key -> label, name in the JSON line, what never and always handing on score
    "delegated": ("handed on what it must", "delegated_when_needed", (0.0, 100.0)),
    "kept": ("kept what it can answer", "not_delegated_otherwise", (100.0, 0.0)),
    "bridged": ("bridged within 1.0 s", "bridge_within_1s", None),
    "at_pause": ("result begun within 1.5 s of the first pause", "result_at_pause_rate", None),
    "over_user": ("result begun over the user's speech", "over_user_speech_rate", None),
    "said": ("result said at all", "result_said_rate", None),
    "dropped": ("dropped what the user does not want any more", "dropped_rate", None),
    "key_words": ("key words of the result understood", "key_words_intelligible", None),
}


@dataclass
class Result:
    """Scores of every scene, and ms of micro-turns while nothing and while something was handed on."""

    scores: list[tuple[Scene, Scores]] = field(default_factory=list[tuple[Scene, Scores]])
    alone_ms: list[float] = field(default_factory=list[float])
    waiting_ms: list[float] = field(default_factory=list[float])

    def of(self, key: str) -> Estimate | None:
        """Mean over the scenes that have the score, in percent."""
        values = np.array([found for _, scores in self.scores if (found := scores.get(key)) is not None], np.float64)
        return estimate(100 * values, stats.mean)


def run(scenes: Sequence[Scene], opener: Opener, clock: Clock, judge: Judge | None) -> Result:
    result = Result()
    for scene in tqdm(scenes, "delegate", leave=False, unit="scene"):
        played = play(scene, opener(scene), clock)
        result.scores.append((scene, score(played, judge)))
        for turn, ms in zip(played.turns, played.total_ms):
            is_waiting = played.handed_s is not None and turn.tick * TICK_S >= played.handed_s
            is_over = played.arrived_s is not None and turn.tick * TICK_S >= played.arrived_s
            (result.waiting_ms if is_waiting and not is_over else result.alone_ms).append(ms)
    return result


def score(played: Played, judge: Judge | None = None) -> Scores:
    """None where the question does not arise."""
    scene = played.scene
    if scene.kind == "own":
        return {"kept": float(played.handed_s is None)}
    scores: Scores = {"delegated": float(played.handed_s is not None)}
    if played.handed_s is None:
        return scores
    voice = stretches(is_voiced(played.output, MOUTH_HZ))
    first_s = next((s.start_s for s in voice if s.end_s > scene.end_s - EARLY_S), np.inf)
    scores["bridged"] = float(first_s <= scene.end_s + BRIDGE_S)
    if scene.kind == "forgotten":
        after = played.after
        since = (after.start_s, after.end_s + REPLY_S * 2) if after else (0.0, 0.0)
        drops = [turn for turn in played.turns if turn.is_drop and since[0] <= (turn.tick + 1) * TICK_S <= since[1]]
        return scores | ({"dropped": float(bool(drops))} if after else {})
    return scores | _score_result(played, judge)


def _score_result(played: Played, judge: Judge | None) -> Scores:
    onset_s = result_onset_s(played)
    if played.arrived_s is None:
        return {}
    scores: Scores = {"said": float(onset_s is not None)}
    scores["at_pause"] = float(onset_s is not None and onset_s <= pause_s(played, onset_s) + PAUSE_S)
    if played.after:
        over = onset_s is not None and played.after.start_s < onset_s < played.after.end_s - OVERLAP_S
        scores["over_user"] = float(over)
    if judge:
        scores["key_words"] = _understood(played, onset_s, judge) if onset_s is not None else 0.0
    return scores


def result_onset_s(played: Played) -> float | None:
    """When the result begins to be said, by the words that the model decided to say: the first place after it arrived
    where two of its first three words stand among three."""
    wanted = key_of(played.scene.result).split()[:3]
    words = [
        (word, (turn.tick + 1) * TICK_S)
        for turn in played.turns
        if played.arrived_s is not None and (turn.tick + 1) * TICK_S >= played.arrived_s - TICK_S
        for word in key_of(turn.said).split()
    ]
    for i, (word, at_s) in enumerate(words):
        near = [other for other, _ in words[i : i + 3]]
        if word in wanted and sum(w in near for w in wanted) >= min(MATCH, len(wanted)):
            return at_s
    return None


def pause_s(played: Played, onset_s: float) -> float:
    """When the result could first be said: it is there, the user is quiet, and the reply to what he said is over."""
    assert played.arrived_s is not None
    free_s = max(played.arrived_s, played.after.end_s if played.after else 0.0)
    said = [turn.tick for turn in played.turns if turn.is_voice and (turn.tick + 1) * TICK_S < onset_s - 1e-6]
    spoken_s = [(tick + 2) * TICK_S for tick in said]
    before = [end_s for end_s in spoken_s if end_s > played.arrived_s]
    is_reply = before and min(before) <= free_s + REPLY_S  # it was speaking, or began to answer
    return max(free_s, min(before[-1], onset_s)) if is_reply else free_s


def _understood(played: Played, onset_s: float, judge: Judge) -> float:
    """Share of the result's key words in what a recogniser hears from its onset on."""
    sound = at_ear(played.output, onset_s - TICK_S, len(played.output) / MOUTH_HZ)
    heard = set(key_of(judge.write(sound)).split())
    wanted = {word for word in key_of(played.scene.result).split() if len(word) >= KEY_LETTERS}
    return sum(word in heard for word in wanted) / len(wanted)


def flat(result: Result) -> dict[str, float]:
    """By the names of the JSON line; rates are shares."""
    found = {name: result.of(key) for key, (_, name, _) in METRICS.items()}
    out = {name: round(value.value / 100, 4) for name, value in found.items() if value is not None}
    for name, ms in (("micro_turn_p95_ms", result.alone_ms), ("micro_turn_waiting_p95_ms", result.waiting_ms)):
        if ms:
            out[name] = percentiles(ms)["p95"]
    return out


def table(result: Result) -> list[str]:
    lines = [f"{'':46} {'value [95 %]':>26} {'scenes':>7} {NEVER:>7} {ALWAYS:>7}"]
    for key, (label, _, trivial) in METRICS.items():
        value = result.of(key)
        if value is not None:
            cell = f"{value.value:.1f} % [{value.low:.1f}, {value.high:.1f}]"
            others = [f"{each:.0f} %" for each in trivial] if trivial else ["-", "-"]
            lines.append(f"{label:46} {cell:>26} {value.num:>7} {others[0]:>7} {others[1]:>7}")
    for label, ms in (("alone", result.alone_ms), ("while work is handed on", result.waiting_ms)):
        if ms:
            p = percentiles(ms)
            lines.append(f"micro-turn {label}: p50 {p['p50']:.1f} p95 {p['p95']:.1f} p99 {p['p99']:.1f} ms")
    return lines


def rows(result: Result, origin: Origin) -> list[str]:
    """For the README's table; never and always handing on stand where it has the silent and the always player."""
    out: list[str] = []
    for key, (label, _, trivial) in METRICS.items():
        value = result.of(key)
        if value is not None:
            cell = f"{value.value:.2f} % [{value.low:.2f}, {value.high:.2f}]"
            others = [f"{each:.2f} %" for each in trivial] if trivial else ["-", "-"]
            out.append(row(label, cell, str(value.num), [*others, "-", "-"], origin))
    return out
