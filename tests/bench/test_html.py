import base64
import io
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
import soundfile

from microturn.bench import stats
from microturn.bench.suite import html, html_page, pictures
from microturn.bench.suite.everything import Outcome
from microturn.bench.suite.html_examples import LONGEST_S, Album, phrases, sound_of, window
from microturn.bench.suite.html_page import Page, page
from microturn.bench.suite.record import Record, Words
from microturn.bench.suite.summary import Summary
from microturn.bench.suite.targets import Target
from microturn.bench.voice import Stretch
from microturn.core.messages import MicroTurn
from microturn.core.units import EAR_HZ, MOUTH_HZ
from tests.bench.echo import ORIGIN, Away, gone, summary_of, talker

MACHINE = {"processor": "Abacus & Sons", "cores": "2"}


class Reader(HTMLParser):
    """Checks that elements close in order; collects tags, attributes and text."""

    def __init__(self) -> None:
        super().__init__()
        self.open, self.tags, self.texts = list[str](), list[tuple[str, dict[str, str | None]]](), list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in html.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def text(self) -> str:
        return " ".join(self.texts)


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert not reader.open
    return reader


def lost(_: MicroTurn) -> MicroTurn:
    raise Away("lost <it>")


@pytest.fixture(scope="module")
def summary(tmp_path_factory: pytest.TempPathFactory) -> Summary:
    targets = talker(), talker(lost, "broken"), Target("gone", gone)
    return summary_of(tmp_path_factory.mktemp("html"), *targets, num=1)


@pytest.fixture(scope="module")
def text(summary: Summary) -> str:
    done = Outcome("echo", summary.benchmark.title, 75.0, summary)
    failed = Outcome("sight", "Sees <things>", 0.1, None, "no module named 'eyes' & co")
    return page(Page("A run <of all>", ORIGIN, 2, 0, MACHINE, (done, failed)))


@pytest.fixture(scope="module")
def shown(text: str) -> Reader:
    return read(text)


def test_text_is_escaped_and_markup_is_not() -> None:
    assert html.tag("p", "a < b & c", html.tag("b", '"')) == "<p>a &lt; b &amp; c<b>&quot;</b></p>"
    assert html.tag("a", href='"><script>', hidden=False, data_x=0.5) == (
        '<a href="&quot;&gt;&lt;script&gt;" data-x="0.5"></a>'
    )
    assert html.escape("a\x00b\ud800") == "a\ufffdb\ufffd"


def test_the_page_says_where_it_comes_from(shown: Reader) -> None:
    for part in (ORIGIN.command, ORIGIN.commit, ORIGIN.checkpoint, "Abacus & Sons", "1 min 15 s", "A run <of all>"):
        assert part in shown.text
    assert "Echo <b>& co</b>" in shown.text
    assert "no module named 'eyes' & co" in shown.text


def test_nothing_that_was_said_becomes_markup(text: str, shown: Reader) -> None:
    assert "<script>alert" not in text
    assert "<script>alert(1)</script>" in shown.text
    assert [attributes for attributes in shown.all("script") if attributes] == []
    assert len(shown.all("script")) == 1


def test_it_needs_no_network(text: str, shown: Reader) -> None:
    sources = [
        value or "" for _, attributes in shown.tags for key, value in attributes.items() if key in ("src", "href")
    ]
    assert sources
    assert all(source.startswith(("data:", "#")) for source in sources)
    assert not re.search(r"url\(|@import", text)


def test_a_phone_and_a_screen_reader_can_read_it(text: str, shown: Reader) -> None:
    assert shown.all("html") == [{"lang": "en"}]
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in shown.all("meta")
    assert "prefers-color-scheme: dark" in text
    assert all(each.get("scope") in ("row", "col") for each in shown.all("th"))
    assert len(shown.all("caption")) == len(shown.all("table"))
    pictured = [each for each in shown.all("svg") if not each.get("aria-hidden")]
    assert pictured
    assert all(each["role"] == "img" and each["aria-label"] for each in pictured)
    assert all(each["aria-label"] for each in shown.all("audio"))
    ids = [each["id"] for _, each in shown.tags if "id" in each]
    assert {each["href"] for each in shown.all("a")} == {f"#{each}" for each in ids}


def test_scores_stand_side_by_side_and_other_peoples_numbers_apart(text: str, shown: Reader) -> None:
    scores = text[text.index('class="scores"') :]
    scores, others = scores[: scores.index("</table>")], text[text.index('class="others"') :]
    for target in ("talker", "broken", "gone"):
        assert f'scope="col">{target}<' in scores
    assert "Moshi" not in scores
    assert "100.0 %" in scores
    assert "Moshi &lt;1&gt;" in others
    assert "94.10 %" in others
    assert "latency, median\u00a0↓" in scores
    assert "broken" not in others[: others.index("</table>")]
    assert "lost <it>" in shown.text
    assert "without a value: words right" in shown.text


def test_examples_can_be_heard(summary: Summary, shown: Reader) -> None:
    sounds = [each["src"] or "" for each in shown.all("audio")]
    assert len(sounds) == 2 * 3  # two kinds, three targets
    data = base64.b64decode(sounds[0].removeprefix("data:audio/ogg;base64,"))
    samples, rate_hz = soundfile.read(io.BytesIO(data))
    assert rate_hz == MOUTH_HZ
    assert samples.shape[1] == 2
    loud = [np.flatnonzero(np.abs(side) > 0.05) / rate_hz for side in samples.T]
    assert loud[0].max() == pytest.approx(0.4, abs=0.05)  # the user's burst, left
    assert loud[1].min() == pytest.approx(1.2, abs=0.05)  # the answer, right


