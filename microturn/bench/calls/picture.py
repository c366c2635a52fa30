"""A call as a picture: both voices with turns, what went well and wrong between them, and latency beside people's."""

import warnings
from collections.abc import Sequence
from typing import BinaryIO

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure, SubFigure
from numpy.typing import NDArray

from microturn.bench.calls import people
from microturn.bench.calls.events import AGENT, Event
from microturn.bench.calls.measures import Analysis, measure, values
from microturn.bench.calls.show import clock, count, shown, with_sums
from microturn.core.messages import Audio

USER_INK, AGENT_INK, WRONG, GOOD, GREY, INK = "#2b6cb0", "#d9670a", "#c53030", "#2f855a", "#718096", "#1a202c"
BOTH, LATE = "#b83280", "#b7791f"
ROW_SECONDS = (15, 20, 30, 45, 60, 90, 120, 180, 300, 600, 900, 1800, 3600)
MAX_ROWS, LABELLED_ROW_S = 8, 60  # rows of more seconds have no words in them
WIDTH_IN, ROW_IN, FOOT_IN, HEAD_IN = 15.0, 1.9, 3.6, 0.5
NUM_COLUMNS = 2400  # of a waveform, in one row
UP, DOWN = 1.15, -1.15  # middles of the tracks
BIN_S, LEAST_S, MOST_S = 0.1, -1.0, 3.0  # of the histogram; what lies outside counts at its ends
BLUR_S = 0.12
WORD = {"cut_in": "cuts in", "missed": "no answer", "interruption": "talks on", "pause": "takes over", "recovery": ""}
LEGEND = (
    (GREY, "▬ offset of an answer"),
    (LATE, "▬ later than 95 % of people's"),
    (BOTH, "■ both talk"),
    (GOOD, "▬ backchannel, stop"),
    (WRONG, "▲ went wrong"),
)
CARD = (
    ("offset_median_s", "turn latency, median", "s", "offsets"),
    ("w1_offset_s", "distance to people's", "s", "offsets"),
    ("response_rate", "turns answered", "%", "opportunities"),
    ("silence_misclassification", "pauses taken over", "%", "pauses"),
    ("agent_interruptions_per_min", "agent cuts in", "/min", "agent_interruptions"),
    ("yield_rate", "stops when interrupted", "%", "user_interruptions"),
    ("stop_median_s", "  after", "s", "yielded"),
    ("recovery_rate", "  and goes on within 3 s", "%", "recoveries"),
    ("overlap_per_min", "overlaps", "/min", "overlaps"),
    ("agent_backchannels_per_min", "agent's backchannels", "/min", "agent_backchannels"),
    ("agent_talk_share", "agent talks", "%", ""),
    ("user_talk_share", "user talks", "%", ""),
)


def draw(file: BinaryIO, calls: Sequence[Analysis], kind: str = "png") -> None:
    """One call with its sound, or the numbers of several."""
    num_rows, row_s = rows_of(calls[0].seconds) if len(calls) == 1 else (0, 0)
    height_in = num_rows * ROW_IN + FOOT_IN + HEAD_IN
    figure = Figure(figsize=(WIDTH_IN, height_in))
    grid = figure.add_gridspec(2, 1, height_ratios=[num_rows * ROW_IN + HEAD_IN, FOOT_IN], hspace=0)
    top, foot = (figure.add_subfigure(part) for part in grid)
    title = calls[0].name if num_rows else f"{len(calls)} calls"
    title = f"{title} · {clock(sum(call.seconds for call in calls))}"
    top.text(0.01, 1 - 0.3 / (num_rows * ROW_IN + HEAD_IN), title, fontsize=12, fontweight="bold", color=INK)
    if num_rows:
        _tracks(top, calls[0], num_rows, row_s)
    _foot(foot, calls)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing")  # names of files in scripts without a font
        FigureCanvasAgg(figure)
        figure.savefig(file, format=kind, dpi=110)


def rows_of(seconds: float) -> tuple[int, int]:
    """How many rows, of how many seconds each."""
    row_s = next((each for each in ROW_SECONDS if each * MAX_ROWS >= seconds), int(np.ceil(seconds / MAX_ROWS)))
    if seconds <= ROW_SECONDS[1]:
        return 1, int(np.ceil(seconds))
    num_rows = int(np.ceil(seconds / row_s))
    return num_rows, int(np.ceil(seconds / num_rows))


