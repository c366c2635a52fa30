"""Draws a session: both voices on one time axis, words heard and said, decisions, overlap.

Everything the model does stands where it is heard, at the end of its tick (see `replay`).
"""

import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from numpy.typing import NDArray

from microturn.audio.pcm import saving
from microturn.cli.replay import TextAt, stereo, summarize, time_s
from microturn.core.errors import BadConfig
from microturn.core.messages import Audio, MicroTurn
from microturn.core.units import TICK_S, TICKS_PER_S

USER, MODEL, SEEN, TYPED, OVERLAP, QUIET = "#2b6cb0", "#d9670a", "#2f855a", "#6b46c1", "#e53e3e", "#dcdfe4"
ROW_S, LONGEST_ROW_S = 15.0, 20.0  # a recording wraps into rows of about 15 s; up to 20 s stay in one
MAX_ROWS = 16  # longer recordings get longer rows
WORDS_ROW_S = 40.0  # in rows longer than this, words would lie on one another
WIDTH_IN, ROW_IN, AXES_IN = 15.0, 2.7, 13.6
FONT_PT = 9
CHAR_IN = FONT_PT * 0.62 / 72  # average width of a letter
LANES = 3
LANE_Y, LANE_STEP = 2.1, 0.4
MAX_COLUMNS = 1800  # of the waveform, in one row
BARS = (24, 12, 6, 3, 2, 1)  # columns a tick: divisors of 4,800


@dataclass(frozen=True)
class Label:
    """Words and when they are heard, in seconds."""

    text: str
    at_s: float
    colour: str


@dataclass(frozen=True)
class Waves:
    """Outline of the sound: `low`, `high` float32 [ticks, bars, 2 (user, model)]; where both are loud, bool [ticks].

    Loudness serves the eye only.
    """

    low: NDArray[np.float32]
    high: NDArray[np.float32]
    is_overlap: NDArray[np.bool_]


def draw(path: Path, user: Audio, turns: Sequence[MicroTurn], texts: Sequence[TextAt] = ()) -> None:
    """User float32 [n] at 24 kHz and the model's micro-turns -> a PNG (SVG, PDF by ending). Raises as `saving`."""
    kind = check_kind(path)
    total_s = (len(turns) + 1) * TICK_S
    num_rows = 1 if total_s <= LONGEST_ROW_S else min(MAX_ROWS, int(np.ceil(total_s / ROW_S)))
    row_s = int(np.ceil(total_s / num_rows))
    waves = waves_of(user, turns, row_s * TICKS_PER_S)
    figure = Figure(figsize=(WIDTH_IN, ROW_IN * num_rows + 0.7), layout="constrained")
    rows = figure.subplots(num_rows, 1, squeeze=False)[:, 0]
    above, below = labels_above(turns, texts), words(turns, lambda turn: turn.said, MODEL)
    for i, axes in enumerate(rows):
        ticks = slice(i * row_s * TICKS_PER_S, (i + 1) * row_s * TICKS_PER_S)
        _style(axes, i * row_s, row_s)
        _waveforms(axes, waves, ticks)
        _decisions(axes, turns, ticks)
        _overlaps(axes, waves, ticks)
        if row_s <= WORDS_ROW_S:
            _words(axes, above, LANE_Y + LANES * LANE_STEP)
            _words(axes, below, -LANE_Y)
    rows[-1].set_xlabel("seconds")
    figure.suptitle(_title(turns), fontsize=10)
    with saving(path) as file, warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing")  # words in scripts without a font become boxes
        FigureCanvasAgg(figure)
        figure.savefig(file, format=kind, dpi=110)


def check_kind(path: Path) -> str:
    """The picture format that the ending asks for. Raises BadConfig."""
    kind = path.suffix.lstrip(".").lower() or "png"
    if kind not in ("png", "svg", "pdf"):
        raise BadConfig(f"{path}: expected a picture ending in .png, .svg or .pdf, got .{kind}; choose one of them")
    return kind


def words(turns: Iterable[MicroTurn], words_of: Callable[[MicroTurn], str], colour: str) -> list[Label]:
    """One label a micro-turn with words; a piece without a leading space ends the word before it."""
    labels: list[Label] = []
    for turn in turns:
        text = words_of(turn)
        if labels and text and not text[0].isspace():
            end, _, text = text.partition(" ")
            last = labels[-1]
            labels[-1] = Label(last.text + end, last.at_s, colour)
        if text.strip():
            labels.append(Label(text.strip(), time_s(turn.tick), colour))
    return labels


def labels_above(turns: Sequence[MicroTurn], texts: Sequence[TextAt]) -> list[Label]:
    """What came in, in order of time: words heard, events seen, text typed, delegations."""
    typed = [Label(f"“{text.text}”", text.at_s, TYPED) for text in texts]
    heard = words(turns, lambda turn: turn.heard, USER)
    seen = words(turns, lambda turn: turn.seen, SEEN)
    asked = [Label("[delegate]", time_s(turn.tick), SEEN) for turn in turns if turn.is_delegate]
    dropped = [Label("[drop]", time_s(turn.tick), SEEN) for turn in turns if turn.is_drop]
    return sorted([*heard, *seen, *typed, *asked, *dropped], key=lambda label: label.at_s)


