"""The tick panel, after tau-voice: latencies, rates and selectivity per 200 ms, by voice alone. Events in `panel`."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from microturn.bench.drive import FIRST_VOICE_S, MARGIN_S
from microturn.bench.fdb import panel, planted
from microturn.bench.fdb.controls_ticks import controls
from microturn.bench.fdb.dialogue import Dialogue, first_sound_s, number_of, play_live, replies_of
from microturn.bench.fdb.fdb15 import overlapped
from microturn.bench.fdb.overlap import speaking_at
from microturn.bench.fdb.panel import Outcome, Ticks
from microturn.bench.fdb.said import words_in
from microturn.bench.fdb.tics import tic
from microturn.bench.items import OVERLAPS, Item, make_items
from microturn.bench.judge import Judge
from microturn.bench.score import MIN_VOICE_S, ROOM_S, SOONER_S
from microturn.bench.sources import Clip, Sources
from microturn.bench.suite.benchmark import Benchmark, Control, Data, Figure, Metric, Open, Row, Scores, Takes
from microturn.bench.suite.record import Record
from microturn.bench.voice import Stretch, covered_s
from microturn.core.errors import BadData
from microturn.core.messages import Audio
from microturn.core.units import EAR_HZ, TICK_S

KINDS = ("answer", "pause", "interruption", "backchannel", "aside", "tic", "aside_alone", "tic_alone")
SELECTED = {"backchannel": "s_bc", "tic": "s_vt", "tic_alone": "s_vt", "aside": "s_nd", "aside_alone": "s_nd"}
AFTER_S = FIRST_VOICE_S + MARGIN_S
LEAD_S = 1.0  # of silence before what is said to nobody
ABOUT = """Requests (some with a pause), interruptions, acknowledgements, throat sounds ("mm", coughs) and talk to
somebody else, the last two also while the target is silent. Speech is cut into ticks of 200 ms. A response may begin up
to 5 s after the user's turn; an interruption is to be yielded to within 2.0 s; stopping within 1.0 s for anything else,
or answering it within 2.0 s, is an error. An overlap counts where the same item without it shows that the target would
have spoken on."""


class TickPanel:
    name = "ticks"
    title = "Tick panel: latency, yielding, selectivity"
    about = ABOUT
    published = ()

    def items(self, data: Data, num: int, seed: int) -> list[Dialogue]:
        if data.folder:
            raise BadData(f"expected no official data for {self.name}, got {data.folder}; leave --data out")
        rows = [_made(kind, data.sources, num, seed) for kind in KINDS]
        replies = replies_of(data.sources)
        return [
            _dialogue(items[i], kind, number_of(i, k, len(KINDS)), replies)
            for i in range(num)
            for k, (kind, items) in enumerate(zip(KINDS, rows))
        ]

    def play(self, case: Dialogue, open_take: Open) -> Takes:
        take = play_live(case.item, open_take(), AFTER_S if case.kind == "interruption" else 0.0)
        if case.item.set not in OVERLAPS:
            return (take,)
        return take, play_live(case.item.reference, open_take())

    def score(self, case: Dialogue, takes: Takes, judge: Judge | None) -> Scores:
        return score(case, takes, judge)

    def figures(self, rows: Sequence[Row]) -> list[Figure]:
        return [metric.figure(rows) for metric in METRICS]

    def controls(self, items: Sequence[Dialogue]) -> Iterator[Control]:
        for case in planted.few(items, KINDS):
            yield from controls(case)


def make() -> Benchmark:
    return TickPanel()


def _made(kind: str, sources: Sources, num: int, seed: int) -> list[Item]:
    if kind == "aside_alone":
        clips = [item.overlap for item in make_items("aside", sources, num, seed)]
        return [_alone(clip, kind, seed, i) for i, clip in enumerate(clips)]
    if kind == "tic_alone":
        return [_alone(tic(sources, i, seed), kind, seed, i) for i in range(num)]
    items = make_items({"interruption": "interrupt", "tic": "backchannel"}.get(kind, kind), sources, num, seed)
    return items if kind != "tic" else [replace(each, overlap=tic(sources, i, seed)) for i, each in enumerate(items)]


def _alone(clip: Clip | None, kind: str, seed: int, index: int) -> Item:
    """Said while nobody else speaks, and long enough silence after it."""
    samples = clip.samples if clip else np.zeros(0, np.float32)
    tail_s = panel.IGNORE_S + MARGIN_S
    parts: list[Audio] = [np.zeros(round(s * EAR_HZ), np.float32) for s in (LEAD_S, tail_s)]
    user = np.concatenate([parts[0], samples, parts[1]])
    end_s = LEAD_S + (clip.end_s if clip else 0.0)
    return Item("heard", kind, index, seed * 1000 + index, user, clip.text if clip else "", end_s=end_s)


def _dialogue(item: Item, kind: str, number: int, replies: Mapping[str, str]) -> Dialogue:
    case = overlapped(item, kind, number, replies)
    talk = [Stretch(first_sound_s(item.user), item.end_s)] if item.end_s else []
    if item.pause:
        talk = [Stretch(talk[0].start_s, item.pause.start_s), Stretch(item.pause.end_s, item.end_s)]
    return replace(case, talk=tuple(talk), pauses=(item.pause,) if item.pause else ())


def score(case: Dialogue, takes: Sequence[Record], judge: Judge | None) -> Scores:
    """Counts of events, and sums of their latencies."""
    record, reference = takes[0], takes[1] if len(takes) > 1 else None
    agent, overlap = panel.ticks_of(record.voice, record.seconds), case.overlap_in(record)
    if case.kind.endswith("_alone"):
        return _totals({SELECTED[case.kind]: _ignoring(case, agent)}, 1)
    is_turn = overlap is not None and case.kind == "interruption"
    scores = _turns(case, agent, overlap if is_turn else None)
    if case.pauses:
        taken = [covered_s(record.voice, p.start_s, p.end_s + TICK_S) >= MIN_VOICE_S for p in case.pauses]
        scores |= {"taken": float(sum(taken)), "pauses": float(len(taken))}
    left = _left_s(reference, overlap) if overlap else 0.0
    if overlap is None or left < ROOM_S:
        return _totals(scores)
    if is_turn:
        return _totals(scores | _yielding(agent, overlap, left) | _answering(case, record, overlap, judge))
    stop_s = panel.quiet_s(agent, panel.tick_at(overlap.start_s))
    return _totals(scores | {SELECTED[case.kind]: float(not _has_stopped(stop_s, panel.HOLD_S, left))}, 1)


def _totals(scores: Scores, num_excluded: int = 0) -> Scores:
    """All outcomes, those among them to which nobody wants a response."""
    counts = {str(each): scores.get(str(each)) or 0.0 for each in Outcome}
    counts[Outcome.EXCLUDED] += num_excluded
    return scores | counts | {"opportunities": sum(counts.values())}


def _ignoring(case: Dialogue, agent: Ticks) -> float:
    """Of what is said to nobody: 1 if it is silent from its start to 2.0 s after its end."""
    first = panel.tick_at(case.talk[0].start_s)
    answer_s = panel.start_s(agent, first, case.item.end_s - first * TICK_S + panel.IGNORE_S)
    return float(answer_s is None and not panel.is_speaking(agent, first))


def _turns(case: Dialogue, agent: Ticks, barge_in: Stretch | None) -> Scores:
    """Of the user's turns: opportunities by outcome, latencies of responses, and how often it cut in."""
    ends = [case.item.end_s] * bool(case.item.end_s) + ([barge_in.end_s] if barge_in else [])
    found = [panel.opportunity(agent, panel.after_end(end_s)) for end_s in ends]
    counts = {str(each): float(sum(outcome is each for outcome, _ in found)) for each in Outcome}
    user = panel.ticks_of([*case.talk, *([barge_in] if barge_in else [])], len(agent) * TICK_S)
    latencies_s = [latency_s for _, latency_s in found if latency_s is not None]
    return {
        **counts,
        "due": counts[Outcome.ANSWERED] + counts[Outcome.MISSED] or None,
        "response_s": sum(latencies_s) if latencies_s else None,
        "cut_ins": float(panel.cut_ins(agent, user)),
        "turns": float(len(ends)),
    }