def _tracks(figure: SubFigure, call: Analysis, num_rows: int, row_s: int) -> None:
    rows = figure.subplots(num_rows, 1, squeeze=False)[:, 0]
    height_in = num_rows * ROW_IN + HEAD_IN
    figure.subplots_adjust(0.045, 0.25 / height_in, 0.99, 1 - HEAD_IN / height_in, hspace=0.18)
    _legend(figure, 1 - 0.28 / height_in)
    sounds = (call.heard.call.user, call.heard.call.user_hz), (call.heard.call.agent, call.heard.call.agent_hz)
    scales = [0.9 / max(0.02, float(np.max(np.abs(sound), initial=0.0))) for sound, _ in sounds]
    for i, axes in enumerate(rows):
        start_s = i * row_s
        _style(axes, start_s, row_s)
        for (sound, rate_hz), scale, middle, ink in zip(sounds, scales, (UP, DOWN), (USER_INK, AGENT_INK)):
            _wave(axes, (sound * np.float32(scale), rate_hz), (start_s, row_s), middle, ink)
        _turns(axes, call)
        for event in call.events:
            if start_s < event.end_s and event.start_s < start_s + row_s:
                _mark(axes, event, row_s <= LABELLED_ROW_S)


def _legend(figure: SubFigure, y: float) -> None:
    x = 0.99
    for ink, text in reversed(LEGEND):
        label = figure.text(x, y, text, fontsize=9, color=ink, ha="right", va="bottom")
        x -= 0.0052 * len(label.get_text()) + 0.012


def _style(axes: Axes, start_s: float, row_s: int) -> None:
    axes.set_xlim(start_s, start_s + row_s)
    axes.set_ylim(-2.5, 2.5)
    axes.set_yticks([UP, DOWN], ["user", "agent"], fontsize=10)
    for label, ink in zip(axes.get_yticklabels(), (USER_INK, AGENT_INK)):
        label.set_color(ink)
    step = next(each for each in (1, 2, 5, 10, 15, 30, 60, 120, 300, 600) if row_s / each <= 20)
    ticks = np.arange(np.ceil(start_s / step) * step, start_s + row_s + 1e-6, step)
    axes.set_xticks(ticks, [f"{t // 60:.0f}:{t % 60:02.0f}" for t in ticks], fontsize=8, color=GREY)
    axes.grid(axis="x", color="#edf2f7", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)


