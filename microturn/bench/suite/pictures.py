"""Pictures of a report as inline SVG: histograms of times beside people's, and the two sides of a conversation.

Colours come from the page's style, so that they follow light and dark mode. Every picture says in words what it shows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from microturn.bench import stats
from microturn.bench.stats import Floats
from microturn.bench.suite.html import Html, tag
from microturn.bench.suite.record import Record
from microturn.bench.voice import Stretch, is_voiced, stretches
from microturn.core.messages import Audio
from microturn.core.units import EAR_HZ, MOUTH_HZ

WIDTH, PAD = 480, 6
BIN_S, LONGEST_S = 0.1, 5.0  # of histograms; later ones go to the last bin
ROW, TITLE, AXIS = 62, 18, 24  # heights of a histogram with its line of text, of that line, and of the axis
LANE, TOP = 52, 30  # heights of one side's wave, and of the marks' names above
COLUMNS = 240  # of a wave
NEAR = 1e-6
LEAST_PEAK = 0.05  # a wave that is never louder is not blown up


@dataclass(frozen=True)
class People:
    """Times of people: quantiles, seconds, at shares of all cases. `name` says what was measured; what is under
    `least_s` counts as that."""

    name: str
    shares: tuple[float, ...]
    quantiles_s: tuple[float, ...]
    least_s: float = -LONGEST_S

    def at(self, share: float) -> float:
        """The quantile, seconds."""
        return max(self.least_s, float(np.interp(share, self.shares, self.quantiles_s)))

    def between(self, edges: Floats) -> Floats:
        """Shares between neighbouring edges, evenly spread between quantiles; what lies outside of all is left out."""
        below = np.interp(edges, self.quantiles_s, self.shares)
        return np.diff(np.where(edges <= self.least_s, 0.0, below))


def figure(width: float, height: float, says: str, *parts: str) -> Html:
    """`says`: the picture in words."""
    title = tag("title", says)
    return tag("svg", title, *parts, viewBox=f"0 0 {width:g} {height:g}", role="img", aria_label=says)


def text(x: float, y: float, words: str, class_: str = "", anchor: str = "start") -> Html:
    return tag("text", words, x=round(x, 1), y=round(y, 1), class_=class_ or "label", text_anchor=anchor)


def bar(low: float, value: float, high: float) -> Html:
    """A share and its interval on a line from 0 to 1; the numbers beside it say the same."""
    x = [round(2 + 76 * min(1.0, max(0.0, share)), 1) for share in (low, value, high)]
    line = tag("path", d="M2 5H78", class_="rail")
    whisker = tag("path", d=f"M{x[0]:g} 5H{x[2]:g}", class_="whisker")
    dot = tag("circle", cx=x[1], cy="5", r="3.2", class_="dot")
    return tag("svg", line, whisker, dot, viewBox="0 0 80 10", class_="bar", aria_hidden="true")


def histograms(title: str, values: Mapping[str, Sequence[float]], people: People | None) -> Html:
    """Times of every target, seconds, one below the other on one axis; `people` is drawn over them and below."""
    span = _span(values, people)
    rows, height = list[Html](), 0.0
    for name, found in values.items():
        rows.append(_histogram(name, found, span, height, people))
        height += ROW if found else TITLE + 6
    if people:
        rows.append(_strip(people, span, height))
        height += ROW - TITLE
    medians = [f"{name} {np.median(found):.2f} s (n {len(found)})" for name, found in values.items() if found]
    says = f"{title}: medians {', '.join(medians) or 'of nothing'}"
    says += f"; {people.name} {people.at(0.5):.2f} s" if people else ""
    return figure(WIDTH, height + AXIS, says, *rows, _axis(span, height, is_cut=span.end_s >= LONGEST_S))


def _span(values: Mapping[str, Sequence[float]], people: People | None) -> Stretch:
    found = [min(time_s, LONGEST_S) for times in values.values() for time_s in times]
    found += [0.0, 1.0, *([people.at(share) for share in people.shares] if people else [])]
    low, high = np.floor(min(found) * 2) / 2, np.ceil(max(found) * 2) / 2
    return Stretch(float(max(low, -LONGEST_S)), float(high))


def _x(time_s: float, span: Stretch) -> float:
    inside = min(max(time_s, span.start_s), span.end_s) - span.start_s
    return round(PAD + (WIDTH - 2 * PAD) * inside / span.seconds, 1)


def _histogram(name: str, times: Sequence[float], span: Stretch, top: float, people: People | None) -> Html:
    if not times:
        return tag("g", text(PAD, top + 13, name, "name"), text(WIDTH - PAD, top + 13, "none", "label", "end"))
    base, room = top + ROW - 4, ROW - TITLE - 8
    line = tag("path", d=f"M{PAD} {base:g}H{WIDTH - PAD}", class_="rail")
    num_bins = max(1, round(span.seconds / BIN_S))
    counts, edges = np.histogram(np.clip(times, *span), num_bins, (span.start_s, span.end_s))
    shares = counts / len(times)
    crowd = people.between(edges) if people else np.zeros(num_bins)
    scale = room / max(float(shares.max()), float(crowd.max()))
    bars = "".join(
        f"M{_x(left, span):g} {base:g}v{-share * scale:.1f}H{_x(right, span) - 0.6:g}V{base:g}z"
        for left, right, share in zip(edges, edges[1:], shares)
        if share
    )
    median_s = float(np.median(times))
    says = text(WIDTH - PAD, top + 13, f"median {median_s:.2f} s, n {len(times)}", "label", "end")
    middle = tag("path", d=f"M{_x(median_s, span):g} {base:g}v{-room:g}", class_="median")
    parts = [text(PAD, top + 13, name, "name"), says, line, tag("path", d=bars, class_="bars"), middle]
    if people:
        parts.append(tag("path", d=_outline(crowd * scale, edges, span, base), class_="people"))
    return tag("g", *parts)


def _outline(heights: Floats, edges: Floats, span: Stretch, base: float) -> str:
    steps = "".join(f"V{base - height:.1f}H{_x(right, span):g}" for right, height in zip(edges[1:], heights))
    return f"M{_x(edges[0], span):g} {base:g}{steps}V{base:g}"


def _strip(people: People, span: Stretch, top: float) -> Html:
    """Quantiles of people: a line over all of them, a box over the middle half, where these are known."""
    x = [_x(people.at(share), span) for share in people.shares]
    y = top + 32
    line = tag("path", d=f"M{x[0]:g} {y:g}H{x[-1]:g}", class_="people")
    quarters = [_x(people.at(share), span) for share in (0.25, 0.75)]
    is_known = 0.25 in people.shares and 0.75 in people.shares
    box = tag("rect", x=quarters[0], y=y - 6, width=quarters[1] - quarters[0], height="12", class_="box")
    middle = tag("path", d=f"M{_x(people.at(0.5), span):g} {y - 8}v16", class_="people thick")
    ends = f"{people.shares[0]:.0%} to {people.shares[-1]:.0%}"
    says = text(WIDTH - PAD, top + 16, f"median {people.at(0.5):.2f} s, {ends}", "label", "end")
    return tag("g", text(PAD, top + 16, people.name, "name crowd"), says, line, *([box] if is_known else []), middle)


def _axis(span: Stretch, top: float, is_cut: bool = False) -> Html:
    """`is_cut`: what is later stands at the end."""
    step_s = 0.5 if span.seconds <= 4 else 1.0
    first, last = np.ceil(span.start_s / step_s - NEAR), np.floor(span.end_s / step_s + NEAR)
    times = np.arange(first, last + 1) * step_s + 0.0  # no -0
    ticks = tag("path", d="".join(f"M{_x(t, span):g} {top:g}v5" for t in times), class_="rail")
    names = [f"{t:g}" for t in times]
    names[-1] += "+ s" if is_cut else " s"
    return tag("g", ticks, *(_tick(_x(t, span), top + 18, name) for t, name in zip(times, names)))


def _tick(x: float, y: float, name: str) -> Html:
    """Under its place, but inside the picture."""
    return text(x, y, name, "label", "start" if x < 2 * PAD else "end" if x > WIDTH - 2 * PAD else "middle")


def conversation(record: Record, part: Stretch, target: str) -> Html:
    """Both sides of a part of a record, on one clock: waves, where there is voice, and marks."""
    user = _cut(record.user, EAR_HZ, part)
    output = _cut(record.output, MOUTH_HZ, part)
    peak = max(LEAST_PEAK, *(float(np.abs(side).max(initial=0)) for side in (user, output)))
    marks = {name: at_s for name, at_s in times(record).items() if part.start_s <= at_s <= part.end_s}
    top = TOP if marks else 4
    lanes = [
        _lane("user", user / peak, stretches(is_voiced(user, EAR_HZ)), top, part),
        _lane(target, output / peak, stretches(is_voiced(output, MOUTH_HZ)), top + LANE + 8, part),
    ]
    height = top + 2 * LANE + 8
    head = tag("path", d=f"M{PAD} {top}V{height}", class_="playhead")
    says = _in_words(target, user, output, part, marks)
    return figure(WIDTH, height + AXIS, says, *lanes, _marks(marks, part, height), _axis(part, height), head)


def times(record: Record) -> dict[str, float]:
    """Its marks that are times; others tell what a target has cost, a rate ("cpu_s_per_min")."""
    return {name: at_s for name, at_s in record.marks.items() if "_per_" not in name}


def _in_words(target: str, user: Audio, output: Audio, part: Stretch, marks: Mapping[str, float]) -> str:
    def listed(samples: Audio, rate_hz: int) -> str:
        voice = stretches(is_voiced(samples, rate_hz))
        found = [f"{v.start_s + part.start_s:.1f} to {v.end_s + part.start_s:.1f}" for v in voice]
        return ", ".join(found) or "never"

    named = "".join(f"; {name.replace('_', ' ')} at {at_s:.1f}" for name, at_s in marks.items())
    return f"user speaks {listed(user, EAR_HZ)} s; {target} speaks {listed(output, MOUTH_HZ)} s{named}"


def _cut(samples: Audio, rate_hz: int, part: Stretch) -> Audio:
    """Silence where the record is shorter."""
    out = np.zeros(round(part.seconds * rate_hz), np.float32)
    found = samples[round(part.start_s * rate_hz) :][: len(out)]
    out[: len(found)] = found
    return out


def _lane(name: str, samples: Audio, voice: Sequence[Stretch], top: float, part: Stretch) -> Html:
    middle, half = top + LANE / 2, LANE / 2 - 4
    step = (WIDTH - 2 * PAD) / COLUMNS
    columns = np.array_split(samples, COLUMNS)
    wave = "".join(
        f"M{PAD + i * step:.1f} {middle - half * float(c.max(initial=0)) - 0.4:.1f}"
        f"V{middle - half * float(c.min(initial=0)) + 0.4:.1f}"
        for i, c in enumerate(columns)
    )
    shown = Stretch(0.0, part.seconds)
    strips = "".join(f"M{_x(v.start_s, shown):g} {top + LANE}H{_x(v.end_s, shown):g}" for v in voice)
    side = "user" if name == "user" else "target"
    parts = [tag("path", d=wave, class_=f"wave {side}"), tag("path", d=strips or "M0 0", class_=f"voice {side}")]
    return tag("g", *parts, text(PAD, top + 11, name, "name halo"))


def _marks(marks: Mapping[str, float], part: Stretch, bottom: float) -> Html:
    """Names stand in two lines, in turn, so that near ones can be told apart."""
    parts: list[Html] = []
    for i, (name, at_s) in enumerate(sorted(marks.items(), key=lambda each: each[1])):
        x, y = _x(at_s, part), 11 + 14 * (i % 2)
        anchor = "start" if x < WIDTH * 0.6 else "end"
        parts.append(tag("path", d=f"M{x:g} {y + 3}V{bottom}", class_="mark"))
        parts.append(text(x, y, name.replace("_", " "), "label", anchor))
    return tag("g", *parts)


OFFSETS = People("people, floor transfer", stats.HUMAN_SHARES, stats.HUMAN_S)
ANSWERS = People("people, floor transfer, overlaps as 0", stats.HUMAN_SHARES, stats.HUMAN_S, least_s=0.0)
STOPS = People("people who are interrupted", (0.10, 0.50, 0.90), (0.54, 0.78, 1.36))  # docs/benchmarks.md, section 7
PEOPLE = {"offset": OFFSETS, "latency": ANSWERS, "response": ANSWERS, "stop": STOPS}


def people_of(key: str) -> People | None:
    """Of a score by its name's ending; None for one that is no such time."""
    return next((people for ending, people in PEOPLE.items() if key.endswith(ending)), None)
