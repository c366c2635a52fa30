"""Runs the network for one micro-turn, of one stream or several at once: prefill, text until a decision, and the speech
patch of those that speak.

Knows rows and tensors, nothing of files of sound, queues or users.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from microturn.audio.mel import MEL_FLOOR
from microturn.core.clock import Clock
from microturn.core.errors import BadCheckpoint
from microturn.core.messages import Did
from microturn.core.units import (
    MAX_TEXT_OUT,
    MOUTH_BINS,
    MOUTH_TICK_SAMPLES,
    PATCH_FRAMES,
    SLOTS,
)
from microturn.core.vocab import MARKS, NUM_SPECIALS, SILENCE, Control
from microturn.engine.layout import layout, passes, written
from microturn.engine.past import Moment, Past, View, quiet_from, rewind
from microturn.engine.saved import fingerprint
from microturn.model.arrays import Floats
from microturn.model.checkpoint import CONFIG, WEIGHTS, load_checkpoint, load_sampling
from microturn.model.drawing import StreamMouth, sample
from microturn.model.flow import Before, Request
from microturn.model.state import MAX_CHUNK, TrunkState
from microturn.model.stream import Stream
from microturn.model.vocoder import VocoderState

WINDOWS = 2  # for which it is known what was read: keys of one window were made with the one before in sight
SPOKEN_CONTROLS = (
    Control.VOICE,
    Control.QUIET,
    Control.DELEGATE,
    Control.DROP,
    *MARKS,
)


@dataclass(frozen=True)
class Sampling:
    """How tokens are drawn. Temperatures: 0 takes the likeliest."""

    text_temperature: float = 0.0
    mouth_temperature: float = 0.3


@dataclass
class StreamState:
    """All that one stream needs to go on."""

    trunk: TrunkState
    vocoder: VocoderState
    before: Before
    generator: torch.Generator
    past: Past
    tick: int = 0
    is_vocoder_idle: bool = True

    @property
    def did(self) -> Did:
        """In its last micro-turn."""
        plan: list[int] = self.before.plan_V8[0].tolist() if self.before.has_V[0] else []
        return Did(self.past.recent[-1].tokens, tuple(plan))


@dataclass(frozen=True)
class TickResult:
    """Text tokens the model emitted (control tokens among them), its decision, float32 [4800] samples, ms by part."""

    tokens: list[int]
    is_voice: bool
    audio: NDArray[np.float32]
    compute_ms: dict[str, float] = field(default_factory=lambda: {})


Input = tuple[NDArray[np.uint8], Sequence[int], View | None, StreamState]  # dMel levels [4, 4, 80], tokens of text


@dataclass
class Choice:
    """What a stream does in a micro-turn, while it is decided. `hidden_C`: of the last position; `last`: the token
    drawn last."""

    hidden_C: Floats
    tokens: list[int] = field(default_factory=list[int])
    last: int = Control.PAD
    is_voice: bool = False
    is_done: bool = False

    @property
    def written(self) -> tuple[int, ...]:
        """All that has entered the stream."""
        return (*self.tokens, Control.VOICE) if self.is_voice else tuple(self.tokens)


class Stopwatch:
    """Splits the time of a micro-turn by part."""

    def __init__(self, clock: Clock) -> None:
        self._clock, self._last_s = clock, clock.now_s()
        self.ms: dict[str, float] = {}

    def lap(self, name: str) -> None:
        now_s = self._clock.now_s()
        self.ms[name] = self.ms.get(name, 0.0) + (now_s - self._last_s) * 1000
        self._last_s = now_s


class Runner:
    """`is_packed`: compute with the checkpoint's int8 rows and in bf16, for speed; else exactly in float32."""

    def __init__(self, folder: Path, clock: Clock, sampling: Sampling | None = None, is_packed: bool = True) -> None:
        self.model, self.vocoder = load_checkpoint(folder)
        self.clock, self.sampling = clock, sampling or sampling_of(folder)
        self.stream, self.mouth = Stream(self.model, is_packed), StreamMouth(self.model.mouth)
        allowed = np.full(self.model.config.vocab_size, -np.inf, np.float32)
        allowed[NUM_SPECIALS:] = 0.0
        allowed[list(SPOKEN_CONTROLS)] = 0.0
        self.allowed_V = allowed
        self.fingerprint = fingerprint(folder / WEIGHTS, folder / CONFIG)

    @property
    def has_eyes(self) -> bool:
        """Whether the checkpoint can see."""
        return self.model.eye is not None

    def init_state(self, seed: int) -> StreamState:
        generator = torch.Generator().manual_seed(seed)
        trunk, config = self.model.init_state(1), self.model.config
        past = Past(config.num_sinks, WINDOWS * config.window + MAX_CHUNK)
        return StreamState(trunk, self.vocoder.init_state(1), nothing_before(), generator, past)

    def tick(
        self, levels: NDArray[np.uint8], text_in: Sequence[int], state: StreamState, view: View | None = None
    ) -> TickResult:
        """One micro-turn: dMel levels uint8 [4, 4, 80], text and picture that came in -> what the model does."""
        return self.ticks([(levels, text_in, view, state)])[0]

    @torch.inference_mode()
    def ticks(self, inputs: Sequence[Input]) -> list[TickResult]:
        """One micro-turn of each of several streams, together. Tokens are those of each alone, bit for bit; times are
        those of all."""
        watch = Stopwatch(self.clock)
        states = [each[-1] for each in inputs]
        moments = [moment_of(*each).placed(each[-1].trunk) for each in inputs]
        hidden = self.stream.forward_all([(layout(moment), state.trunk) for moment, state in zip(moments, states)])
        hidden = [hidden_NC[-1] for hidden_NC in hidden]
        watch.lap("prefill")
        choices = self._decide(hidden, states)
        watch.lap("decode")
        patches = self._speak(choices, states)
        watch.lap("speech")
        sounds = self._sound(patches, choices, states)
        watch.lap("vocoder")
        for state, moment, choice in zip(states, moments, choices):
            state.past.add(replace(moment, tokens=choice.written))
            state.tick += 1
        return [TickResult(c.tokens, c.is_voice, sound, dict(watch.ms)) for c, sound in zip(choices, sounds)]

    @torch.inference_mode()
    def unhear(self, tick: int, state: StreamState) -> None:
        """Takes back what was said from a micro-turn on, at most 30 s ago: nobody has heard it."""
        tick = max(tick, state.past.oldest_tick)
        if again := state.past.take_back(tick):
            rewind(again[0], state.trunk)
            for _ in self.read_again(quiet_from(tick, again), state):
                pass
            state.before = nothing_before()

    def read_again(self, moments: Sequence[Moment], state: StreamState) -> Iterator[None]:
        """Brings trunk and past forward over what was read and written before, a step of up to MAX_CHUNK positions at a
        time: one a micro-turn where that is read for the first time, so the sums may differ in their last digits."""
        for group, positions in passes(moments):
            with torch.inference_mode():
                placed = state.past.enter(group, state.trunk)
                self.stream.forward(positions, state.trunk)
            for moment in placed:
                state.past.add(moment)
            yield

    def _decide(self, hidden: Sequence[Floats], states: Sequence[StreamState]) -> list[Choice]:
        """Each emits text until <voice> or <quiet>; those that are not done yet go on together."""
        choices = [Choice(hidden_C) for hidden_C in hidden]
        while open_ := [i for i, choice in enumerate(choices) if not choice.is_done]:
            logits_SV = self.stream.text_logits(np.stack([choices[i].hidden_C for i in open_])) + self.allowed_V
            fed = [i for i, logits_V in zip(open_, logits_SV) if self._choose(logits_V, choices[i], states[i])]
            streams = [(written(choices[i].last, states[i].tick), states[i].trunk) for i in fed]
            for i, hidden_NC in zip(fed, self.stream.forward_all(streams) if fed else []):
                choices[i].hidden_C = hidden_NC[-1]
        return choices

    def _choose(self, logits_V: Floats, choice: Choice, state: StreamState) -> bool:
        """Draws the next token; whether it enters the stream."""
        is_full = len(choice.tokens) == MAX_TEXT_OUT
        if is_full:  # only the decision is left
            logits_V = logits_V[: Control.QUIET + 1]
        token = sample(logits_V, self.sampling.text_temperature, chance(state))
        choice.last, choice.is_voice = token, token == Control.VOICE
        choice.is_done = choice.is_voice or is_full or token == Control.QUIET
        if not choice.is_done:
            choice.tokens.append(token)
        return choice.is_voice or not choice.is_done

    def _speak(self, choices: Sequence[Choice], states: Sequence[StreamState]) -> list[Tensor]:
        """The patch [1, 16, 100] of each: speech of those that speak, which is kept, else silence."""
        patches = [silence() for _ in states]
        for state, choice in zip(states, choices):
            if not choice.is_voice:
                state.before = nothing_before()
        if speaking := [i for i, choice in enumerate(choices) if choice.is_voice]:
            rendered = self._render([choices[i].hidden_C for i in speaking], [states[i] for i in speaking])
            for i, patch in zip(speaking, rendered):
                patches[i] = patch[None]
        return patches

    def _render(self, hidden: Sequence[Floats], states: Sequence[StreamState]) -> Tensor:
        """Draws phone plans and renders patches [V, 16, 100] from them."""
        temperature = self.sampling.mouth_temperature
        plan = torch.cat([self.mouth.draw(h, temperature, s.generator) for h, s in zip(hidden, states)])
        before = Before.stack([state.before for state in states])
        request = Request(plan, torch.from_numpy(np.stack(hidden)), before)
        patch = self.model.flow.draw(request, [state.generator for state in states])
        for i, state in enumerate(states):
            state.before = Before(plan[i : i + 1], patch[i : i + 1], torch.ones(1, dtype=torch.bool))
        return patch

    def _sound(
        self, patches: Sequence[Tensor], choices: Sequence[Choice], states: Sequence[StreamState]
    ) -> list[Floats]:
        """The vocoder runs while there is speech, and one micro-turn longer for what it still holds."""
        sounds = [np.zeros(MOUTH_TICK_SAMPLES, np.float32) for _ in states]
        heard = [i for i, (c, s) in enumerate(zip(choices, states)) if c.is_voice or not s.is_vocoder_idle]
        if heard:
            together = VocoderState.stack([states[i].vocoder for i in heard])
            wave = self.vocoder.step(torch.cat([patches[i] for i in heard]), together).numpy()
            for row, i in enumerate(heard):
                states[i].is_vocoder_idle = not choices[i].is_voice
                together.put(row, states[i].vocoder)
                sounds[i] = wave[row].copy()
        return sounds


def moment_of(levels: NDArray[np.uint8], text_in: Sequence[int], view: View | None, state: StreamState) -> Moment:
    """What is to be read now."""
    plan = state.before.plan_V8 if state.before.has_V[0] else None
    return Moment(state.tick, levels, tuple(text_in), view, plan)


def sampling_of(folder: Path) -> Sampling:
    """The checkpoint's own. Raises BadCheckpoint for fields there are none of."""
    try:
        return Sampling(**load_sampling(folder))
    except TypeError as error:
        names = ", ".join(field.name for field in fields(Sampling))
        raise BadCheckpoint(
            f"expected sampling by {names} in {folder}, got others ({error}); update microturn"
        ) from error


def chance(state: StreamState) -> float:
    return float(torch.rand(1, generator=state.generator))


def silence() -> Tensor:
    return torch.full((1, PATCH_FRAMES, MOUTH_BINS), float(np.log(MEL_FLOOR)))


def nothing_before() -> Before:
    plan = torch.full((1, SLOTS), SILENCE)
    return Before(plan, silence(), torch.zeros(1, dtype=torch.bool))
