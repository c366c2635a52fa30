"""One file of HTML for a run: scores side by side, other people's numbers apart from them, times beside people's,
examples to listen to, failures with their reasons. It needs no network, and no script to be read."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from microturn.bench.report import Origin
from microturn.bench.suite import pictures
from microturn.bench.suite.benchmark import Figure, Row
from microturn.bench.suite.everything import Outcome, clock_time
from microturn.bench.suite.html import Html, join, table, tag, terms
from microturn.bench.suite.html_examples import Album
from microturn.bench.suite.html_style import SCRIPT, STYLE
from microturn.bench.suite.summary import Summary, cell, notes, published_rows

MAX_BYTES = 8_000_000
MAX_KINDS = 4  # of a time with a histogram each; of more, all in one
ARROWS = {True: "\u00a0↑", False: "\u00a0↓", None: ""}  # never alone on a line
LEGEND = "↑ higher is better, ↓ lower is better; 95 % bootstrap intervals over n items."
FOREIGN = "Measured by others, on their own data and systems. They do not compare with the table above."
CHOICE = (
    "The first items of every kind, whatever came out. User on the left ear and above, target on the right and below."
)


@dataclass(frozen=True)
class Page:
    """A run of one benchmark or of many. `machine`: names and values, e.g. the processor."""

    title: str
    origin: Origin
    num_items: int
    seed: int
    machine: dict[str, str]
    outcomes: tuple[Outcome, ...]

    @property
    def summaries(self) -> list[Summary]:
        return [each.summary for each in self.outcomes if each.summary]


def page(wanted: Page) -> str:
    """At most 8 MB: examples are left out where they do not fit, and the page says so."""
    bare = _document(wanted, Album(0))
    album = Album(MAX_BYTES - len(bare.encode()) - 20_000)  # headings of the examples
    album.fill(wanted.summaries)
    return _document(wanted, album)


def _document(wanted: Page, album: Album) -> str:
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", f"{wanted.title}: {wanted.origin.checkpoint}, {wanted.origin.commit}"),
        tag("style", Html(STYLE)),
    )
    is_alone = len(wanted.outcomes) == 1
    parts = [tag("h1", wanted.title), _origin(wanted), *([] if is_alone else [_overview(wanted)])]
    parts += [_section(outcome, album) for outcome in wanted.outcomes]
    if album.num_left_out:
        parts.append(tag("p", f"{album.num_left_out} more examples were left out: this file stays under 8 MB."))
    body = tag("body", tag("main", *parts), tag("script", Html(SCRIPT)))
    return "<!doctype html>\n" + tag("html", head, body, lang="en") + "\n"


def _origin(wanted: Page) -> Html:
    rows = [("checkpoint", wanted.origin.checkpoint), ("commit", wanted.origin.commit)]
    rows += [("items of each kind", str(wanted.num_items)), ("seed", str(wanted.seed)), *wanted.machine.items()]
    command = tag("div", tag("dt", "command"), tag("dd", tag("code", wanted.origin.command)), class_="wide")
    return tag("dl", command, *terms(rows))


def _overview(wanted: Page) -> Html:
    rows = [_overview_row(outcome) for outcome in wanted.outcomes]
    return table(
        "All benchmarks of this run", ["benchmark", "first figure", "value [95 %]", "broke", "took"], rows, "overview"
    )


def _overview_row(outcome: Outcome) -> list[str]:
    link = tag("a", outcome.title, href=f"#{outcome.name}")
    if outcome.summary is None:
        return [link, tag("span", f"not played: {outcome.reason}", class_="bad"), "-", "-", clock_time(outcome.seconds)]
    summary = outcome.summary
    figures = [figure for figure in summary.figures[summary.first] if figure.value]
    first = [figures[0].label, f"{cell(figures[0])} ({summary.first})"] if figures else ["nothing measured", "-"]
    broke = sum(bool(row.failure) for each in summary.played for row in each.rows)
    num = sum(len(each.rows) for each in summary.played)
    return [link, *first, f"{broke} of {num}", clock_time(outcome.seconds)]


def _section(outcome: Outcome, album: Album) -> Html:
    head = [tag("h2", outcome.title)]
    if outcome.summary is None:
        return tag("section", *head, tag("p", f"Not played: {outcome.reason}", class_="bad"), id=outcome.name)
    summary = outcome.summary
    took = f"Items of each kind: {summary.num_items}; seed: {summary.seed}; took {clock_time(outcome.seconds)}."
    head += [tag("p", summary.benchmark.about), tag("p", took, class_="soft")]
    parts = [*head, score_table(summary), *_remarks(summary), *_published(summary), *_times(summary)]
    return tag("section", *parts, *_examples(album.cards.get(outcome.name, {})), id=outcome.name)


def score_table(summary: Summary) -> Html:
    """Figures in rows, targets in columns."""
    targets = [each.target for each in summary.played]
    by_name = {target: {figure.name: figure for figure in summary.figures[target]} for target in targets}
    rows: list[list[str]] = []
    for figure in summary.figures[summary.first]:
        cells = (_cell(by_name[target].get(figure.name)) for target in targets)
        rows.append([figure.label + ARROWS[figure.is_better_high], *cells])
    return table(LEGEND, ["", *targets], rows, "scores")


def _cell(figure: Figure | None) -> Html:
    if figure is None or figure.value is None:
        return tag("span", "-", class_="soft")
    found, is_share = figure.value, figure.unit == "%"
    value, low, high = (f"{100 * x:.1f}" if is_share else f"{x:.2f}" for x in (found.value, found.low, found.high))
    picture = [pictures.bar(found.low, found.value, found.high)] if is_share else []
    shown = tag("b", f"{value} {figure.unit}".strip())
    return join([shown, *picture, tag("small", f"[{low}, {high}] · n {found.num}")])


def _remarks(summary: Summary) -> Iterator[Html]:
    yield from (tag("p", line, class_="soft") for line in notes(summary))
    rows: list[list[str]] = []
    for played in summary.played:
        reasons = Counter(row.failure for row in played.rows if row.failure)
        rows += [[played.target, f"{num} of {len(played.rows)}", reason] for reason, num in reasons.most_common(5)]
    if rows:
        yield tag("h3", "What broke")
        yield table(
            "Items in which a target broke; it counts as silent from then on.", ["target", "items", "why"], rows
        )


def _published(summary: Summary) -> Iterator[Html]:
    head, rows = published_rows(summary)
    if rows:
        inside = [tag("h3", "Other people's numbers"), tag("p", FOREIGN), table("Published", head, rows)]
        yield tag("div", *inside, class_="others")


def _times(summary: Summary) -> Iterator[Html]:
    figures = list(histograms(summary))
    if figures:
        yield tag("h3", "Times, beside people's")
        yield tag("div", *figures, class_="grid")


def histograms(summary: Summary) -> Iterator[Html]:
    """Of every score that is a time (its name ends in latency, stop, response or offset), for every kind."""
    rows = [row for played in summary.played for row in played.rows]
    for key in dict.fromkeys(key for row in rows for key in row.scores):
        people = pictures.people_of(key)
        kinds = [row.kind for row in rows if row.scores.get(key) is not None]
        names = list(dict.fromkeys(kinds))
        for kind in () if people is None else names if len(names) <= MAX_KINDS else [""]:
            values = {each.target: _values(each.rows, key, kind) for each in summary.played}
            title = f"{key.replace('_', ' ')}{f', {kind}' if kind else ''}"
            picture = pictures.histograms(title, values, people)
            yield tag("figure", tag("figcaption", f"{title}, seconds"), picture)


def _values(rows: Sequence[Row], key: str, kind: str) -> list[float]:
    found = (row.scores.get(key) for row in rows if not kind or row.kind == kind)
    return [value for value in found if value is not None]


def _examples(cards: dict[str, list[Html]]) -> Iterator[Html]:
    if not cards:
        return
    yield tag("h3", "Examples")
    yield tag("p", CHOICE, class_="soft")
    for kind, found in cards.items():
        yield tag("h4", kind or "items")
        yield tag("div", *found, class_="grid")