def test_the_file_stays_small_and_says_what_it_left_out(summary: Summary, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = Page("small", ORIGIN, 2, 0, MACHINE, (Outcome("echo", "Echo", 1.0, summary),))
    whole = page(wanted)
    most = len(whole.encode()) // 2 + 20_000
    monkeypatch.setattr(html_page, "MAX_BYTES", most)
    small = page(wanted)
    assert len(small.encode()) <= most
    found = re.search(r"(\d+) more examples were left out", small)
    assert found
    assert int(found[1]) + small.count("<audio") == whole.count("<audio")
    assert 0 < small.count("<audio") < whole.count("<audio")


def test_examples_come_in_turns_so_that_every_kind_has_one(summary: Summary) -> None:
    album = Album(10**9)
    album.fill([summary])
    size = max(len(card.encode()) for card in album.cards["echo"]["short"])
    album = Album(4 * size)
    album.fill([summary])
    assert set(album.cards["echo"]) == {"short", "long"}


def test_a_missing_record_is_no_example(summary: Summary, tmp_path: Path) -> None:
    played = tuple(replace(each, folder=tmp_path) for each in summary.played)
    album = Album(10**9)
    album.fill([replace(summary, played=played)])
    assert not album.cards


def test_long_records_are_cut_to_where_something_happens() -> None:
    output = np.zeros(30 * MOUTH_HZ, np.float32)
    record = Record(np.zeros(30 * EAR_HZ, np.float32), output, marks={"overlap_start": 15.0})
    assert window(record) == Stretch(12.0, 22.0)
    assert window(replace(record, marks={"overlap_start": 15.0, "cpu_s_per_min": 1.0})) == Stretch(12.0, 22.0)
    assert window(replace(record, marks={"late": 29.0})) == Stretch(20.0, 30.0)
    assert window(replace(record, marks={})) == Stretch(0.0, LONGEST_S)
    voiced = output.copy()
    voiced[20 * MOUTH_HZ : 21 * MOUTH_HZ] = 0.1
    assert window(replace(record, marks={}, output=voiced)).start_s == pytest.approx(17.0, abs=0.02)
    assert window(Record(record.user[: 4 * EAR_HZ], output[:0])) == Stretch(0.0, 4.0)
    assert sound_of(Record(output[:0], output[:0]), Stretch(0.0, 1.0)).startswith("data:audio/ogg")


def test_words_that_belong_together_stand_in_one_line() -> None:
    words = [Words(0.2, " it"), Words(0.4, " is"), Words(1.2, " three"), Words(2.4, " yes")]
    assert phrases(words) == [Words(0.2, " it is three"), Words(2.4, " yes")]


def test_people_are_as_measured() -> None:
    offsets, answers, stops = (pictures.people_of(key) for key in ("turn_offset", "latency", "stop"))
    assert offsets and answers and stops
    assert offsets.at(0.5) == 0.13
    assert offsets.at(0.05) == -0.52
    assert (answers.at(0.25), answers.at(0.5)) == (0.0, 0.13)
    assert stops.at(0.5) == 0.78
    assert pictures.people_of("answered") is None
    edges = np.linspace(-1, 1.5, 26)
    assert offsets.between(edges).sum() == pytest.approx(0.9)
    inside = answers.between(np.linspace(0, 1.5, 16))
    assert inside.sum() == pytest.approx(0.95)
    early = np.interp(0.1, stats.HUMAN_S, stats.HUMAN_SHARES)
    assert inside[0] == pytest.approx(early)  # who began before the end counts as 0


def test_a_histogram_holds_every_time() -> None:
    found = pictures.histograms("latency", {"a": [0.25, 0.25, 9.0], "b": []}, pictures.people_of("latency"))
    read(found)
    assert "medians a 0.25 s (n 3); people" in found
    assert "5+ s" in found
    bars = re.search(r'd="(M[^"]*)" class="bars"', found)
    assert bars
    assert bars[1].count("z") == 2  # two times in one bin, the late one in the last
    assert ">none<" in found
    assert ">0<" in found
    assert ">-0<" not in found


def test_an_axis_has_whole_seconds_inside_the_picture() -> None:
    record = Record(np.zeros(30 * EAR_HZ, np.float32), np.zeros(30 * MOUTH_HZ, np.float32))
    found = read(pictures.conversation(record, Stretch(11.8, 21.8), "engine"))
    assert [each for each in found.texts[3:] if each[0].isdigit()] == [*map(str, range(12, 21)), "21 s"]


def test_a_conversation_is_told_in_words() -> None:
    user, output = np.zeros(3 * EAR_HZ, np.float32), np.zeros(3 * MOUTH_HZ, np.float32)
    user[EAR_HZ // 2 : EAR_HZ] = 0.1
    output[2 * MOUTH_HZ :] = 0.1
    record = Record(user, output, marks={"user_end": 1.0, "gone": 9.0, "cpu_s_per_min": 1.5})
    found = pictures.conversation(record, Stretch(0.0, 3.0), "engine")
    assert "user speaks 0.5 to 1.0 s; engine speaks 2.0 to 3.0 s; user end at 1.0" in found
    assert "gone" not in found
    assert "per min" not in found
    assert "engine speaks 2.0 to 3.0 s" in pictures.conversation(record, Stretch(1.5, 3.0), "engine")
