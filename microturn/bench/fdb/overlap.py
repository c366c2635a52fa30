"""What a target does when something is said into its speech, told by its voice alone (docs/benchmarks.md, section 2).

Scores: `right` (its class is the wanted one), its class as four shares, `stop`: end of its segment - onset; `response`:
its next onset - end of the overlap.
"""

from collections.abc import Sequence
from enum import StrEnum

from microturn.bench.drive import JUDGED_S, RECOVERY_S
from microturn.bench.fdb.dialogue import Dialogue
from microturn.bench.fdb.said import words_in
from microturn.bench.judge import Judge
from microturn.bench.score import EARLY_S, RESUME_SHARE, ROOM_S, SOONER_S
from microturn.bench.suite.benchmark import Scores
from microturn.bench.suite.record import Record
from microturn.bench.voice import Stretch, covered_s, first_after

HEARD_AFTER_S = 0.3  # words up to then were on their way when the overlap began
LEAD_S = 0.1
MIN_LEFT_S = 0.3  # of its own speech, for going on to be seen


class Answer(StrEnum):
    """The class of the first new meaning after the onset."""

    RESPOND = "respond"
    RESUME = "resume"
    UNCERTAIN = "uncertain"
    UNKNOWN = "unknown"


BY_SLOT = {"other": Answer.RESPOND, "own": Answer.RESUME, "again": Answer.UNCERTAIN, "": Answer.UNKNOWN}


def speaking_at(voice: Sequence[Stretch], onset_s: float) -> Stretch | None:
    """Its segment at the onset of an overlap; sound of a clip begins up to 0.1 s before its first word."""
    return next((part for part in voice if part.start_s <= onset_s < part.end_s + LEAD_S), None)


def stop_s(record: Record, reference: Record | None, overlap: Stretch) -> float | None:
    """Its segment ends within 2 s after the onset, and 0.3 s sooner than undisturbed: that end - onset; else None."""
    here = speaking_at(record.voice, overlap.start_s)
    whole = speaking_at(reference.voice, overlap.start_s) if reference else None
    if here is None or here.end_s - overlap.start_s > JUDGED_S:
        return None
    if whole is not None and here.end_s > whole.end_s - SOONER_S:
        return None
    return max(0.0, here.end_s - overlap.start_s)


def response_s(record: Record, overlap: Stretch) -> float | None:
    """The next segment, if it begins no sooner than 0.5 s before and no later than 3 s after the overlap's end: its
    onset - that end, negatives clipped to 0."""
    here = speaking_at(record.voice, overlap.start_s)
    after = first_after(record.voice, max(here.end_s if here else overlap.start_s, overlap.end_s - EARLY_S))
    if after is None or after.start_s - overlap.end_s > RECOVERY_S:
        return None
    return max(0.0, after.start_s - overlap.end_s)


def left_s(case: Dialogue, reference: Record | None, overlap: Stretch) -> float | None:
    """Seconds out of the 2 s after the onset in which it would have spoken undisturbed. None where so little of its own
    speech was left that nothing can be seen. Official recordings count as they are: 2 s."""
    if case.is_official or reference is None:
        return JUDGED_S
    whole = speaking_at(reference.voice, overlap.start_s)
    needed_s = ROOM_S if case.kind == "interruption" else MIN_LEFT_S
    if whole is None or whole.end_s - overlap.start_s < needed_s:
        return None
    return covered_s(reference.voice, overlap.start_s, overlap.start_s + JUDGED_S)


def by_voice(record: Record, reference: Record | None, overlap: Stretch, left: float) -> Answer:
    """RESPOND: silent up to 2 s after the onset, and speaking again up to 3 s after the overlap's end. RESUME: voice in
    80 % of `left` s out of the 2 s after the onset. Asking to repeat cannot be told from a response."""
    is_silent = speaking_at(record.voice, overlap.start_s) is None
    has_yielded = is_silent or stop_s(record, reference, overlap) is not None
    if has_yielded and response_s(record, overlap) is not None:
        return Answer.RESPOND
    own_s = covered_s(record.voice, overlap.start_s, overlap.start_s + JUDGED_S)
    return Answer.RESUME if own_s >= RESUME_SHARE * left else Answer.UNKNOWN


def by_words(case: Dialogue, record: Record, overlap: Stretch, judge: Judge | None) -> Answer | None:
    """By the first slot word that begins to sound 0.3 s after the onset or later; None where no words are known."""
    if not case.slots.own and not case.slots.other:
        return None
    words = words_in(record, Stretch(overlap.start_s + HEARD_AFTER_S, record.seconds), judge)
    return None if words is None else BY_SLOT[case.slots.first(words)]


def score_overlap(case: Dialogue, takes: Sequence[Record], judge: Judge | None) -> Scores:
    """Of an item with an overlap. One in which it never spoke is missed: UNKNOWN."""
    record, reference = takes[0], takes[1] if len(takes) > 1 else None
    overlap = case.overlap_in(record)
    if overlap is None:
        missed = _shares(case, Answer.UNKNOWN)
        has_words = case.slots.own or case.slots.other
        return missed | {"spoke": 0.0, "word_right": 0.0 if has_words else None, "stop": None, "response": None}
    left = left_s(case, reference, overlap)
    if left is None:
        return {"spoke": 1.0, "judged": 0.0}
    scores = _shares(case, by_voice(record, reference, overlap, left))
    word = by_words(case, record, overlap, judge)
    scores |= {"word_right": None if word is None else float(word is wanted(case))}
    scores |= {"word_uncertain": None if word is None else float(word is Answer.UNCERTAIN)}
    has_responded = scores[Answer.RESPOND] == 1
    stop, response = stop_s(record, reference, overlap), response_s(record, overlap) if has_responded else None
    return scores | {"spoke": float(bool(record.voice)), "stop": stop, "response": response}


def wanted(case: Dialogue) -> Answer:
    return Answer.RESPOND if case.kind == "interruption" else Answer.RESUME


def _shares(case: Dialogue, answer: Answer) -> Scores:
    return {
        "judged": 1.0,
        "right": float(answer is wanted(case)),
        **{str(each): float(each is answer) for each in Answer},
    }
