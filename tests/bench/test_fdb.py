"""Full-Duplex-Bench and the tick panel as they are run: on players that are known, and on official folders."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from microturn.bench.baselines import Silent
from microturn.bench.drive import Player
from microturn.bench.fdb import fdb1, fdb15, ticks
from microturn.bench.fdb.dialogue import OFFICIAL_FROM, Dialogue
from microturn.bench.fdb.players import AlwaysYielding, NeverYielding
from microturn.bench.sources import Sources
from microturn.bench.suite import record as records
from microturn.bench.suite.benchmark import Benchmark, Data, Row
from microturn.bench.suite.run import check
from microturn.bench.suite.take import Take
from microturn.bench.suite.targets import TRIVIAL
from microturn.core.errors import BadData
from microturn.core.messages import Audio, MicroTurn
from tests.fakes import FakeClock

BENCHMARKS = {"fdb1": fdb1.make, "fdb15": fdb15.make, "ticks": ticks.make}
RATE_HZ = 16_000
PLAYED: dict[tuple[str, str], dict[str, float]] = {}


class Talker(NeverYielding):
    """Never yields, and says a word every 200 ms."""

    def step(self, audio: Audio | None = None, text: str = "") -> MicroTurn:
        turn = super().step(audio, text)
        return MicroTurn(turn.tick, turn.is_voice, turn.audio, said=" afternoon" if turn.is_voice else "")


@pytest.fixture
def data(sources: Sources) -> Data:
    return Data(sources)


def play(benchmark: Benchmark, data: Data, make: Callable[[], Player], num: int = 1) -> dict[str, float]:
    items = benchmark.items(data, num, seed=1)
    taken = [(case, benchmark.play(case, lambda: Take(make, FakeClock()))) for case in items]
    rows = [Row(case.number, case.kind, benchmark.score(case, takes, None)) for case, takes in taken]
    return {figure.name: figure.value.value for figure in benchmark.figures(rows) if figure.value is not None}


def played(name: str, player: str, data: Data) -> dict[str, float]:
    if (name, player) not in PLAYED:
        PLAYED[name, player] = play(BENCHMARKS[name](), data, TRIVIAL[player], 2 if name == "fdb15" else 1)
    return PLAYED[name, player]


@pytest.mark.parametrize("name", BENCHMARKS)
def test_the_scorer_is_right_about_planted_records(name: str, data: Data) -> None:
    benchmark = BENCHMARKS[name]()
    checked = check(benchmark, benchmark.items(data, 1, seed=1))
    assert checked.wrong == ()
    assert checked.all > 60


@pytest.mark.parametrize("name", BENCHMARKS)
def test_items_are_the_same_again_and_keep_their_numbers(name: str, data: Data) -> None:
    benchmark = BENCHMARKS[name]()
    few, more = benchmark.items(data, 1, seed=2), benchmark.items(data, 2, seed=2)
    assert sorted(case.number for case in more) == list(range(len(more)))
    for case, again in zip(few, sorted(more, key=lambda case: case.number)):
        assert (case.number, case.kind, case.seed) == (again.number, again.kind, again.seed)
        np.testing.assert_array_equal(case.item.user, again.item.user)
    other = benchmark.items(data, 1, seed=3)
    ways = [[(len(case.item.user), case.item.delay_s) for case in cases] for cases in (few, other)]
    assert ways[0] != ways[1]


@pytest.mark.parametrize("name", BENCHMARKS)
def test_records_from_disk_score_as_those_just_made(name: str, data: Data, tmp_path: Path) -> None:
    benchmark = BENCHMARKS[name]()
    for case in benchmark.items(data, 1, seed=1):
        takes = benchmark.play(case, lambda: Take(Talker, FakeClock()))
        for i, take in enumerate(takes):
            records.save(take, tmp_path / f"{case.number}-{i}")
        kept = [records.load(tmp_path / f"{case.number}-{i}") for i in range(len(takes))]
        read = tuple(each for each in kept if each is not None)
        assert benchmark.score(case, read, None) == benchmark.score(case, takes, None)


@pytest.mark.parametrize(
    ("player", "score"), [("never-yield", 75), ("always", 75), ("always-yield", 25), ("silent", 0)]
)
def test_one_strategy_for_all_overlaps_scores_as_it_must(player: str, score: int, data: Data) -> None:
    found = played("fdb15", player, data)
    assert found["score"] == pytest.approx(score)
    assert found["min_scenario"] == 0
    names = ("resume_backchannel", "resume_talking_to_other", "resume_background")
    assert [found[name] for name in ("respond_interruption", *names)] == pytest.approx(
        {75: [0, 1, 1, 1], 25: [1, 0, 0, 0], 0: [0, 0, 0, 0]}[score]
    )


def test_latencies_of_overlaps_are_those_of_the_player(data: Data) -> None:
    found = played("fdb15", "always-yield", data)
    assert found["stop_median_s"] < 0.25
    assert found["response_median_s"] == pytest.approx(0.5, abs=0.12)
    assert "word_score" not in found  # a tone has no words


def test_words_are_scored_beside_the_voice_where_there_are_any(data: Data) -> None:
    found = play(fdb15.make(), data, Talker)
    assert found["score"] == 75
    assert {"word_respond_interruption", "word_resume_backchannel", "word_uncertain"} <= set(found)


def test_version_1_tells_players_apart(data: Data) -> None:
    rule, always, silent = (played("fdb1", name, data) for name in ("silence-rule", "always", "silent"))
    assert rule["turn_atr"] == always["turn_atr"] == 1
    assert silent["turn_tor"] == silent["turn_atr"] == silent["pause_tor"] == 0
    assert "turn_tor" not in rule  # whether tones are words nobody knows
    assert 0.7 <= rule["latency_median_s"] <= rule["latency_p90_s"] <= 0.95
    assert always["latency_median_s"] == 0
    assert (rule["answered_within_0.6_s"], rule["answered_within_1_s"]) == (0, 1)
    assert (rule["backchannel_tor"], always["backchannel_tor"], silent["backchannel_jsd"]) == (0, 1, 1)
    assert (always["silence_misclassified"], silent["silence_misclassified"]) == (1, 0)
    assert (rule["interruption_stopped"], always["interruption_stopped"]) == (1, 0)


def test_words_make_the_takeover_rate(data: Data) -> None:
    found = play(fdb1.make(), data, Talker)
    assert found["turn_tor"] == found["turn_atr"] == 1
    assert found["latency_median_s"] == pytest.approx(0.5, abs=0.12)


def test_a_telling_is_long_and_has_the_pauses_of_people(data: Data) -> None:
    for case in fdb1.make().items(data, 2, seed=4):
        if case.kind == "backchannel":
            assert 11 < case.item.end_s < 31
            gaps = [b.start_s - a.end_s for a, b in zip(case.talk, case.talk[1:])]
            assert len(gaps) > 3 and all(0.15 < gap < 1.45 for gap in gaps)


def test_the_tick_panel_tells_players_apart(data: Data) -> None:
    rule, never, silent = (played("ticks", name, data) for name in ("silence-rule", "never-yield", "silent"))
    assert (rule["r_r"], never["r_r"], silent["r_r"]) == (1, 1, 0)
    assert (rule["r_y"], never["r_y"]) == (1, 0)
    assert (rule["s_bc"], never["s_bc"]) == (0, 1)
    assert silent["s_vt"] == silent["s_nd"] == 1
    assert (rule["interrupt_recovery"], never["interrupt_recovery"]) == (1, 0)
    assert rule["l_r_s"] == pytest.approx(0.7, abs=0.1)
    assert "l_r_s" not in silent and "r_y" not in silent
    for found in (rule, never, silent):
        shares = [found[f"opportunities_{name}"] for name in ("answered", "missed", "censored", "excluded")]
        assert sum(shares) == pytest.approx(1)


def tone(seconds: float, *spans: tuple[float, float]) -> Audio:
    times = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    on = np.any([(times >= a) & (times < b) for a, b in spans], axis=0)
    return (0.3 * np.sin(2 * np.pi * 200 * times) * on).astype(np.float32)


def write(folder: Path, name: str, samples: Audio, rate_hz: int = RATE_HZ) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    soundfile.write(folder / name, samples, rate_hz)
    return folder


@pytest.fixture
def official(tmp_path: Path) -> Path:
    """A sample of every task, as they come."""
    v1, v15 = tmp_path / "v1.0", tmp_path / "v1.5"
    for name in ("synthetic_pause_handling", "candor_pause_handling"):
        sample = write(v1 / name / "1", "input.wav", tone(3, (0.5, 1.2), (1.9, 2.8)))
        (sample / "pause.json").write_text(json.dumps([{"text": "[PAUSE]", "timestamp": [1.2, 1.9]}]))
    write(v1 / "icc_backchannel" / "7", "input.wav", tone(4, (0.2, 3.8)))
    (v1 / "icc_backchannel" / "icc_gt_distribution.json").write_text(json.dumps({"7": [0.0, 0.5, 0.5]}))
    sample = write(v1 / "candor_turn_taking" / "2", "input.wav", tone(4, (0.2, 1.5)))
    (sample / "turn_taking.json").write_text(json.dumps([{"text": "[TURN-TAKING]", "timestamp": [1.5, 1.7]}]))
    sample = write(v1 / "synthetic_user_interruption" / "1", "input.wav", tone(8, (0.2, 1.0), (4.0, 5.0)))
    label = {"context": "tell me", "interrupt": "no wait", "timestamp": [4.0, 5.0]}
    (sample / "interrupt.json").write_text(json.dumps([label]))
    for name in ("user_interruption", "user_backchannel", "talking_to_other", "background_speech"):
        sample = write(v15 / name / "1", "input.wav", tone(8, (0.2, 1.0), (4.0, 5.0)))
        write(sample, "clean_input.wav", tone(8, (0.2, 1.0)))
        texts = {"context_text": "find a hotel", "current_turn_text": "with a pool", "timestamps": [4.0, 5.0]}
        (sample / "metadata.json").write_text(json.dumps(texts))
    return tmp_path


def test_official_recordings_of_version_1_are_read_and_scored(official: Path, sources: Sources) -> None:
    data = Data(sources, official)
    items: list[Dialogue] = list(fdb1.make().items(data, 5, seed=0))
    assert [case.kind for case in items] == ["pause", "pause", "backchannel", "turn", "interruption"]
    assert all(case.number >= OFFICIAL_FROM for case in items)
    assert items[0].pauses == ((1.2, 1.9),) and items[3].item.end_s == 1.5 and items[4].overlap == (4.0, 5.0)
    assert items[2].places == (0.0, 0.5, 0.5)
    rule = play(fdb1.make(), data, TRIVIAL["silence-rule"])
    assert (rule["pause_atr"], rule["turn_atr"], rule["interruption_atr"], rule["interruption_stopped"]) == (0, 1, 1, 1)
    assert 0.7 <= rule["latency_median_s"] <= 0.91
    assert play(fdb1.make(), data, TRIVIAL["always"])["pause_atr"] == 1


@pytest.mark.parametrize(("player", "score"), [("never-yield", 75), ("always-yield", 25), ("silent", 0)])
def test_official_recordings_of_version_15_are_read_and_scored(
    player: str, score: float, official: Path, sources: Sources
) -> None:
    assert play(fdb15.make(), Data(sources, official), TRIVIAL[player])["score"] == score


@pytest.mark.parametrize("make", [fdb1.make, fdb15.make])
def test_controls_hold_on_official_recordings(make: Callable[[], Benchmark], official: Path, sources: Sources) -> None:
    benchmark = make()
    checked = check(benchmark, benchmark.items(Data(sources, official), 2, seed=0))
    assert checked.wrong == ()
    assert checked.all > 50


def test_recordings_at_other_rates_are_converted(official: Path, sources: Sources) -> None:
    sample = official / "v1.0" / "candor_turn_taking" / "2"
    stereo = np.stack([np.repeat(tone(4, (0.2, 1.5)), 3)] * 2, axis=1)
    soundfile.write(sample / "input.wav", stereo, 3 * RATE_HZ)
    turn = next(case for case in fdb1.make().items(Data(sources, official), 1, 0) if case.kind == "turn")
    assert len(turn.item.user) == 4 * RATE_HZ


def test_a_folder_that_is_none_of_theirs_is_refused(tmp_path: Path, sources: Sources) -> None:
    with pytest.raises(BadData, match="user_interruption"):
        fdb15.make().items(Data(sources, tmp_path), 1, 0)
    with pytest.raises(BadData, match="--data"):
        ticks.make().items(Data(sources, tmp_path), 1, 0)


@pytest.mark.parametrize("text", ["{", "[]", '[{"timestamp": [2, 1]}]', '{"timestamp": 1}'])
def test_bad_labels_are_refused_with_their_file(text: str, official: Path, sources: Sources) -> None:
    (official / "v1.0" / "candor_pause_handling" / "1" / "pause.json").write_text(text)
    (official / "v1.0" / "synthetic_user_interruption" / "1" / "interrupt.json").write_text(text)
    with pytest.raises(BadData, match=r"pause\.json|interrupt\.json"):
        fdb1.make().items(Data(sources, official), 1, 0)


def test_players_between_which_overlaps_must_tell() -> None:
    loud, quiet = np.full(3200, 0.3, np.float32), np.zeros(3200, np.float32)
    for make, goes_on in ((NeverYielding, True), (AlwaysYielding, False)):
        player: Silent = make()
        heard = [player.step(sound).is_voice for sound in [loud] * 3 + [quiet] * 4 + [loud] * 2 + [quiet] * 3]
        assert heard[:4] == [False] * 4 and all(heard[4:7])
        assert all(heard[7:9]) is goes_on
        assert heard[-1]