def waves_of(user: Audio, turns: Sequence[MicroTurn], row_ticks: int) -> Waves:
    """As fine as a row of `row_ticks` can show."""
    num_bars = next((bars for bars in BARS if bars * row_ticks <= MAX_COLUMNS), 1)
    low, high = np.empty((2, len(turns) + 1, num_bars, 2), np.float32)
    rms = np.empty((len(turns) + 1, 2), np.float32)
    for tick, sound in enumerate(stereo(user, turns)):
        bars = sound.reshape(num_bars, -1, 2)
        low[tick], high[tick] = bars.min(axis=1), bars.max(axis=1)
        rms[tick] = np.sqrt(np.mean(sound**2, axis=0))
    floor = np.maximum(0.003, 0.1 * np.percentile(rms, 95, axis=0))
    return Waves(low, high, np.logical_and.reduce(rms > floor, axis=1))


def _style(axes: Axes, start_s: float, row_s: float) -> None:
    top = LANE_Y + LANES * LANE_STEP
    axes.set_xlim(start_s, start_s + row_s)
    axes.set_ylim(-top, top)
    heights = [LANE_Y + 0.6, 1, 0, -1, -LANE_Y - 0.6]
    axes.set_yticks(heights, ["heard", "user", "voice?", "model", "said"])
    for label, colour in zip(axes.get_yticklabels(), (USER, USER, "#4a5568", MODEL, MODEL), strict=True):
        label.set_color(colour)
    axes.set_xticks(np.arange(np.ceil(start_s), start_s + row_s, max(1, round(row_s / 15))))
    axes.grid(axis="x", color="#edf0f3")
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)


def _waveforms(axes: Axes, waves: Waves, ticks: slice) -> None:
    low, high = waves.low[ticks].reshape(-1, 2), waves.high[ticks].reshape(-1, 2)
    bar_s = TICK_S / waves.low.shape[1]
    times = ticks.start * TICK_S + (np.arange(len(low)) + 0.5) * bar_s
    scale = 0.85 / np.maximum(0.05, np.maximum(-waves.low, waves.high).max(axis=(0, 1)))
    for channel, (middle, colour) in enumerate(((1, USER), (-1, MODEL))):
        bottom, top = (middle + edge[:, channel] * scale[channel] for edge in (low, high))
        axes.fill_between(times, bottom, top + 0.01, color=colour, linewidth=0.3)


def _decisions(axes: Axes, turns: Sequence[MicroTurn], ticks: slice) -> None:
    """The strip in the middle: one box a tick, full where the model chose to speak."""
    shown = turns[max(0, ticks.start - 1) : ticks.stop]
    for is_voice, colour in ((False, QUIET), (True, MODEL)):
        boxes = [(time_s(turn.tick) + 0.02, TICK_S - 0.04) for turn in shown if turn.is_voice == is_voice]
        axes.broken_barh(boxes, (-0.1, 0.2), facecolor=colour)


def _overlaps(axes: Axes, waves: Waves, ticks: slice) -> None:
    starts = (ticks.start + np.flatnonzero(waves.is_overlap[ticks])) * TICK_S
    axes.broken_barh([(start, TICK_S) for start in starts], (-2, 4), facecolor=OVERLAP, alpha=0.14, zorder=0)


def _words(axes: Axes, labels: Iterable[Label], top_y: float) -> None:
    """Each label at its time, in the topmost lane that is free there."""
    left, right = axes.get_xlim()
    char_s = CHAR_IN * (right - left) / AXES_IN
    free_s = [left] * LANES
    for label in labels:
        if not left <= label.at_s < right:
            continue
        lane = next((i for i, free in enumerate(free_s) if free <= label.at_s), int(np.argmin(free_s)))
        width_s = (len(label.text) + 1) * char_s
        at_s = max(left, min(max(label.at_s, free_s[lane]), right - width_s))
        y = top_y - lane * LANE_STEP
        axes.text(at_s, y, label.text, color=label.colour, fontsize=FONT_PT, va="top", clip_on=True, parse_math=False)
        free_s[lane] = at_s + width_s


def _title(turns: Sequence[MicroTurn]) -> str:
    summary = summarize(turns)
    first = "never spoke" if summary.first_voice_s is None else f"first voice at {summary.first_voice_s:.1f} s"
    return (
        f"{summary.seconds:.1f} s in micro-turns of 200 ms · {first}, voice for {summary.voice_s:.1f} s · "
        f"compute p50 {summary.p50_ms:.0f} ms, p95 {summary.p95_ms:.0f} ms, {summary.missed} missed · red: both"
    )
