"""One item's run -> its scores. What each of them means is written here; how they are averaged, in `metrics`.

A score of None: the question does not arise (a latency where nothing was answered), the item is left out there.
Definitions follow docs/benchmarks.md, sections 1, 2 and 4, voice-activity variant.
"""

from microturn.bench.drive import FIRST_VOICE_S, JUDGED_S, RECOVERY_S, Run
from microturn.bench.items import OVERLAPS
from microturn.bench.voice import MERGE_S, Stretch, covered_s, first_after, lasting_past
from microturn.bench.words import Errors, compare
from microturn.core.units import TICK_S

Scores = dict[str, float | None]
EARLY_S = 0.5  # people start up to so much before the other's end (5 % quantile -0.52 s); before that it is cutting in
MIN_REPLY_S = 0.25
MIN_VOICE_S = 0.1  # voice that counts as speaking
ROOM_S = 1.0  # its own speech must have lasted so much longer for stopping to be seen
SOONER_S = 0.3  # stopping counts if it is so much earlier than without the interruption
BACKCHANNEL_S, BACKCHANNEL_WORDS = 1.0, 3
RESUME_SHARE = 0.8


def score(run: Run, reference: Run | None = None) -> Scores:
    """`reference`: the same item and seed without the overlap."""
    name = run.item.set
    if name in OVERLAPS:
        assert reference is not None, f"{name} needs its reference"
        return score_interrupt(run, reference) if name == "interrupt" else score_kept_on(run, reference)
    if name == "noise":
        return score_noise(run)
    if name == "heard":
        return named("heard", compare(run.item.text, run.heard))
    if name == "said":
        return {"spoke": float(bool(run.voice)), **named("said", compare(run.item.text, run.said()))}
    return score_answer(run)


def named(prefix: str, errors: Errors) -> Scores:
    counts = {f"{prefix}_{key}": float(count) for key, count in errors._asdict().items()}
    return {**counts, f"{prefix}_errors": float(errors.total)}


def score_answer(run: Run) -> Scores:
    """Of a plain request, or one with a pause.

    answered: voice of at least 0.25 s that begins no later than 5 s after the user's end, or is going on by 0.5 s
    before it. turn: the published take-over rule, 0 for under 1 s and at most 3 words. latency: its onset - user end,
    negatives clipped to 0; offset: the same unclipped. early: it spoke while the user did, more than 0.5 s before the
    end. takeover: voice in the user's pause or up to a micro-turn after it, which was decided on the pause alone.
    """
    item = run.item
    earliest_s = item.end_s - EARLY_S
    reply = lasting_past(run.voice, earliest_s + MIN_REPLY_S)
    is_answered = reply is not None and reply.start_s <= item.end_s + FIRST_VOICE_S and reply.seconds >= MIN_REPLY_S
    scores: Scores = {"answered": float(is_answered), "turn": 0.0, "latency": None, "offset": None}
    if reply is not None and is_answered:
        offset_s = reply.start_s - item.end_s
        num_words = len(run.said(reply.start_s - TICK_S - MERGE_S).split())
        is_brief = run.voice[-1].end_s - reply.start_s < BACKCHANNEL_S and num_words <= BACKCHANNEL_WORDS
        scores |= {"turn": float(not is_brief), "latency": max(0.0, offset_s), "offset": offset_s}
    scores["early"] = float(covered_s(run.voice, 0, earliest_s) >= MIN_VOICE_S)
    if item.pause is not None:
        takeover_s = covered_s(run.voice, item.pause.start_s, item.pause.end_s + TICK_S)
        scores["takeover"] = float(takeover_s >= MIN_VOICE_S)
    return scores


def spoken_at(run: Run) -> Stretch | None:
    """The model's segment into which the overlap falls."""
    if run.overlap is None:
        return None
    onset_s = run.overlap.start_s
    return next((part for part in run.voice if part.start_s <= onset_s < part.end_s), None)


def score_interrupt(run: Run, reference: Run) -> Scores:
    """Of a barge-in during the model's speech.

    spoke: it had begun to speak; where it did not, the item is missed and nothing was yielded. The item is left out
    where the reference shows that it would have stopped within 1 s anyway. yielded: its segment ends within 2 s after
    the onset, and at least 0.3 s earlier than in the reference; stop: that end - onset. recovered: it yielded, and the
    next segment that begins no earlier than 0.5 s before the user's end begins up to 3 s after it; response: that
    onset - user end, negatives clipped to 0.
    """
    if run.overlap is None:
        return {"spoke": 0.0, "yielded": 0.0, "recovered": 0.0, "stop": None, "response": None}
    here, whole = spoken_at(run), spoken_at(reference)
    nothing: Scores = {"spoke": 1.0, "yielded": None, "recovered": None, "stop": None, "response": None}
    if here is None or whole is None or whole.end_s - run.overlap.start_s < ROOM_S:
        return nothing
    stop_s = here.end_s - run.overlap.start_s
    if stop_s > JUDGED_S or here.end_s > whole.end_s - SOONER_S:
        return {**nothing, "yielded": 0.0, "recovered": 0.0}
    after = first_after(run.voice, max(here.end_s, run.overlap.end_s - EARLY_S))
    delay_s = after.start_s - run.overlap.end_s if after else RECOVERY_S + 1
    is_recovered = delay_s <= RECOVERY_S
    response = max(0.0, delay_s) if is_recovered else None
    return {"spoke": 1.0, "yielded": 1.0, "recovered": float(is_recovered), "stop": stop_s, "response": response}


def score_kept_on(run: Run, reference: Run) -> Scores:
    """Of a backchannel, talk to somebody else or a loudspeaker during the model's speech.

    kept_on: in the 2 s after the onset it has voice for at least 80 % of the time that it has in the reference, which
    speaks to its own end undisturbed; left out where that is under 0.3 s. An item in which it never spoke is missed.
    """
    if run.overlap is None:
        return {"spoke": 0.0, "kept_on": 0.0}
    onset_s = run.overlap.start_s
    own_s, whole_s = (covered_s(each.voice, onset_s, onset_s + JUDGED_S) for each in (run, reference))
    if whole_s < 0.3 or reference.overlap is None:
        return {"spoke": 1.0, "kept_on": None}
    return {"spoke": 1.0, "kept_on": float(own_s >= RESUME_SHARE * whole_s)}


def score_noise(run: Run) -> Scores:
    """Of a minute in which nobody talks to it. starts: segments of voice, gaps up to 0.5 s closed, of 0.1 s or more."""
    voiced_s = covered_s(run.voice, 0, run.seconds)
    starts = sum(part.seconds >= MIN_VOICE_S for part in run.voice)
    return {"starts": float(starts), "voiced": voiced_s, "seconds": run.seconds, "minutes": run.seconds / 60}
