"""Which scores are reported, how they are averaged over items, and what the scorer must find in players it knows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from microturn.bench import stats
from microturn.bench.items import EMPTY, OTHERS, OVERLAPS
from microturn.bench.score import Scores
from microturn.bench.stats import Estimate, Statistic


@dataclass(frozen=True)
class Row:
    """The scores of one item with one player."""

    set: str
    kind: str
    number: int
    player: str
    scores: Scores


@dataclass(frozen=True)
class Metric:
    """`key` (over `per`, where given) averaged by `statistic` over the items of `set`."""

    set: str
    key: str
    label: str
    unit: str  # "%", "s" or "" for plain numbers
    statistic: Statistic = stats.mean
    per: str = ""
    has_kinds: bool = False  # reported for each kind of item too
    has_baselines: bool = True
    among: tuple[str, ...] = ()  # items of these kinds alone

    @property
    def name(self) -> str:
        return ".".join([self.base, *self.among])

    @property
    def base(self) -> str:
        """Its name whatever kinds it is restricted to."""
        how = "" if self.statistic in (stats.mean, stats.ratio) else f".{self.statistic.__name__}"
        return f"{self.set}.{self.key}{how}"

    def counts(self, row: Row) -> bool:
        return row.set == self.set and (not self.among or row.kind in self.among)


def _error_rate(name: str, prefix: str, label: str) -> tuple[Metric, ...]:
    parts = (("errors", ""), ("insertions", ": insertions"), ("deletions", ": deletions"))
    keys = (*parts, ("substitutions", ": substitutions"))
    return tuple(
        Metric(name, f"{prefix}_{key}", label + more, "%", stats.ratio, f"{prefix}_words", key == "errors", False)
        for key, more in keys
    )


METRICS = (
    Metric("answer", "answered", "request answered within 5 s", "%"),
    Metric("answer", "turn", "answer is a turn (take-over rule)", "%"),
    Metric("answer", "latency", "answer latency, median", "s", stats.median),
    Metric("answer", "latency", "answer latency, p90", "s", stats.p90),
    Metric("answer", "offset", "distance to human offsets (W1)", "s", stats.human_distance_s),
    Metric("answer", "early", "spoke over the request", "%"),
    Metric("pause", "takeover", "took over in a pause", "%"),
    Metric("pause", "answered", "request with a pause answered", "%"),
    Metric("pause", "latency", "answer latency after a pause, median", "s", stats.median),
    Metric("interrupt", "spoke", "spoke, so could be interrupted", "%", has_kinds=True),
    Metric("interrupt", "yielded", "yielded to an interruption within 2 s", "%", has_kinds=True),
    Metric("interrupt", "stop", "stop latency, median", "s", stats.median),
    Metric("interrupt", "recovered", "yielded, then responded within 3 s", "%", has_kinds=True),
    Metric("interrupt", "response", "response latency, median", "s", stats.median),
    Metric("backchannel", "kept_on", "spoke on through a backchannel", "%", has_kinds=True),
    Metric("aside", "kept_on", "spoke on through talk to somebody else", "%", has_kinds=True),
    Metric("background", "kept_on", "spoke on through a loudspeaker", "%", has_kinds=True),
    Metric(
        "noise", "starts", "false starts a minute, noise and silence", "", stats.ratio, "minutes", True, among=EMPTY
    ),
    Metric("noise", "starts", "false starts a minute, others talk", "", stats.ratio, "minutes", True, among=OTHERS),
    Metric("noise", "voiced", "time with voice though nobody asked", "%", stats.ratio, "seconds"),
    *_error_rate("heard", "heard", "word error, heard"),
    Metric("said", "spoke", "told text spoken at all", "%", has_baselines=False),
    *_error_rate("said", "said", "word error, words it chose against the text"),
    *_error_rate("said", "asr", "word error, its sound against the text"),
    Metric("said", "dnsmos", "DNSMOS OVRL of its speech", "", has_baselines=False),
)
# What players whose behaviour is known must score.
KNOWN = {
    "silent": {
        "answered": 0,
        "turn": 0,
        "early": 0,
        "takeover": 0,
        "spoke": 0,
        "yielded": 0,
        "kept_on": 0,
        "starts": 0,
    },
    "always": {
        "answered": 1,
        "turn": 1,
        "early": 1,
        "takeover": 1,
        "spoke": 1,
        "yielded": 0,
        "kept_on": 1,
        "starts": 1,
    },
    "oracle": {
        **{"answered": 1, "turn": 1, "early": 0, "takeover": 0, "spoke": 1, "yielded": 1, "recovered": 1},
        **{"kept_on": 1, "starts": 0},
    },
}


def summarize(metric: Metric, rows: Iterable[Row], kind: str = "") -> Estimate | None:
    """Over the rows of one player; `kind`: of these items only. None where no item has the score."""
    kept = [row.scores for row in rows if metric.counts(row) and kind in ("", row.kind)]
    columns = [metric.key, metric.per] if metric.per else [metric.key]
    lines = [[scores.get(column) for column in columns] for scores in kept]
    values = np.array([line for line in lines if None not in line], np.float64)
    return stats.estimate(values if metric.per else values.reshape(-1), metric.statistic)


def kinds(metric: Metric, rows: Iterable[Row]) -> list[str]:
    """The kinds to report apart: none where there is but one."""
    found = dict.fromkeys(row.kind for row in rows if metric.counts(row))
    return list(found) if metric.has_kinds and len(found) > 1 else []


def control(rows: Sequence[Row]) -> tuple[int, int]:
    """(right, all) decisions of the scorer about players that it is known how to judge."""
    pairs = [
        (value, KNOWN[row.player][key])
        for row in rows
        if row.player in KNOWN
        for key, value in row.scores.items()
        if value is not None and key in KNOWN[row.player]
    ]
    return sum(abs(value - truth) < 1e-9 for value, truth in pairs), len(pairs)


def overlap_score(rows: Sequence[Row]) -> tuple[float, float] | None:
    """FDB1.5-S, its content-free form: 100 x the mean, and the minimum, of RESPOND to interruptions and RESUME in the
    three other overlaps; None unless all four were played."""
    rates: list[float] = []
    for name in OVERLAPS:
        key = "recovered" if name == "interrupt" else "kept_on"
        found = summarize(Metric(name, key, "", "%"), rows)
        if found is None:
            return None
        rates.append(round(found.value, 2))
    return 100 * sum(rates) / len(rates), 100 * min(rates)