def _wave(axes: Axes, sound: tuple[Audio, int], span: tuple[float, float], middle: float, ink: str) -> None:
    samples, rate_hz = sound
    start_s, row_s = span
    part = samples[round(start_s * rate_hz) : round((start_s + row_s) * rate_hz)]
    size = max(1, round(row_s * rate_hz / NUM_COLUMNS))
    bars = part[: len(part) // size * size].reshape(-1, size)
    if len(bars):
        times = start_s + (np.arange(len(bars)) + 0.5) * size / rate_hz
        low, high = middle + bars.min(axis=1) - 0.01, middle + bars.max(axis=1) + 0.01
        axes.fill_between(times, low, high, color=ink, linewidth=0)


def _turns(axes: Axes, call: Analysis) -> None:
    """A pale band behind every turn, a bar for every backchannel."""
    for side, middle, ink in ((call.user, UP, USER_INK), (call.agent, DOWN, AGENT_INK)):
        turns = [(turn.start_s, turn.end_s - turn.start_s) for turn in side.turns]
        axes.broken_barh(turns, (middle - 1, 2), facecolor=ink, alpha=0.13, zorder=0)
        brief = [(part.start_s, part.seconds) for part in side.backchannels]
        edge = middle + (1.05 if middle > 0 else -1.05)
        axes.broken_barh(brief, (edge - 0.06, 0.12), facecolor=GOOD)


def _mark(axes: Axes, event: Event, has_words: bool) -> None:
    length_s = event.end_s - event.start_s
    if event.kind == "overlap":
        axes.broken_barh([(event.start_s, length_s)], (-2.15, 4.3), facecolor=BOTH, alpha=0.16, zorder=0)
    elif event.kind == "answer" and event.value_s is not None:
        ink = GREY if event.value_s <= people.OFFSET_S[-1] else LATE
        axes.plot([event.start_s, event.end_s], [0, 0], color=ink, linewidth=2.2, solid_capstyle="butt")
        if has_words:
            middle_s = (event.start_s + event.end_s) / 2
            _word(axes, middle_s, 0.08, f"{event.value_s:+.2f}".replace("-", "−"), ink, "center")
    elif event.kind == "interruption" and event.value_s is not None:
        stop_s = event.start_s + event.value_s
        axes.plot([event.start_s, stop_s], [-2.3, -2.3], color=GOOD, linewidth=2.2, solid_capstyle="butt")
        if has_words:
            _word(axes, stop_s, -2.42, f" stops after {event.value_s:.2f}", GOOD, "left")
    elif event.is_good is False and event.kind != "recovery":
        _wrong(axes, event, has_words)


def _wrong(axes: Axes, event: Event, has_words: bool) -> None:
    """Red: a line where it lasts, and what it is."""
    y = -2.3 if event.side == AGENT or event.kind in ("interruption", "pause") else 2.3
    y = 0 if event.kind == "missed" else y
    style = (0, (1, 1)) if event.kind == "missed" else "solid"
    axes.plot([event.start_s, event.end_s], [y, y], color=WRONG, linewidth=2.2, linestyle=style, solid_capstyle="butt")
    axes.plot([event.start_s], [y], marker=">" if event.kind == "missed" else "^", color=WRONG, markersize=7)
    if has_words:
        if event.kind == "missed":
            _word(axes, event.start_s + 0.15, y + 0.08, WORD[event.kind], WRONG, "left")
        else:
            _word(axes, event.end_s, y - 0.12, f" {WORD[event.kind]}", WRONG, "left")


def _word(axes: Axes, at_s: float, y: float, text: str, ink: str, side: str) -> None:
    axes.text(at_s, y, text, color=ink, fontsize=8, ha=side, va="bottom", clip_on=True)


def _foot(figure: SubFigure, calls: Sequence[Analysis]) -> None:
    left, right = figure.subplots(1, 2, width_ratios=[1.25, 1])
    figure.subplots_adjust(0.02, 0.14, 0.985, 0.9, wspace=0.06)
    _histogram(left, np.array(values(calls, "answer")))
    _card(right, calls)


def _histogram(axes: Axes, offsets_s: NDArray[np.float64]) -> None:
    human_s = people.FIGURES["offset_median_s"]
    median_s = float(np.median(offsets_s)) if len(offsets_s) else human_s
    times, density = human_density()
    axes.fill_between(times, density / density.max(), color="#cbd5e0", linewidth=0, label="people on the telephone")
    edges = np.arange(LEAST_S, MOST_S + BIN_S / 2, BIN_S)
    if len(offsets_s):
        inside = np.clip(offsets_s, LEAST_S, MOST_S - 1e-6)
        weights = np.full(len(inside), 1 / np.histogram(inside, edges)[0].max())
        axes.hist(
            inside,
            edges.tolist(),
            weights=weights,
            color=AGENT_INK,
            alpha=0.75,
            label=f"the agent, {len(inside)} turns",
        )
        axes.axvline(min(median_s, MOST_S), color=AGENT_INK, linewidth=1.5)
        _median(axes, median_s, "the agent", AGENT_INK, "left" if median_s >= human_s else "right")
    axes.axvline(human_s, color=GREY, linewidth=1.2, linestyle=(0, (3, 2)))
    _median(axes, human_s, "people", GREY, "right" if median_s >= human_s else "left")
    axes.set_xlim(LEAST_S, MOST_S)
    axes.set_ylim(0, 1.12)
    axes.set_yticks([])
    axes.spines[["left", "top", "right"]].set_visible(False)
    axes.set_xlabel(
        "begins before ←  seconds from the user's end to the agent's first voice  → begins after", fontsize=9
    )
    axes.set_title("When does the agent begin?", loc="left", fontsize=11, fontweight="bold", color=INK)
    axes.legend(frameon=False, fontsize=9, loc="center right")


def _median(axes: Axes, at_s: float, whose: str, ink: str, side: str) -> None:
    text = f" {whose}: {at_s:.2f} s ".replace("-", "−")
    axes.text(min(max(at_s, LEAST_S), MOST_S - 0.7), 1.1, text, color=ink, fontsize=10, va="top", ha=side)


def human_density() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Of floor-transfer offsets between LEAST_S and MOST_S: even between the known quantiles, tails that fall to the
    ends, made smooth."""
    times = np.asarray(np.arange(LEAST_S - 1, MOST_S + 1, 0.01), np.float64)
    shares = np.array([0.0, *people.OFFSET_SHARES, 1.0])
    known_s = np.array([people.OFFSET_S[0] - 0.5, *people.OFFSET_S, people.OFFSET_S[-1] + 0.9])
    density = np.gradient(np.interp(times, known_s, shares), times)
    steps = np.arange(-3 * BLUR_S, 3 * BLUR_S, 0.01)
    bell = np.exp(-0.5 * (steps / BLUR_S) ** 2)
    return times, np.asarray(np.convolve(density, bell / bell.sum(), "same"), np.float64)


def _card(axes: Axes, calls: Sequence[Analysis]) -> None:
    """The numbers that say most, beside people's."""
    numbers = with_sums(measure(calls))
    axes.set_axis_off()
    axes.set_xlim(0, 1)
    axes.set_ylim(len(CARD) + 0.6, -1.2)
    for x, title in ((0.72, "agent"), (0.84, "n"), (1.0, "people")):
        axes.text(x, -0.6, title, ha="right", fontsize=9, color=GREY)
    for i, (key, label, unit, of) in enumerate(CARD):
        human = people.FIGURES.get(key)
        axes.text(0.02, i + 0.3, label, fontsize=10, color=INK)
        axes.text(0.72, i + 0.3, shown(numbers[key], unit), ha="right", fontsize=10, fontweight="bold", color=AGENT_INK)
        axes.text(0.84, i + 0.3, count(numbers, of), ha="right", fontsize=9, color=GREY)
        axes.text(1.0, i + 0.3, "–" if human is None else shown(human, unit), ha="right", fontsize=10, color=GREY)
        axes.plot([0, 1], [i + 0.5, i + 0.5], color="#edf2f7", linewidth=0.8)
