"""Speaking while the user speaks, because he asked for it: stop me at a word, correct me, repeat after me (in
Spanish, too), count along, listen to my story.

What is said comes as soon as its cue has been heard; the user goes on as people do, without waiting for it.
"""

from collections.abc import Sequence

import numpy as np

from microturn.data import cues
from microturn.data.bank import Utterance
from microturn.data.cues import Cue
from microturn.data.grammars import answer, slip
from microturn.data.pool import Pool, choose
from microturn.data.scene import FOR_EVER, Scene, Speech, part, reply_tick, tick_at
from microturn.data.timeline import Timeline
from microturn.text.normal import words

CUE_AFTER_S = 0.2  # what is said at a cue begins in the first tick that ends this long after the cue
PAUSE_S = (0.3, 0.9)  # between the sentences of somebody who goes on
NOD_AFTER_S = 7.0  # of listening, without a sign of it
TOLD_SPEED = (0.95, 2.0)  # who has no voice speaks fast: more cues in as many positions
CUE_SHARE = 0.7  # sentences that hold the word
SAME_SHARE = 0.8  # told by the voice that asked, where it has something to tell
TYPED_SHARE = 0.2
NUM_SUMS = (6, 18)
MAX_TRIES = 20


def make(rng: np.random.Generator, pool: Pool) -> Scene:
    line = Timeline(rng, pool)
    if line.chance(0.1):
        answer.add(line)
    add(line)
    return line.scene()


def add(line: Timeline) -> Cue | None:
    """One request of the kind and what follows it; an exchange where the bank has none."""
    drawn = _drawn(line)
    if drawn is None:
        answer.add(line)
        return None
    request, cue, reply = drawn
    if isinstance(request, Utterance) and request.file is None:
        line.speed *= float(line.rng.uniform(*TOLD_SPEED))
    line.answer(reply, reply_tick(slip.put(line, request, reply)))
    line.wait(float(line.rng.uniform(0.2, 1.0)))
    perform(line, cue, request.speaker if isinstance(request, Utterance) else "")
    return cue


def perform(line: Timeline, cue: Cue, speaker: str) -> None:
    """What the user, preferably this one, says after such a request, and what is said to it."""
    {
        cues.STOP: _name, cues.TELL: _name, cues.CORRECT: _correct, cues.REPEAT: _repeat, cues.COUNT: _repeat,
        cues.TRANSLATE: _repeat, cues.SHADOW: _shadow, cues.LISTEN: _listen, cues.NOD: _nod,
    }[cue.task](line, cue, speaker)  # fmt: skip


def _drawn(line: Timeline) -> tuple[Utterance | str, Cue, Utterance] | None:
    """A request, a row of the bank or a text to type, whose reply and sayings can be said."""
    for _ in range(MAX_TRIES if line.pool.cues else 0):
        row = choose(line.pool.cues, line.rng)
        text, told = cues.requests(line.rng, 1)[0] if line.chance(TYPED_SHARE) else (row.text, row.reply)
        cue, reply = cues.parse(text), line.pool.pronounced(told, line.rng)
        names = cue is not None and cue.task in (cues.STOP, cues.TELL)
        is_told = cue is not None and (not names or line.pool.can_say(cue.saying))
        if cue is not None and reply is not None and is_told:
            return row if text is row.text else text, cue, reply
    return None


def _rows(line: Timeline, kind: str, speaker: str) -> Sequence[Utterance]:
    rows = line.pool.told(kind)
    own = [row for row in rows if row.speaker == speaker] if line.chance(SAME_SHARE) else []
    return own or rows


def _go_on(line: Timeline, row: Utterance, after_s: float) -> Speech:
    """The user says the next thing, into what the assistant may be saying."""
    return line.hear(row, after_s + float(line.rng.uniform(*PAUSE_S)), gain_db=0.0)


def _say(line: Timeline, text: str, cue_s: float) -> None:
    """At a cue that has ended at `cue_s`; not at all where the bank cannot say it or it would come late."""
    plan, tick = line.pool.pronounced(text, line.rng) if text else None, tick_at(cue_s + CUE_AFTER_S)
    if plan is not None and (not line.own or line.own[-1].end_tick <= tick):
        line.say(plan, tick)
    else:
        line.unjudged.append((tick, tick + 3))


def _name(line: Timeline, cue: Cue, speaker: str) -> None:
    """Sentences of a story, in some of which the word comes."""
    rows, at_s = _rows(line, cues.STORY, speaker), line.now_s
    holding = [row for row in rows if _ends_of(row, cue.word)]
    fillers = [row for row in line.pool.fillers if " ".join(words(row.text)) == cue.word]
    for _ in range(int(line.rng.integers(2, 5)) if rows else 0):
        has_cue = line.chance(CUE_SHARE)
        if has_cue and fillers:
            at_s = _hesitate(line, cue, choose(rows, line.rng), choose(fillers, line.rng), at_s)
            continue
        spoken = _go_on(line, _sentence(line, cue.word, rows, holding) if has_cue else choose(rows, line.rng), at_s)
        at_s = spoken.end_s
        for end_s in _ends_of(spoken.utterance, cue.word):
            _say(line, cue.saying, spoken.when(end_s))


