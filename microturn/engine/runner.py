"""Runs the network for one micro-turn: prefill, text until a decision, and the speech patch when it speaks.

Knows rows and tensors, nothing of files of sound, queues or users.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from microturn.audio.mel import MEL_FLOOR
from microturn.core.clock import Clock
from microturn.core.errors import BadCheckpoint
from microturn.core.units import AUDIO_TOKENS, MAX_TEXT_OUT, MOUTH_BINS, MOUTH_TICK_SAMPLES, PATCH_FRAMES, SLOTS
from microturn.core.vocab import NUM_SPECIALS, SILENCE, Control
from microturn.engine.past import MAX_TICKS, Moment, restore, unsaid
from microturn.model.checkpoint import load_checkpoint, load_sampling
from microturn.model.flow import Before, Request
from microturn.model.positions import Kind, Positions
from microturn.model.state import TrunkState
from microturn.model.stream import Stream, StreamMouth, sample
from microturn.model.vocoder import VocoderState

Floats = NDArray[np.float32]
SPOKEN_CONTROLS = (
    Control.VOICE,
    Control.QUIET,
    Control.HEARD,
    Control.SAY,
    Control.SEE,
    Control.DELEGATE,
    Control.DROP,
)


@dataclass(frozen=True)
class Sampling:
    """How tokens are drawn. Temperatures: 0 takes the likeliest. `voice_bias`: added to the logit of <voice>."""

    text_temperature: float = 0.0
    mouth_temperature: float = 0.3
    voice_bias: float = 0.0


@dataclass
class StreamState:
    """All that one stream needs to go on."""

    trunk: TrunkState
    vocoder: VocoderState
    before: Before
    generator: torch.Generator
    tick: int = 0
    is_vocoder_idle: bool = True
    past: deque[Moment] = field(default_factory=lambda: deque[Moment](maxlen=MAX_TICKS))  # the oldest are forgotten


@dataclass(frozen=True)
class TickResult:
    """Text tokens the model emitted (control tokens among them), its decision, float32 [4800] samples, ms by part."""

    tokens: list[int]
    is_voice: bool
    audio: NDArray[np.float32]
    compute_ms: dict[str, float] = field(default_factory=lambda: {})


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
        allowed[Control.VOICE] += self.sampling.voice_bias
        self.allowed_V = allowed

    def init_state(self, seed: int) -> StreamState:
        generator = torch.Generator().manual_seed(seed)
        return StreamState(self.model.init_state(1), self.vocoder.init_state(1), nothing_before(), generator)

    @torch.inference_mode()
    def tick(self, levels: NDArray[np.uint8], text_in: Sequence[int], state: StreamState) -> TickResult:
        """One micro-turn: dMel levels uint8 [4, 4, 80] and the text that came in -> what the model does."""
        watch = Stopwatch(self.clock)
        moment = self._moment(levels, text_in, state)
        hidden_C = self._read(levels, text_in, state)
        watch.lap("prefill")
        tokens, is_voice, hidden_C = self._decide(hidden_C, state)
        watch.lap("decode")
        patch = self._speak(hidden_C, state) if is_voice else self._rest(state)
        watch.lap("speech")
        audio = self._sound(patch, is_voice, state)
        watch.lap("vocoder")
        state.past.append(replace(moment, tokens=tuple(tokens)))
        state.tick += 1
        return TickResult(tokens, is_voice, audio, watch.ms)

    @torch.inference_mode()
    def unhear(self, tick: int, state: StreamState) -> None:
        """Takes back what was said from a micro-turn on, at most 30 s ago: nobody has heard it."""
        again = [moment for moment in state.past if moment.tick >= tick]
        if not again:
            return
        restore(again[0], state.trunk)
        state.before, now = again[0].before, state.tick
        for _ in again:
            state.past.pop()
        for moment in again:
            state.tick = moment.tick
            known = unsaid(moment.tokens)
            state.past.append(replace(self._moment(moment.levels, moment.text_in, state), tokens=known))
            self._read(moment.levels, [*moment.text_in, *known], state)
            state.before = nothing_before()
        state.tick = now

    def _moment(self, levels: NDArray[np.uint8], text_in: Sequence[int], state: StreamState) -> Moment:
        trunk = state.trunk
        memory = (state.before, int(trunk.count[0]), trunk.num_used, trunk.conv.clone())
        return Moment(state.tick, levels, tuple(text_in), (), *memory)

    def _read(self, levels: NDArray[np.uint8], text_in: Sequence[int], state: StreamState) -> Floats:
        """Own last patch, audio and text of this micro-turn -> hidden state [C] of the last position."""
        spoke = bool(state.before.has_V[0])
        audio_times = [state.tick + (i + 1) / AUDIO_TOKENS for i in range(AUDIO_TOKENS)]
        kinds = [Kind.PATCH] * spoke + [Kind.AUDIO] * AUDIO_TOKENS + [Kind.TEXT] * len(text_in)
        tokens = [0] * (spoke + AUDIO_TOKENS) + list(text_in)
        times = [float(state.tick)] * spoke + audio_times + [state.tick + 1.0] * len(text_in)
        positions = Positions(
            torch.tensor([kinds]), torch.tensor([tokens]), torch.tensor([times], dtype=torch.float64),
            torch.from_numpy(levels), state.before.plan_V8 if spoke else state.before.plan_V8[:0],
        )  # fmt: skip
        return self.stream.forward(positions, state.trunk)[-1]

    def _decide(self, hidden_C: Floats, state: StreamState) -> tuple[list[int], bool, Floats]:
        """Emits text until <voice> or <quiet> -> (text tokens, is voice, hidden state at <voice>)."""
        tokens: list[int] = []
        while True:
            logits_V = self.stream.text_logits(hidden_C) + self.allowed_V
            if len(tokens) == MAX_TEXT_OUT:  # only the decision is left
                logits_V = logits_V[: Control.QUIET + 1]
            token = sample(logits_V, self.sampling.text_temperature, chance(state))
            if token == Control.QUIET or (token != Control.VOICE and len(tokens) == MAX_TEXT_OUT):
                return tokens, False, hidden_C
            hidden_C = self._feed(token, state)
            if token == Control.VOICE:
                return tokens, True, hidden_C
            tokens.append(token)

    def _feed(self, token: int, state: StreamState) -> Floats:
        time = torch.tensor([[state.tick + 1.0]], dtype=torch.float64)
        no_audio, no_plan = torch.zeros(0, 4, 80, dtype=torch.uint8), state.before.plan_V8[:0]
        positions = Positions(torch.tensor([[int(Kind.TEXT)]]), torch.tensor([[token]]), time, no_audio, no_plan)
        return self.stream.forward(positions, state.trunk)[-1]

    def _speak(self, hidden_C: Floats, state: StreamState) -> Tensor:
        """Draws the phone plan, renders the patch [1, 16, 100] from it, and keeps both."""
        plan = self.mouth.draw(hidden_C, self.sampling.mouth_temperature, state.generator)
        request = Request(plan, torch.from_numpy(hidden_C)[None], state.before)
        patch = self.model.flow.draw(request, state.generator)
        state.before = Before(plan, patch, torch.ones(1, dtype=torch.bool))
        return patch

    def _rest(self, state: StreamState) -> Tensor:
        state.before = nothing_before()
        return silence()

    def _sound(self, patch: Tensor, is_voice: bool, state: StreamState) -> NDArray[np.float32]:
        """The vocoder runs while there is speech, and one micro-turn longer for what it still holds."""
        if state.is_vocoder_idle and not is_voice:
            return np.zeros(MOUTH_TICK_SAMPLES, np.float32)
        state.is_vocoder_idle = not is_voice
        return self.vocoder.step(patch, state.vocoder)[0].numpy().copy()


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
