"""Users who always say something new: texts drawn for the moment and told phone by phone, in place of a bank's rows.

A bank has few texts, and a network that hears them a hundred times learns them by heart instead of how words are
spoken. Told rows cost nothing, so that none comes twice.
"""

from collections.abc import Iterator

import numpy as np

from microturn.data import cues, refusals, sights, stories, texts, timers
from microturn.data.pool import (
    BACKCHANNEL,
    CUE,
    FILLER,
    INTERRUPTION,
    REQUEST,
    SIDE,
    SIGHT,
    TIMER,
    Pool,
)  # fmt: skip

Rng = np.random.Generator
Pair = tuple[str, str]
MAKERS = {
    REQUEST: (texts.dialogues, 140), INTERRUPTION: (texts.interruptions, 24), TIMER: (timers.timers, 70),
    CUE: (cues.requests, 70), cues.SUM: (cues.sums, 40), cues.LIST: (cues.lists, 24), cues.STORY: (stories.stories, 60),
    SIGHT: (sights.requests, 40),
}  # fmt: skip
NUM_REFUSALS, NUM_SIDE = 8, 24


def fresh(pool: Pool, rng: Rng) -> Pool:
    """The same assistant and other users, who have no voice; the pool as it is where its bank knows too few words."""
    rows = [pool.lexicon.tell(text, rng, kind, reply) for kind, (text, reply) in _lines(rng)]
    users = pool.with_users([row for row in rows if row is not None and not row.is_held_out])
    return users if any(users.reply(row) for row in users.requests) else pool


def _lines(rng: Rng) -> Iterator[tuple[str, Pair]]:
    """(kind, (text, reply)) of everything that a user may say."""
    for kind, (make, num) in MAKERS.items():
        yield from ((kind, pair) for pair in make(rng, num))
    yield from ((REQUEST, pair) for pair in refusals.requests(rng, NUM_REFUSALS))
    yield from ((SIDE, (text, "")) for text in texts.side_talk(rng, NUM_SIDE))
    yield from ((BACKCHANNEL, (text, "")) for text in texts.backchannels())
    yield from ((FILLER, (text, "")) for text in texts.fillers())