def _sentence(line: Timeline, word: str, rows: Sequence[Utterance], holding: Sequence[Utterance]) -> Utterance:
    """One in which the word comes, or any where there is none. Who has no voice can say any."""
    row = choose(rows, line.rng)
    if row.file is None:
        labels = row.text.split()
        labels[int(line.rng.integers(len(labels)))] = word
        row = line.pool.lexicon.tell(" ".join(labels), line.rng, cues.STORY) or row
    return row if row.file is None or not holding else choose(holding, line.rng)


def _hesitate(line: Timeline, cue: Cue, row: Utterance, filler: Utterance, after_s: float) -> float:
    """A sentence with the filler at a word boundary -> its end."""
    cut = int(line.rng.integers(1, len(row.words))) if len(row.words) > 1 else 0
    begun_s = _go_on(line, part(row, 0, cut), after_s).end_s if cut else after_s
    spoken = line.hear(filler, begun_s + float(line.rng.uniform(0.1, 0.4)), gain_db=0.0)
    _say(line, cue.saying, spoken.end_s)
    rest = part(row, cut, len(row.words)) if cut else row
    return line.hear(rest, spoken.end_s + float(line.rng.uniform(0.1, 0.6)), gain_db=0.0).end_s


def _ends_of(row: Utterance, word: str) -> list[float]:
    return [span.end_s for span in row.words if " ".join(words(span.label)) == word]


def _correct(line: Timeline, _cue: Cue, speaker: str) -> None:
    """Statements, wrong ones among them; right ones are let pass."""
    rows, at_s = _rows(line, cues.SUM, speaker), line.now_s
    for _ in range(int(line.rng.integers(*NUM_SUMS)) if rows else 0):
        spoken = _go_on(line, choose(rows, line.rng), at_s)
        at_s = spoken.end_s
        if spoken.utterance.reply:
            _say(line, spoken.utterance.reply, at_s)


def _repeat(line: Timeline, cue: Cue, speaker: str) -> None:
    """Words one by one, at the user's pace; each is said again as soon as it has been heard."""
    rows = [
        row
        for row in _rows(line, cues.LIST, speaker)
        if cue.task != cues.COUNT or cues.is_count([" ".join(words(span.label)) for span in row.words])
    ]
    if not rows:
        return
    row, gap_s = choose(rows, line.rng), float(line.rng.uniform(0.2, 1.0))
    onset_s = line.now_s + float(line.rng.uniform(*PAUSE_S))
    for i, span in enumerate(row.words):
        spoken = line.hear(part(row, i, i + 1), onset_s, gain_db=0.0)
        said = cues.translated(span.label, cue.language) if cue.language else span.label
        _say(line, said, spoken.end_s)
        onset_s = spoken.end_s + gap_s * float(line.rng.uniform(0.8, 1.2))


def _shadow(line: Timeline, _cue: Cue, speaker: str) -> None:
    """Sentences of a story, said again while they are spoken: all that has been heard and not been said, at once."""
    rows = _rows(line, cues.STORY, speaker)
    for _ in range(int(line.rng.integers(1, 4)) if rows else 0):
        row = choose(rows, line.rng)
        if line.pool.can_say(row.text):
            _echo(line, _go_on(line, row, line.now_s))


def _echo(line: Timeline, spoken: Speech) -> None:
    labels = [word.label for word in spoken.utterance.words]
    heard = [tick_at(spoken.when(word.end_s) + CUE_AFTER_S) for word in spoken.utterance.words]
    num_said = 0
    while num_said < len(labels):
        tick = max(heard[num_said], line.own[-1].end_tick if line.own else 0)
        stop = next((k for k in range(num_said, len(heard)) if heard[k] > tick), len(heard))
        plan = line.pool.pronounced(" ".join(labels[num_said:stop]).strip(".,?!"), line.rng)
        if plan is None:
            return
        line.say(plan, tick)
        num_said = stop


def _nod(line: Timeline, _cue: Cue, speaker: str) -> None:
    """A story with a sign of listening after every sentence, as was asked for."""
    rows, at_s = _rows(line, cues.STORY, speaker), line.now_s
    for _ in range(int(line.rng.integers(2, 6)) if rows else 0):
        at_s = _go_on(line, choose(rows, line.rng), at_s).end_s
        _say(line, cues.NODDED, at_s)
    line.unjudged.append((tick_at(at_s), FOR_EVER))


def _listen(line: Timeline, _cue: Cue, speaker: str) -> None:
    """A story, with a sign of listening at the end of a sentence now and then."""
    rows, at_s, since_s = _rows(line, cues.STORY, speaker), line.now_s, line.now_s
    for _ in range(int(line.rng.integers(3, 9)) if rows else 0):
        at_s = _go_on(line, choose(rows, line.rng), at_s).end_s
        if at_s - since_s >= NOD_AFTER_S:
            _say(line, cues.NODS[int(line.rng.integers(len(cues.NODS)))], at_s)
            since_s = at_s
    line.unjudged.append((tick_at(at_s), FOR_EVER))  # whether the story is over is not told
