"""An item of these benchmarks and how it is played: our own live, an official recording from start to end.

Judges nothing. What comes about while a live item is played (when the user spoke into the model's speech) is marked in
the record, so that the record can be scored again.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from microturn.bench.drive import User
from microturn.bench.fdb.slots import NO_SLOTS, Slots
from microturn.bench.items import Item
from microturn.bench.sources import Sources
from microturn.bench.suite.benchmark import Open
from microturn.bench.suite.record import Record
from microturn.bench.suite.take import Take
from microturn.bench.voice import Stretch
from microturn.core.messages import Audio, Source
from microturn.core.units import EAR_HZ, EAR_TICK_SAMPLES

OFFICIAL_FROM = 1_000_000  # numbers of official items: records of our own in the same folder are not taken for theirs
KINDS = ("request", "interruption", "backchannel", "side")


@dataclass(frozen=True, eq=False)
class Dialogue:
    """A case of the suite. `item`: what the user does. `pauses` and `talk`: of the user, seconds.

    Of official recordings, `overlap`: where it stands; `clean`: the same input without it, float32 [n] at 16 kHz;
    `places`: how often people acknowledged in each part of the recording.
    """

    number: int
    kind: str
    item: Item
    slots: Slots = NO_SLOTS
    pauses: tuple[Stretch, ...] = ()
    talk: tuple[Stretch, ...] = ()
    overlap: Stretch | None = None
    clean: Audio | None = None
    places: tuple[float, ...] = ()

    @property
    def seed(self) -> int:
        return self.item.seed

    @property
    def is_official(self) -> bool:
        return self.number >= OFFICIAL_FROM

    def overlap_in(self, record: Record) -> Stretch | None:
        """When something was said into the model's speech; None where that did not come about."""
        if self.overlap is not None:
            return self.overlap
        start_s, end_s = record.marks.get("overlap_start"), record.marks.get("overlap_end")
        return None if start_s is None or end_s is None else Stretch(start_s, end_s)


def number_of(index: int, kind: int, num_kinds: int, is_official: bool = False) -> int:
    """Kinds alternate, so that more items of each leave the numbers of the first ones as they are."""
    return index * num_kinds + kind + (OFFICIAL_FROM if is_official else 0)


def play_live(item: Item, take: Take, after_s: float = 0.0) -> Record:
    """Until nothing more can be learned, and at least until `after_s` after the end of what is said into its speech."""
    user = User(item)
    if item.told:
        take.tell(item.told, Source.BACKGROUND)
    while not user.is_done or (user.overlap is not None and user.now_s < user.overlap.end_s + after_s):
        user.listen(take.step(user.speak()).audio)
    take.close()
    marks = {"overlap_start": user.overlap.start_s, "overlap_end": user.overlap.end_s} if user.overlap else {}
    return take.record(**marks)


def play_through(samples: Audio, tail_s: float, take: Take) -> Record:
    """float32 [n] at 16 kHz as it is, then silence."""
    num = -(-(len(samples) + round(tail_s * EAR_HZ)) // EAR_TICK_SAMPLES)
    line = np.zeros(num * EAR_TICK_SAMPLES, np.float32)
    line[: len(samples)] = samples
    for piece in line.reshape(num, EAR_TICK_SAMPLES):
        take.step(piece)
    take.close()
    return take.record()


def play_pair(case: Dialogue, open_take: Open, tail_s: float, after_s: float) -> tuple[Record, ...]:
    """An item with an overlap, then the same without it. Official ones may lack the second."""
    if case.is_official:
        inputs = [case.item.user] if case.clean is None else [case.item.user, case.clean]
        return tuple(play_through(samples, tail_s, open_take()) for samples in inputs)
    return play_live(case.item, open_take(), after_s), play_live(case.item.reference, open_take())


def replies_of(sources: Sources) -> Mapping[str, str]:
    """What is to be answered to a text."""
    return {row.text: row.reply for kind in KINDS for row in sources.rows(kind) if row.reply}


def first_sound_s(samples: Audio) -> float:
    """Where a recording that begins with digital silence begins to sound; 0 where it never does."""
    loud = np.flatnonzero(samples)
    return float(loud[0]) / EAR_HZ if len(loud) else 0.0