def _left_s(reference: Record | None, overlap: Stretch) -> float:
    """How long it would have spoken after the onset."""
    if reference is None:
        return math.inf
    whole = speaking_at(reference.voice, overlap.start_s)
    return whole.end_s - overlap.start_s if whole else 0.0


def _has_stopped(stop_s: float | None, within_s: float, left_s: float) -> bool:
    """In time, and not because it had nothing more to say."""
    return stop_s is not None and stop_s <= min(within_s, left_s - SOONER_S) + panel.NEAR


def _yielding(agent: Ticks, overlap: Stretch, left_s: float) -> Scores:
    """recovered: it yielded, and begins to speak again between the user's end and 3 s after it."""
    onset = panel.tick_at(overlap.start_s)
    stop_s = panel.quiet_s(agent, onset)
    if stop_s is None or not _has_stopped(stop_s, panel.YIELD_S, left_s):
        return {"barge_ins": 1.0, "yields": 0.0, "yield_s": None, "recovered": 0.0}
    first = max(panel.after_end(overlap.end_s), onset + round(stop_s / TICK_S))
    is_back = panel.start_s(agent, first, panel.RECOVER_S) is not None
    return {"barge_ins": 1.0, "yields": 1.0, "yield_s": stop_s, "recovered": float(is_back)}


def _answering(case: Dialogue, record: Record, overlap: Stretch, judge: Judge | None) -> Scores:
    """answered_it: of the words that tell which answer is given, the first after the user's end is the interruption's;
    None where no words are known."""
    words = words_in(record, Stretch(overlap.end_s, record.seconds), judge) if case.slots.other else None
    return {"answered_it": None if words is None else float(case.slots.first(words) == "other")}


def _share(key: str, per: str, name: str, label: str, is_better_high: bool | None) -> Metric:
    return Metric(key, label, name=name, per=per, is_better_high=is_better_high)


METRICS = (
    Metric("response_s", "response latency L_R, mean", "s", "l_r_s", per="answered", is_better_high=False),
    Metric("yield_s", "yield latency L_Y, mean", "s", "l_y_s", per="yields", is_better_high=False),
    _share("answered", "due", "r_r", "response rate R_R", True),
    _share("yields", "barge_ins", "r_y", "yield rate R_Y", True),
    Metric("cut_ins", "began while the user spoke, a turn (I_A)", "", "i_a", per="turns", is_better_high=False),
    Metric("s_bc", "spoke through backchannels S_BC"),
    Metric("s_vt", "ignored throat sounds S_VT"),
    Metric("s_nd", "ignored talk to others S_ND"),
    _share("recovered", "barge_ins", "interrupt_recovery", "spoke again within 3 s of an interruption", True),
    Metric("answered_it", "answered the interruption, by words", name="interrupt_recovery_answered"),
    _share("taken", "pauses", "silence_misclassified", "took a pause for the end", False),
    *(_share(str(each), "opportunities", f"opportunities_{each}", f"opportunities {each}", None) for each in Outcome),
)
