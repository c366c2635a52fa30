"""Items of a run to look at and listen to: waves, sound, what was said and heard, scores. The first ones of every kind,
not chosen by how they came out."""

import base64
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import soundfile
import soxr

from microturn.bench.suite import pictures
from microturn.bench.suite.benchmark import Row
from microturn.bench.suite.html import Html, tag, terms
from microturn.bench.suite.record import Record, Words
from microturn.bench.suite.run import Played, read
from microturn.bench.suite.summary import Summary
from microturn.bench.suite.targets import TRIVIAL
from microturn.bench.voice import Stretch
from microturn.core.errors import BadData
from microturn.core.units import EAR_HZ, MOUTH_HZ

NUM_A_KIND = 4
LONGEST_S, LEAD_S = 10.0, 3.0  # of a sound; how much of it lies before what happens
PHRASE_S = 1.0  # words that come sooner after each other stand in one line
SMALL = 0.95  # libsndfile's compression level: about 40 kbit/s of stereo, clear for speech


@dataclass(frozen=True)
class Place:
    """One item of one target."""

    played: Played
    row: Row


@dataclass
class Album:
    """Cards of several benchmarks, by name and kind, of at most so many bytes; `num_left_out` did not fit."""

    room_bytes: int
    cards: dict[str, dict[str, list[Html]]] = field(default_factory=dict[str, dict[str, list[Html]]])
    num_left_out: int = 0

    def fill(self, summaries: Sequence[Summary]) -> None:
        """The first of every kind of every benchmark, then the second of each, as long as there is room."""
        for k in range(NUM_A_KIND):
            for summary in summaries:
                for place in places(summary, k):
                    self._add(summary.benchmark.name, place)

    def _add(self, name: str, place: Place) -> None:
        made = card(place)
        if made is None:
            return
        size = len(made.encode())
        if size > self.room_bytes:
            self.num_left_out += 1
            return
        self.room_bytes -= size
        self.cards.setdefault(name, {}).setdefault(place.row.kind, []).append(made)


def places(summary: Summary, k: int) -> Iterator[Place]:
    """The kth item of every kind, of targets that are more than trivial; of the first where all are."""
    shown = [each for each in summary.played if each.target not in TRIVIAL] or summary.played[:1]
    kinds = list(dict.fromkeys(row.kind for row in summary.played[0].rows))
    for kind in kinds:
        for played in shown:
            rows = [row for row in played.rows if row.kind == kind]
            yield from (Place(played, row) for row in rows[k : k + 1])


def card(place: Place) -> Html | None:
    """None where the record is gone or cannot be read."""
    try:
        takes = read(place.played.folder, place.row.number)
    except BadData:
        return None
    if takes is None:
        return None
    record, target = takes[0], place.played.target
    part = window(record)
    length = f"{part.seconds:.1f} s"
    if part.seconds < seconds_of(record) - 0.01:
        length = f"{part.start_s:.1f} to {part.end_s:.1f} of {seconds_of(record):.1f} s"
    head = tag("header", tag("b", f"{place.row.kind} {place.row.number}"), f" · {target} · {length}")
    says = f"{place.row.kind} {place.row.number}: user left, {target} right"
    sound = tag("audio", controls=True, preload="none", aria_label=says, src=sound_of(record, part))
    failure = tag("p", f"broke: {place.row.failure}", class_="bad")
    parts = [head, pictures.conversation(record, part, target), sound, *([failure] if place.row.failure else [])]
    return tag("article", *parts, transcript(record), scores(place.row), class_="card")


def window(record: Record) -> Stretch:
    """The part to show: all of a short record; of a long one 10 s, with the first mark or the target's first voice 3 s
    after their beginning."""
    seconds = seconds_of(record)
    if seconds <= LONGEST_S:
        return Stretch(0.0, max(seconds, 1.0))
    begins = min([*pictures.times(record).values()] or [part.start_s for part in record.voice[:1]] or [0.0])
    start_s = min(max(0.0, begins - LEAD_S), seconds - LONGEST_S)
    return Stretch(start_s, start_s + LONGEST_S)


def seconds_of(record: Record) -> float:
    """Of the longer side."""
    return max(record.seconds, len(record.user) / EAR_HZ)


def stereo(record: Record, part: Stretch) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """User left, target right: float32 [n, 2] at 24 kHz."""
    out = np.zeros((round(part.seconds * MOUTH_HZ), 2), np.float32)
    user = soxr.resample(record.user, EAR_HZ, MOUTH_HZ) if len(record.user) else record.user
    for side, samples in enumerate((user, record.output)):
        found = samples[round(part.start_s * MOUTH_HZ) :][: len(out)]
        out[: len(found), side] = found
    return np.clip(out, -1, 1)


def sound_of(record: Record, part: Stretch) -> str:
    """Ogg Vorbis as a data: URI; Opus would be as large and take ten times as long to make."""
    file = io.BytesIO()
    with soundfile.SoundFile(file, "w", MOUTH_HZ, 2, "VORBIS", format="OGG", compression_level=SMALL) as out:
        out.write(stereo(record, part))
    return f"data:audio/ogg;base64,{base64.b64encode(file.getvalue()).decode()}"


def phrases(words: Sequence[Words]) -> list[Words]:
    """Words that come close after each other as one line."""
    out: list[Words] = []
    last_s = 0.0
    for each in words:
        if out and each.at_s - last_s <= PHRASE_S:
            out[-1] = Words(out[-1].at_s, out[-1].text + each.text)
        else:
            out.append(each)
        last_s = each.at_s
    return out


def transcript(record: Record) -> Html:
    lines = [(each, who) for who, words in (("hears", record.heard), ("says", record.said)) for each in phrases(words)]
    lines.sort(key=lambda line: line[0].at_s)
    if not lines:
        return tag("p", "No words: it gives none, or was quiet.", class_="soft")
    rows = (tag("li", tag("span", f"{w.at_s:.1f} s"), tag("span", who), tag("q", w.text.strip())) for w, who in lines)
    return tag("ol", *rows)


def scores(row: Row) -> Html:
    shown = [(key, "-" if value is None else f"{value:.4g}") for key, value in row.scores.items()]
    return tag("details", tag("summary", "scores"), tag("dl", *terms(shown)))
