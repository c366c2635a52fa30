"""Events of calls -> the numbers that are printed, pooled over calls. Names are those of the JSON, and stay."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from microturn.bench import stats
from microturn.bench.calls.call import Call, Heard, hear
from microturn.bench.calls.events import AGENT, USER, Event, events_of
from microturn.bench.calls.turns import Side, sides_of
from microturn.bench.score import EARLY_S
from microturn.core.units import TICK_S

HISTOGRAM_S = np.round(np.arange(-2.0, 5.01, 0.2), 1)  # edges; what lies outside counts in the last bins
Numbers = dict[str, float | None]


@dataclass(frozen=True, eq=False)
class Analysis:
    """A call with all that happened in it."""

    heard: Heard
    user: Side
    agent: Side

    @property
    def name(self) -> str:
        return self.heard.call.name

    @property
    def seconds(self) -> float:
        return self.heard.call.seconds

    @cached_property
    def events(self) -> list[Event]:
        return events_of(self.user, self.agent, self.seconds)

    @property
    def wrong(self) -> list[Event]:
        """Where a person will want to listen first: what did not go as wished."""
        return [event for event in self.events if event.is_good is False]

    def of(self, kind: str, side: str = "") -> list[Event]:
        return [event for event in self.events if event.kind == kind and side in ("", event.side)]


def analyse(call: Call) -> Analysis:
    """Raises BadAudio as `hear`."""
    heard = hear(call)
    return Analysis(heard, *sides_of(heard.user.units, heard.agent.units))


def measure(calls: Sequence[Analysis]) -> Numbers:
    """Pooled over calls; None: there was nothing to measure it on."""
    minutes = sum(call.seconds for call in calls) / 60
    counts = _counts(calls)
    return {
        "calls": float(len(calls)),
        "minutes": minutes,
        **_offsets(calls),
        **counts,
        "response_rate": _share(counts["answered"], counts["answered"] + counts["missed"]),
        "silence_misclassification": _share(counts["takeovers"], counts["pauses"]),
        "pause_voice_rate": _share(counts["pauses_with_voice"], counts["pauses"]),
        "yield_rate": _share(counts["yielded"], counts["user_interruptions"]),
        "recovery_rate": _share(counts["recovered"], counts["recovered"] + counts["not_recovered"]),
        "stop_median_s": _quantile(values(calls, "interruption"), 0.5),
        "agent_interruptions_per_min": counts["agent_interruptions"] / minutes,
        "user_interruptions_per_min": counts["user_interruptions"] / minutes,
        "overlap_per_min": counts["overlaps"] / minutes,
        "overlap_s_per_min": sum(values(calls, "overlap")) / minutes,
        "agent_backchannels_per_min": counts["agent_backchannels"] / minutes,
        "user_backchannels_per_min": counts["user_backchannels"] / minutes,
        "user_pause_median_s": _quantile(_pauses([call.user for call in calls]), 0.5),
        "agent_pause_median_s": _quantile(_pauses([call.agent for call in calls]), 0.5),
        **_talk(calls),
    }


def values(calls: Sequence[Analysis], kind: str, side: str = "") -> list[float]:
    """What was measured of events of a kind."""
    return [event.value_s for call in calls for event in call.of(kind, side) if event.value_s is not None]


def histogram(offsets_s: Sequence[float]) -> NDArray[np.int64]:
    """Counts between HISTOGRAM_S."""
    inside = np.clip(offsets_s, HISTOGRAM_S[0], HISTOGRAM_S[-1] - 1e-6)
    return np.histogram(inside, HISTOGRAM_S)[0].astype(np.int64)


def num_answered(call: Analysis) -> int:
    """Turns of the user that were answered; what began more than 0.5 s before their end was no answer yet."""
    return sum(event.value_s is not None and event.value_s >= -EARLY_S for event in call.of("answer"))


def _counts(calls: Sequence[Analysis]) -> dict[str, float]:
    def num(kind: str, side: str = "", is_good: bool | None = None) -> float:
        found = [event for call in calls for event in call.of(kind, side)]
        return float(sum(is_good is None or event.is_good == is_good for event in found))

    return {
        "user_turns": float(sum(len(call.user.turns) for call in calls)),
        "agent_turns": float(sum(len(call.agent.turns) for call in calls)),
        "answered": float(sum(map(num_answered, calls))),
        "missed": num("missed"),
        "agent_interruptions": num("cut_in"),
        "pauses": num("pause"),
        "takeovers": num("pause", is_good=False),
        "pauses_with_voice": float(sum(map(_num_sounded, calls))),
        "user_interruptions": num("interruption"),
        "yielded": num("interruption", is_good=True),
        "recovered": num("recovery", is_good=True),
        "not_recovered": num("recovery", is_good=False),
        "overlaps": num("overlap"),
        "agent_backchannels": num("backchannel", AGENT),
        "user_backchannels": num("backchannel", USER),
    }


def _num_sounded(call: Analysis) -> int:
    """Pauses of the user in which the agent begins to make a sound, or just after, decided on the pause alone."""
    starts = np.array([unit.start_s for unit in call.agent.units])
    pauses = call.of("pause")
    return sum(bool(np.any((starts >= p.start_s) & (starts < p.end_s + TICK_S))) for p in pauses)


def _offsets(calls: Sequence[Analysis]) -> Numbers:
    own, user = values(calls, "answer"), values(calls, "uptake")
    return {
        "offsets": float(len(own)),
        "offset_median_s": _quantile(own, 0.5),
        "offset_p10_s": _quantile(own, 0.1),
        "offset_p90_s": _quantile(own, 0.9),
        "latency_median_s": _quantile([max(0.0, each) for each in own], 0.5),
        "w1_offset_s": float(stats.human_distance_s(np.array([own]))[0]) if own else None,
        "user_offsets": float(len(user)),
        "user_offset_median_s": _quantile(user, 0.5),
    }


def _talk(calls: Sequence[Analysis]) -> Numbers:
    seconds = sum(call.seconds for call in calls)
    user, agent = (sum(_voiced(side) for side in sides) for sides in zip(*((c.user, c.agent) for c in calls)))
    both = sum(values(calls, "overlap"))
    shares = {"user": user, "agent": agent, "both": both, "neither": seconds - user - agent + both}
    return {f"{name}_talk_share": value / seconds for name, value in shares.items()}


def _voiced(side: Side) -> float:
    return sum(unit.seconds for unit in side.units)


def _pauses(sides: Sequence[Side]) -> list[float]:
    return [pause.seconds for side in sides for turn in side.turns for pause in turn.pauses]


def _quantile(found: Sequence[float], share: float) -> float | None:
    return float(np.quantile(found, share)) if found else None


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
