"""dMel: log-mel levels of the 16 kHz input, causal, one micro-turn at a time (arXiv 2407.15835).

Every micro-turn is computed with the same fixed shapes, whether it streams or not: streaming equals
offline bit for bit.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from microturn.audio.mel import filters
from microturn.core.units import AUDIO_TOKENS, EAR_BINS, EAR_HZ, EAR_LEVELS, EAR_TICK_SAMPLES, SUB_FRAMES

WINDOW = 512  # 32 ms; frame i ends at sample 200 (i + 1): left context only
HOP = EAR_TICK_SAMPLES // (AUDIO_TOKENS * SUB_FRAMES)  # 200 samples, 12.5 ms
CONTEXT = WINDOW - HOP
LOG_LOW, LOG_HIGH = -8.5, 3.5  # natural log of mel magnitudes that the 16 levels span

Levels = NDArray[np.uint8]
_FILTERS_T = np.ascontiguousarray(filters(EAR_HZ, WINDOW, EAR_BINS).T) * 40.0  # brings speech into the range above
_HANN = np.hanning(WINDOW + 1)[:-1].astype(np.float32)


@dataclass
class DMelState:
    """The samples that the next frames still look back on."""

    context: NDArray[np.float32]


def init_state() -> DMelState:
    return DMelState(np.zeros(CONTEXT, np.float32))


def step(samples: NDArray[np.float32], state: DMelState) -> Levels:
    """One micro-turn: float32 [3200] at 16 kHz -> uint8 [4, 4, 80] (audio token, sub-frame, bin)."""
    assert samples.shape == (EAR_TICK_SAMPLES,), samples.shape
    line = np.concatenate([state.context, samples.astype(np.float32, copy=False)])
    state.context = line[-CONTEXT:].copy()
    frames = np.lib.stride_tricks.sliding_window_view(line, WINDOW)[::HOP]
    magnitude = np.abs(np.fft.rfft(frames * _HANN, axis=1)).astype(np.float32)
    log_mel = np.log(np.maximum(magnitude @ _FILTERS_T, 1e-10))
    levels = np.floor((log_mel - LOG_LOW) * (EAR_LEVELS / (LOG_HIGH - LOG_LOW)))
    return np.clip(levels, 0, EAR_LEVELS - 1).astype(np.uint8).reshape(AUDIO_TOKENS, SUB_FRAMES, EAR_BINS)


def encode(samples: NDArray[np.float32]) -> Levels:
    """A whole recording: float32 [n] at 16 kHz, zero-padded to whole micro-turns -> uint8 [ticks, 4, 4, 80]."""
    num_ticks = -(-len(samples) // EAR_TICK_SAMPLES)
    padded = np.zeros(num_ticks * EAR_TICK_SAMPLES, np.float32)
    padded[: len(samples)] = samples
    state = init_state()
    ticks = [step(tick, state) for tick in padded.reshape(num_ticks, EAR_TICK_SAMPLES)]
    return np.stack(ticks) if ticks else np.zeros((0, AUDIO_TOKENS, SUB_FRAMES, EAR_BINS), np.uint8)
