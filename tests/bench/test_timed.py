"""TimeSpeak-S and CueSpeak-S from the shipped bank: held out, the same from a seed, right for who knows the item."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from microturn.bench.baselines import Silent
from microturn.bench.drive import Player
from microturn.bench.sources import Sources
from microturn.bench.suite.benchmark import Data, Row
from microturn.bench.suite.registry import benchmark
from microturn.bench.suite.run import check
from microturn.bench.suite.take import Take
from microturn.bench.suite.targets import TRIVIAL
from microturn.bench.timed import assets
from microturn.bench.timed.benchmark import Timed, macro
from microturn.bench.timed.items import LATEST_S, Item
from microturn.bench.timed.speech import FOLDER, Speech, cut, open_speech
from microturn.bench.timed.timespeak import LONG_S
from microturn.core.errors import BadConfig, BadData
from microturn.core.messages import Audio, MicroTurn
from microturn.core.units import EAR_HZ, EAR_TICK_SAMPLES, TICK_S
from microturn.data import cues, stories, texts, timers
from microturn.data.pool import key_of
from microturn.data.synth import SynthConfig, synthesise
from microturn.data.voices import HELD_OUT
from tests.data.test_synth import WORD_S, ToneSpeaker
from tests.fakes import FakeClock

NAMES = ("timespeak", "cuespeak")
MAX_BYTES = 1_500_000
NUM_DRAWN = 1500  # of every kind of training text
KEYS = [f"right_{ms}ms" for ms in (500, 1000, 1500, 2000)]


def make(name: str) -> Timed:
    made = benchmark(name)
    assert isinstance(made, Timed)
    return made


@pytest.fixture(scope="module")
def data(sources: Sources) -> Data:
    return Data(sources)


@pytest.fixture(scope="module", params=NAMES)
def timed(request: pytest.FixtureRequest) -> Timed:
    return make(request.param)


class Perfect(Silent):
    """Says everything that it must when it is due: a tone, and the words in the micro-turn in which it begins."""

    def __init__(self, item: Item) -> None:
        super().__init__()
        self._due = [(event.t, event.say) for event in item.events]
        self.plan = [(t, t + 0.3) for t, _ in self._due]

    def step(self, audio: Audio | None = None, text: str = "") -> MicroTurn:
        turn = super().step(audio, text)
        start_s = (turn.tick + 1) * TICK_S
        said = "".join(f" {say}" for t, say in self._due if start_s <= t < start_s + TICK_S)
        return MicroTurn(turn.tick, turn.is_voice, turn.audio, said=said)


def row(timed: Timed, item: Item, open_player: Callable[[], Player]) -> Row:
    takes = timed.play(item, lambda: Take(open_player, FakeClock()))
    return Row(item.number, item.kind, timed.score(item, takes, None))


def test_who_knows_the_item_is_always_right(timed: Timed, data: Data) -> None:
    items = timed.items(data, 2, 5)
    rows = [row(timed, item, lambda item=item: Perfect(item)) for item in items]
    figures = {figure.name: figure.value for figure in timed.figures(rows)}
    for name in ("accuracy_500ms", "accuracy_1000ms", "accuracy_1500ms", "accuracy_2000ms", "events_1000ms"):
        found = figures[name]
        assert found is not None
        assert (found.value, found.low, found.num) == (1, 1, len(items))
    alarms, error = figures["false_alarms_per_min"], figures["onset_error_median_s"]
    assert alarms is not None
    assert error is not None
    assert alarms.value == 0
    assert error.value < 0.1
    assert {f"{kind}_accuracy_1000ms" for kind in timed.makers} < set(figures)


@pytest.mark.parametrize("name", sorted(TRIVIAL))
def test_who_knows_nothing_is_never_right(timed: Timed, data: Data, name: str) -> None:
    for item in timed.items(data, 1, 0):
        scores = row(timed, item, TRIVIAL[name]).scores
        assert [scores[key] for key in KEYS] == [0] * 4
        assert scores["hit_1000ms"] == 0
        assert name != "silent" or scores["alarms"] == 0


def test_always_speaking_is_one_false_alarm(data: Data) -> None:
    timed = make("timespeak")
    item = timed.items(data, 1, 0)[0]
    assert row(timed, item, TRIVIAL["always"]).scores["alarms"] == 1


def test_the_scorer_is_right_about_planted_records(timed: Timed, data: Data) -> None:
    found = check(timed, timed.items(data, 2, 1))
    assert found.all > 150
    assert found.right >= 0.95 * found.all, found.wrong


def test_items_depend_on_seed_and_number_alone(timed: Timed, data: Data) -> None:
    few, more, other = timed.items(data, 2, 3), timed.items(data, 3, 3), timed.items(data, 2, 4)
    assert [item.number for item in more] == list(range(3 * len(timed.makers)))
    assert len({item.seed for item in more}) == len(more)
    for one, same in zip(few, more):
        assert (one.text, one.events, one.kind) == (same.text, same.events, same.kind)
    assert [item.events for item in few] != [item.events for item in other]
    sound = few[0].sound()
    assert len(sound) == few[0].num_ticks * EAR_TICK_SAMPLES
    assert np.array_equal(sound, more[0].sound())


def test_what_must_be_said_is_due_inside_the_item(timed: Timed, data: Data) -> None:
    for item in timed.items(data, 4, 2):
        assert item.events, item.text
        num = item.num_ticks * EAR_TICK_SAMPLES
        for event in item.events:
            window = event.window(LATEST_S)
            assert 0 < window.start_s < window.end_s < item.seconds, item.text
            assert not any(spot.start_s <= event.t <= spot.end_s for spot in item.forbidden), item.text
        for part in item.parts:
            assert part.at_s * EAR_HZ + len(part.samples) <= num, item.text


def test_cues_leave_a_second_of_the_users_speech(data: Data) -> None:
    for item in make("cuespeak").items(data, 8, 2):
        for event in item.events:
            assert event.overlap is not None
            assert event.overlap.start_s < event.t < event.overlap.end_s - 1.0, (item.kind, item.text)


def test_times_are_from_three_to_forty_seconds(data: Data) -> None:
    items = make("timespeak").items(data, 12, 0)
    long = [item for item in items if item.kind == "how_long"]
    gaps = [item.parts[1].at_s - item.parts[0].at_s for item in long]
    assert len({round(gap) for gap in gaps}) > 6
    first_s = [item.events[0].t - item.parts[0].at_s for item in items if item.kind in ("remind", "passed", "wait")]
    assert min(first_s) > LONG_S[0]
    assert max(*first_s, *gaps) < LONG_S[1] + 10


def test_the_bank_holds_every_text_in_a_voice_that_is_kept_out_of_training() -> None:
    speech = open_speech()
    for line in assets.lines():
        assert line.voice in HELD_OUT
        clip = speech.clip(line.voice, line.text)
        assert clip.speaker == line.voice
        assert len(clip.words) == len(clip.text.split())
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) <= MAX_BYTES


def test_no_text_is_one_that_training_makes() -> None:
    rng = np.random.default_rng(11)
    makers = (
        cues.requests, cues.sums, cues.lists, stories.stories, timers.timers, texts.dialogues, texts.interruptions,
    )  # fmt: skip
    drawn = {key_of(pair[0]) for make in makers for pair in make(rng, NUM_DRAWN)}
    drawn |= {key_of(text) for make in (texts.side_talk, texts.sentences) for text in make(rng, NUM_DRAWN)}
    assert len(drawn) > 5000
    assert not drawn & {key_of(line.text) for line in assets.lines()}


def test_words_are_cut_between_their_neighbours() -> None:
    speech = open_speech()
    line = assets.lines()[0]
    whole = speech.clip(line.voice, line.text)
    pieces = [cut(whole, k, k + 1) for k in range(len(whole.words))]
    assert " ".join(piece.text for piece in pieces) == whole.text
    for piece, (start_s, end_s) in zip(pieces, whole.words):
        assert piece.end_s - piece.onset_s == pytest.approx(end_s - start_s)
        assert 0 <= piece.onset_s <= piece.end_s <= len(piece.samples) / EAR_HZ + 1e-3
    assert sum(len(piece.samples) for piece in pieces) <= len(whole.samples) + len(pieces)


def test_the_bank_can_be_made_again_from_parts(tmp_path: Path) -> None:
    made = [(folder, some[:2]) for folder, some in assets.parts(tmp_path / "parts")[:2]]
    for folder, some in made:
        synthesise(some, folder, SynthConfig("none", is_held_out=True), ToneSpeaker())
    assets.join([folder for folder, _ in made], tmp_path / "bank")
    speech = Speech(tmp_path / "bank")
    for line in (line for _, some in made for line in some):
        clip = speech.clip(line.voice, line.text)
        assert clip.end_s == pytest.approx(WORD_S * len(line.text.split()), abs=0.06)
        inside = clip.samples[round(0.05 * EAR_HZ) : round((clip.end_s - 0.05) * EAR_HZ)]
        frames = inside[: len(inside) // 320 * 320].reshape(-1, 320)
        assert np.abs(frames).max(axis=1).min() > 0.1, "a tone from its start to its end: cut where it lies"
    with pytest.raises(BadData, match=r"microturn\.bench\.timed\.assets"):
        speech.clip("bf_emma", "no such text")


def test_there_are_no_official_data(timed: Timed, sources: Sources, tmp_path: Path) -> None:
    with pytest.raises(BadConfig, match="--data"):
        timed.items(Data(sources, tmp_path), 1, 0)


def test_every_task_type_weighs_the_same() -> None:
    rows = [Row(i, "a", {"x": 1.0}) for i in range(9)] + [Row(9, "b", {"x": 0.0}), Row(10, "c", {"x": None})]
    assert macro(rows, "x") == 0.5
    assert macro([], "x") is None
