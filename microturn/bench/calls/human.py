"""Benchmark `human`: whole conversations, analysed like any call, beside people on the telephone."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from tqdm import tqdm

from microturn.bench import stats
from microturn.bench.calls import people
from microturn.bench.calls.call import Call
from microturn.bench.calls.measures import analyse, measure, values
from microturn.bench.calls.planted import WITHIN, Planted, planted, record
from microturn.bench.calls.talker import Conversation, Talker, offset_s, part_of, story
from microturn.bench.items import LEVEL_DB
from microturn.bench.judge import Judge
from microturn.bench.sources import Clip, Sources
from microturn.bench.stats import Estimate
from microturn.bench.suite.benchmark import (
    Benchmark,
    Control,
    Data,
    Figure,
    Open,
    Published,
    Row,
    Scores,
    Takes,
    resampled,
)
from microturn.bench.suite.record import Record
from microturn.core.errors import BadAudio
from microturn.core.units import EAR_HZ, MOUTH_HZ, TICK_S

KINDS = ("chat", "story")
NUM_REQUESTS, NUM_SENTENCES = (3, 5), (5, 6)
MIN_WORDS = 4  # of a sentence that a pause is put into
OFFSETS = "offset_"  # of a call: offset_0, offset_1, ...
ABOUT = """Conversations with one held-out voice. Chat: three to five requests, each said when the target has finished
(0.6 s of silence, then an offset drawn from people's, 0 where it is negative; 5.4 s without an answer). Story: five or
six sentences with next to nothing between them and a pause of .48 to 1.28 s inside each, drawn from people's; then an
answer. The sound of both sides is analysed by what `microturn analyse` runs on recordings: voice by level, no words.
Beside it people on the telephone (258.7 h); what they do is counted of both speakers and halved where the target's part
is meant. A player that never stops has no offsets: it does not take turns."""
FIGURES = {name: people.FIGURES[name] for name in ("offset_median_s", "offset_p90_s", "overlap_per_min")}
PEOPLE = Published(
    "people on the telephone",
    "258.7 h with word times, docs/benchmarks.md, section 7",
    {
        "w1_offset_s": 0.0,
        **FIGURES,
        "agent_interruptions_per_min": people.FIGURES["agent_interruptions_per_min"],
        "backchannels_per_min": people.FIGURES["agent_backchannels_per_min"],
    },
)


def make() -> Benchmark:
    return Human()


class Human:
    name = "human"
    title = "Timing of turns, beside people"
    about = ABOUT
    published = (PEOPLE,)

    def items(self, data: Data, num: int, seed: int) -> list[Conversation]:
        """`num` chats and `num` stories."""
        return [conversation(data.sources, KINDS[i % 2], i, seed) for i in range(2 * num)]

    def play(self, case: Conversation, open_take: Open) -> Takes:
        take = open_take()
        talker = Talker(case, 0.0 if take.is_live else TICK_S)
        while not talker.is_done:
            talker.listen(take.step(talker.speak()).audio)
        take.close()
        return (take.record(**{f"end_{i}": part.end_s for i, part in enumerate(talker.said)}),)

    def score(self, case: Any, takes: Takes, judge: Judge | None) -> Scores:
        return scores_of(takes[0])

    def figures(self, rows: Sequence[Row]) -> list[Figure]:
        return [
            Figure("w1_offset_s", "distance of its offsets to people's", _pooled(rows, _distance), "s", False),
            Figure("offset_median_s", "offset to the user's end, median", _pooled(rows, np.median), "s", None),
            Figure("offset_p90_s", "  90 %", _pooled(rows, lambda found: np.quantile(found, 0.9)), "s", None),
            Figure("response_rate", "turns answered within 5 s", _ratio(rows, "answered", "opportunities"), "%", True),
            *(
                Figure(name, label, _ratio(rows, key, "minutes"), "/min", is_better_high)
                for name, label, key, is_better_high in PER_MINUTE
            ),
            Figure(
                *("silence_misclassification", "takes over in the user's pauses"),
                *(_ratio(rows, "takeovers", "pauses"), "%", False),
            ),
            Figure("pause_voice", "  makes any sound in them", _ratio(rows, "pauses_with_voice", "pauses"), "%", None),
        ]

    def controls(self, items: Sequence[Conversation]) -> Iterable[Control]:
        for i, (script, condition) in enumerate(tqdm(planted(), "planted calls", leave=False, unit="call")):
            clips = items[i % len(items)].clips
            take = record(script, condition, clips, i)
            yield Control(Planted(script, condition, i), (take,), script.expected, WITHIN)


PER_MINUTE = (
    ("overlap_per_min", "overlaps", "overlaps", None),
    ("agent_interruptions_per_min", "cuts in more than 0.5 s early", "agent_interruptions", False),
    ("backchannels_per_min", "backchannels, by duration", "agent_backchannels", None),
)


def conversation(sources: Sources, kind: str, number: int, seed: int) -> Conversation:
    """Depends on (seed, number) alone."""
    rng = np.random.default_rng([seed, 13, number])
    clips = _of_one_voice(sources, kind, rng)
    parts = (story(clips, rng),) if kind == "story" else tuple(part_of(clip) for clip in clips)
    gaps_s = (float(rng.uniform(0.6, 1.0)), *(offset_s(rng) for _ in parts[1:]))
    return Conversation(number, kind, seed * 1000 + number, parts, gaps_s, tuple(clips))


def _of_one_voice(sources: Sources, kind: str, rng: np.random.Generator) -> list[Clip]:
    """Different sentences; again from the first where a voice has too few."""
    rows = sources.rows("request")
    voices = sorted({row.speaker for row in rows})
    voice = voices[int(rng.integers(len(voices)))]
    own = [row for row in rows if row.speaker == voice]
    if kind == "story":
        own = [row for row in own if len(row.words) >= MIN_WORDS] or own
    low, high = NUM_SENTENCES if kind == "story" else NUM_REQUESTS
    num, order = int(rng.integers(low, high + 1)), rng.permutation(len(own))
    level_db = LEVEL_DB + float(rng.uniform(-5, 5))
    return [sources.clip(own[order[i % len(own)]]).at(level_db) for i in range(num)]


def scores_of(record: Record) -> Scores:
    """The numbers of `measure`, and every offset; nothing of a call in which nothing can be heard."""
    try:
        found = analyse(Call("record", record.user, record.output, EAR_HZ, MOUTH_HZ))
    except BadAudio:
        return {}
    numbers = measure([found])
    offsets = values([found], "answer")
    opportunities = (numbers["answered"] or 0.0) + (numbers["missed"] or 0.0)
    return {
        **numbers,
        "opportunities": opportunities,
        **{f"{OFFSETS}{i}": offset for i, offset in enumerate(offsets)},
    }


def _pooled(rows: Sequence[Row], statistic: Callable[[np.ndarray[Any, Any]], Any]) -> Estimate | None:
    """Over the offsets of all calls; calls are resampled."""

    def value(chosen: Sequence[Row]) -> float | None:
        found = [each for row in chosen for each in _offsets(row)]
        return float(statistic(np.array(found))) if found else None

    return resampled(rows, value)


def _offsets(row: Row) -> list[float]:
    keys = [key for key in row.scores if key.startswith(OFFSETS) and key[len(OFFSETS) :].isdigit()]
    return [each for each in (row.scores[key] for key in keys) if each is not None]


def _distance(offsets: np.ndarray[Any, Any]) -> float:
    return float(stats.human_distance_s(offsets[None])[0])


def _ratio(rows: Sequence[Row], part: str, whole: str) -> Estimate | None:
    """Sum over sum; None where the whole is nothing."""

    def value(chosen: Sequence[Row]) -> float | None:
        parts, wholes = ([row.scores.get(key) or 0.0 for row in chosen] for key in (part, whole))
        return sum(parts) / sum(wholes) if sum(wholes) else None

    return resampled(rows, value)
