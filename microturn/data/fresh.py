"""Users who always say something new: texts drawn for the moment and told phone by phone, in place of a bank's rows.

A bank has few texts, and a network that hears them a hundred times learns them by heart instead of how words are
spoken. Told rows cost nothing, so that none comes twice.
"""

from collections.abc import Iterable, Iterator

import numpy as np

from microturn.data import texts
from microturn.data.bank import Utterance
from microturn.data.cues import LIST, STORY, SUM
from microturn.data.lines import MAKERS
from microturn.data.pool import BACKCHANNEL, CUE, FILLER, INTERRUPTION, REQUEST, SIDE, SIGHT, TIMER, Pool, choose
from microturn.data.refusals import REFUSAL

Rng = np.random.Generator
NUMS = {
    REQUEST: 140, REFUSAL: 8, INTERRUPTION: 36, TIMER: 90, CUE: 90, SUM: 60, LIST: 24, STORY: 60, SIGHT: 40,
}  # fmt: skip
NUM_SIDE, NUM_READ = 60, 80


def fresh(pool: Pool, rng: Rng) -> Pool:
    """The same assistant and other users, who have no voice; the pool as it is where its bank knows too few words."""
    users = pool.with_users(told(pool, rng, _lines(pool, rng)))
    return users if any(users.reply(row, rng) for row in users.requests) else pool


def told(pool: Pool, rng: Rng, lines: Iterable[tuple[str, str, str]]) -> list[Utterance]:
    """Rows of users from (kind, text, reply), where the bank knows the words."""
    rows = [pool.lexicon.tell(text, rng, kind, reply) for kind, text, reply in lines]
    return [row for row in rows if row is not None and not row.is_held_out]


def _lines(pool: Pool, rng: Rng) -> Iterator[tuple[str, str, str]]:
    """(kind, text, reply) of everything that a user may say; stories are mixed with what the assistant's voice read."""
    for kind, num in NUMS.items():
        row_kind = REQUEST if kind == REFUSAL else kind
        yield from ((row_kind, text, reply) for text, reply in MAKERS[kind](rng, num))
    yield from ((STORY, choose(pool.voiced, rng).text, "") for _ in range(NUM_READ if pool.voiced else 0))
    few = {SIDE: texts.side_talk(rng, NUM_SIDE), BACKCHANNEL: texts.backchannels(), FILLER: texts.fillers()}
    yield from ((kind, text, "") for kind, said in few.items() for text in said)
