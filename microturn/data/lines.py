"""Which texts go into which bank: requests with replies, interruptions, plans. Knows nothing of voices or sound.

A text is for training or for evaluation by its own hash, so banks made at any time keep apart.
"""

from collections import Counter
from collections.abc import Iterable

import numpy as np

from microturn.core.errors import BadConfig
from microturn.data import cues, refusals, sights, texts, timers
from microturn.data.bank import Bank, Utterance
from microturn.data.pool import BACKCHANNEL, CUE, FILLER, INTERRUPTION, MEDIA, REQUEST, SIDE, SIGHT, TIMER, TOLD, key_of
from microturn.data.refusal_forms import REFUSALS
from microturn.data.refusals import REFUSAL
from microturn.data.stories import stories
from microturn.data.synth import Line

REPLY, SENTENCE = "reply", "sentence"
KINDS = (REQUEST, INTERRUPTION, BACKCHANNEL, SIDE, FILLER, REPLY, TIMER, CUE, SIGHT, *TOLD, REFUSAL, MEDIA)
MAKERS = {
    REQUEST: texts.dialogues, TIMER: timers.timers, CUE: cues.requests, SIGHT: sights.requests,
    cues.SUM: cues.sums, cues.LIST: cues.lists, cues.STORY: stories,
    REFUSAL: refusals.requests, INTERRUPTION: texts.interruptions,
}  # fmt: skip
NUM_TIMERS = 500
NUM_DIALOGUES = 30_000  # drawn to find nearly all replies


def is_kept_out(text: str) -> bool:
    return Utterance("user", text).is_held_out


def user_lines(kind: str, num: int, seed: int, held_out: bool = False, bank: Bank | None = None) -> list[Line]:
    """`num` lines for the user side. Where a `bank` is given, half of the requests are its texts.

    Raises BadConfig for an unknown kind. Backchannels and fillers are few: they repeat, and only voices keep them
    apart. Of kind "reply" are the most frequent replies, in the assistant's voice. Those of kind "refusal" become rows
    of kind "request".
    """
    if kind not in KINDS:
        raise BadConfig(f"expected a kind out of {', '.join(KINDS)}, got {kind!r}")
    rng = np.random.default_rng([seed, KINDS.index(kind)])
    if kind in (BACKCHANNEL, FILLER):
        few = texts.backchannels() if kind == BACKCHANNEL else texts.fillers()
        few = [text for text in few if held_out or not is_kept_out(text)]
        return [Line(few[i % len(few)], kind=kind) for i in range(num)]
    if kind == REPLY:
        return [Line(text, "assistant", kind) for text, _ in Counter(_replies(rng, bank, 20 * num)).most_common(num)]
    if kind in (SIDE, MEDIA):
        others = (texts.side_talk if kind == SIDE else texts.media)(rng, _enough(num))
        return [Line(t, kind=kind) for t in others if is_kept_out(t) == held_out][:num]
    pairs = [pair for pair in MAKERS[kind](rng, _enough(num)) if is_kept_out(pair[0]) == held_out]
    if kind == REQUEST and bank is not None:
        own = [(u.text, u.reply or texts.reply_to(u.text)) for u in _requests(bank) if is_kept_out(u.text) == held_out]
        taken = [own[i] for i in rng.permutation(len(own))[: num // 2]]
        pairs = [*taken, *pairs[: num - len(taken)]]
    row_kind = REQUEST if kind == REFUSAL else kind
    return [Line(text, kind=row_kind, reply=reply) for text, reply in pairs[:num]]


def lines_of(entry: str, num: int, seed: int, held_out: bool = False, bank: Bank | None = None) -> list[Line]:
    """`user_lines` of "KIND" or "KIND=NUM"."""
    kind, _, own_num = entry.partition("=")
    if own_num and not own_num.isdigit():
        raise BadConfig(f"expected KIND or KIND=NUM, got {entry!r}")
    return user_lines(kind, int(own_num or num), seed, held_out, bank)


def _enough(num: int) -> int:
    """Texts to draw so that one in twenty makes `num`."""
    return num * 25 + 200


def _requests(bank: Bank) -> list[Utterance]:
    return [u for u in bank.select("user") if u.words and not u.speaker.startswith("real")]


def plan_lines(bank: Bank, num_sentences: int, seed: int, num_dialogues: int = NUM_DIALOGUES) -> list[Line]:
    """Everything the assistant may have to say and the bank has not yet in its voice: all replies, the users' texts
    (but those that are refused), and sentences over many words, in random order."""
    rng = np.random.default_rng(seed)
    replies = _replies(rng, bank, num_dialogues)
    replies += [reply for _, reply in timers.timers(rng, NUM_TIMERS) if reply]
    replies += [*timers.sayings(), *cues.sayings(), *sights.sayings(), *refusals.sayings()]
    own = [_ended(u.text) for u in _requests(bank) if u.reply not in REFUSALS]
    lines = [*_distinct(replies, REPLY), *_distinct([*texts.sentences(rng, num_sentences), *own], SENTENCE)]
    known = {key_of(u.text) for u in bank.select("assistant")}
    new = [line for line in lines if not (key_of(line.text) in known or known.add(key_of(line.text)))]
    return [new[i] for i in rng.permutation(len(new))]  # whoever stops early has some of everything


def _replies(rng: np.random.Generator, bank: Bank | None, num: int) -> list[str]:
    """The reply of every request there is, as often as it is given."""
    pairs = [*texts.dialogues(rng, num), *texts.interruptions(rng, num // 10)]
    own = [u.reply or texts.reply_to(u.text) for u in _requests(bank)] if bank is not None else []
    return [reply for _, reply in pairs] + own


def _distinct(all_texts: Iterable[str], kind: str) -> list[Line]:
    return [Line(text, "assistant", kind) for text in dict.fromkeys(all_texts)]


def _ended(text: str) -> str:
    """With a mark at the end, without which voices trail off."""
    text = text.strip()
    return text if text[-1:] in ".?!" else f"{text}."
