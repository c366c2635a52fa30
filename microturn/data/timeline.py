"""A scene being written: grammars append what happens next, one behaviour after the other.

Knows when everything so far has ended; decides nothing by itself.
"""

import numpy as np

from microturn.core.messages import Source
from microturn.core.units import TICK_S
from microturn.core.vocab import Control
from microturn.data.bank import Utterance
from microturn.data.human import gap_s, random_speed
from microturn.data.pool import Exchange, Pool, choose
from microturn.data.render import arrival_tick
from microturn.data.replies import FORGET, is_handed_on
from microturn.data.scene import (
    REPLY_AFTER_S,
    Note,
    Own,
    Place,
    Scene,
    Shown,
    Signal,
    Sound,
    Speech,
    TextIn,
    reply_tick,
    tick_at,
)

LATE_SHARE, LATE_TICKS = 0.25, 3  # replies that begin up to this much later, which is no mistake
NOTE_SHARE = 0.08  # exchanges beside which the model reads what it need not say
SOUND_SHARE = 0.12  # scenes with a sound event of no consequence
ORDERS = (
    "you are a helpful assistant",
    "you are a voice assistant, keep your answers short",
    "be kind and brief",
    "talk with the user",
    "answer the user's questions",
)


class Timeline:
    """`now_s`: until when something is said. One user, who keeps his speed, and whose rows come from one circle."""

    def __init__(self, rng: np.random.Generator, pool: Pool) -> None:
        self.rng, self.pool = rng, pool
        self.now_s = float(rng.uniform(0.2, 1.5))
        self.speed = random_speed(rng)
        self.circle = pool.circle(rng)
        self.speech: list[Speech] = []
        self.own: list[Own] = []
        self.text_in: list[TextIn] = []
        self.sounds: list[Sound] = []
        self.unjudged: list[tuple[int, int]] = []
        self.slips: list[tuple[int, int]] = []
        self.signals: list[Signal] = []
        self.notes: list[Note] = []
        self.shown: Shown | None = None

    def chance(self, share: float) -> bool:
        return bool(self.rng.random() < share)

    def wait(self, seconds: float) -> None:
        self.now_s += max(0.0, seconds)

    def instruct(self, text: str) -> None:
        """Instructions at the very start."""
        self.text_in.append(TextIn(0, text, Source.INSTRUCTIONS))
        self.now_s = max(self.now_s, (arrival_tick(self.text_in[-1]) + 1) * TICK_S)

    def hear(self, row: Utterance, onset_s: float, place: Place = Place.NEAR, gain_db: float | None = None) -> Speech:
        """Somebody begins the first word of `row` at `onset_s`."""
        speed = self.speed if place is Place.NEAR else random_speed(self.rng)
        level = float(self.rng.normal(0, 1.5)) if gain_db is None else gain_db
        lead_s = row.words[0].start_s / speed if row.words else 0.0
        self.speech.append(Speech(row, onset_s - lead_s, level, speed, place))
        self.now_s = max(self.now_s, self.speech[-1].end_s)
        return self.speech[-1]

    def say(self, plan: Utterance, tick: int, cut_tick: int | None = None) -> Own:
        """The assistant speaks from `tick` on, never before it is done with what it said last."""
        first = max(tick, self.own[-1].end_tick if self.own else 0)
        self.own.append(Own(plan, first, cut_tick))
        self.now_s = max(self.now_s, self.own[-1].end_s)
        return self.own[-1]

    def ask(self, onset_s: float | None = None) -> Exchange:
        """The user asks something now; the reply is not given yet."""
        exchange = self.pool.exchange(self.circle, self.rng)
        self.hear(exchange.request, self.onset_s() if onset_s is None else onset_s)
        return exchange

    def put(self, request: Utterance | str) -> float:
        """The user asks, aloud or (a text) by typing -> when he has ended, seconds."""
        if isinstance(request, Utterance):
            return self.hear(request, self.onset_s()).end_s
        self.wait(float(self.rng.uniform(0.0, 1.0)))
        return (self.read(request, Source.TYPED) + 1) * TICK_S - REPLY_AFTER_S  # what is typed is answered at once

    def answer(self, reply: Utterance, tick: int | None = None) -> Own:
        """The reply to what the user said last, or to what was complete in `tick`. One that only bridges hands the work
        on, and "never mind" withdraws what may be under way."""
        own = self.say(reply, self.late(reply_tick(self.speech[-1].end_s) if tick is None else tick))
        if is_handed_on(reply.text):
            self.signals.append(Signal(own.start_tick, Control.DELEGATE))
        elif reply.text == FORGET:
            self.signals.append(Signal(own.start_tick, Control.DROP))
        return own

    def late(self, tick: int) -> int:
        """`tick`, or now and then one a little later; the micro-turns let pass are not judged.

        So a reply that did not begin at once still begins, and waiting through a pause loses no answers.
        """
        if not self.chance(LATE_SHARE):
            return tick
        begun = tick + int(self.rng.integers(1, LATE_TICKS + 1))
        self.unjudged.append((tick, begun))
        return begun

    def read(self, text: str, source: Source) -> int:
        """Text comes in now; returns the tick in which it is complete."""
        self.text_in.append(TextIn(tick_at(self.now_s) + 1, text, source))
        return arrival_tick(self.text_in[-1], self.text_in)

    def note(self) -> None:
        """Now and then something to know and not to say comes in: notes on what was said, a tool's result."""
        if self.pool.silent and self.chance(NOTE_SHARE):
            source = Source.TOOL if self.chance(0.5) else Source.INSTRUCTIONS
            at_s = self.now_s + float(self.rng.uniform(-2.0, 1.0))
            text = " ".join(choose(self.pool.silent, self.rng).text for _ in range(int(self.rng.integers(1, 4))))
            self.text_in.append(TextIn(tick_at(max(0.0, at_s)) + 1, text, source))

    def onset_s(self) -> float:
        """When the user speaks next: some time after all that was said, now and then into its last moments."""
        early = (
            min(0.0, float(self.rng.normal(0.1, 0.25))) if self.own and self.own[-1].end_s >= self.now_s - 1e-6 else 0.0
        )
        return max(0.1, self.now_s + gap_s(self.rng) + max(-0.35, early))

    def scene(self) -> Scene:
        """Everything so far, with some silence at the end."""
        num_ticks = tick_at(self.now_s + float(self.rng.uniform(0.5, 2.0))) + 1
        num_ticks = max(num_ticks, max((own.end_tick + 1 for own in self.own), default=1))
        if self.pool.sounds and self.chance(SOUND_SHARE):
            start_s = float(self.rng.uniform(-1, num_ticks * TICK_S))
            self.sounds.append(Sound(choose(self.pool.sounds, self.rng), start_s, float(self.rng.uniform(-25, -6))))
        return Scene(
            num_ticks,
            tuple(self.speech),
            tuple(self.own),
            tuple(self.text_in),
            tuple(self.sounds),
            tuple(self.unjudged),
            tuple(self.signals),
            self.shown,
            tuple(self.notes),
            tuple(self.slips),
        )
