"""The scorer on players whose behaviour is planted: every score is known before it is measured."""

import pytest

from microturn.bench.baselines import AlwaysSpeaking, Oracle, SilenceRule, Silent
from microturn.bench.drive import Opener, Player, Run, drive
from microturn.bench.items import OVERLAPS, Item, make_items
from microturn.bench.score import Scores, score
from microturn.bench.sources import Sources
from microturn.core.messages import Audio, MicroTurn, Source
from tests.fakes import FakeClock

EXACT_S = 0.025


class Planted(Silent):
    """Speaks from when to when it is told."""

    def __init__(self, *plan: tuple[float, float]) -> None:
        super().__init__()
        self.plan = list(plan)


def play(item: Item, opener: Opener) -> Scores:
    run = drive(item, opener(item), FakeClock())
    reference = drive(item.reference, opener(item.reference), FakeClock()) if item.set in OVERLAPS else None
    return score(run, reference)


def items(name: str, sources: Sources) -> list[Item]:
    return make_items(name, sources, 6, seed=3)


@pytest.mark.parametrize("delay_s", [-0.3, 0.0, 0.13, 0.4, 1.77, 4.9])
@pytest.mark.parametrize("name", ["answer", "pause"])
def test_answer_latency_is_exact(name: str, delay_s: float, sources: Sources) -> None:
    for item in items(name, sources):
        found = play(item, lambda item: Planted((item.end_s + delay_s, item.end_s + delay_s + 1.5)))
        assert found["answered"] == found["turn"] == 1
        assert found["early"] == 0
        assert found["offset"] == pytest.approx(delay_s, abs=EXACT_S)
        assert found["latency"] == pytest.approx(max(0, delay_s), abs=EXACT_S)


@pytest.mark.parametrize(
    ("plan", "answered", "turn"),
    [((5.2, 7.0), 0, 0), ((1.0, 1.1), 0, 0), ((1.0, 1.6), 1, 0), ((1.0, 2.2), 1, 1), ((-1.0, -0.6), 0, 0)],
    ids=["too late", "a blip", "brief", "a turn", "before the end only"],
)
def test_what_counts_as_an_answer(plan: tuple[float, float], answered: int, turn: int, sources: Sources) -> None:
    for item in items("answer", sources):
        found = play(item, lambda item: Planted((item.end_s + plan[0], item.end_s + plan[1])))
        assert (found["answered"], found["turn"]) == (answered, turn)
        assert found["early"] == float(plan[0] < -0.5)


@pytest.mark.parametrize(("from_s", "takeover"), [(0.05, 1), (0.25, 1), (-0.5, 1)])
def test_taking_over_in_a_pause(from_s: float, takeover: int, sources: Sources) -> None:
    for item in items("pause", sources):
        assert item.pause is not None
        start_s = item.pause.start_s + from_s
        assert play(item, lambda _, at=start_s: Planted((at, at + 0.6)))["takeover"] == takeover
        after_s = item.pause.end_s + 0.25
        assert play(item, lambda _, at=after_s: Planted((at, at + 0.6)))["takeover"] == 0


@pytest.mark.parametrize("delay_s", [0.25, 0.4, 1.1, 1.9])
def test_stop_and_response_latency_are_exact(delay_s: float, sources: Sources) -> None:
    for item in items("interrupt", sources):
        found = play(item, lambda item: Oracle(item, delay_s))
        assert found["yielded"] == found["spoke"] == 1
        assert found["stop"] == pytest.approx(delay_s, abs=EXACT_S)
        if delay_s > 0.9:  # otherwise it goes on within a breath of having stopped
            assert found["recovered"] == 1
            assert found["response"] == pytest.approx(delay_s, abs=EXACT_S)


def test_who_stops_too_late_has_not_yielded(sources: Sources) -> None:
    for item in items("interrupt", sources):
        assert play(item, lambda item: Oracle(item, 2.2))["yielded"] == 0


def test_who_would_have_stopped_anyway_is_left_out(sources: Sources) -> None:
    for item in items("interrupt", sources):
        start_s = item.end_s + 0.5
        found = play(item, lambda item, at=start_s: Planted((at, at + item.delay_s + 0.7)))
        assert (found["spoke"], found["yielded"]) == (1, None)


class Deaf(Silent):
    """Says a told text, or an answer, for as long as it likes."""

    def __init__(self, item: Item, seconds: float, stop_s: float = 99.0) -> None:
        super().__init__()
        start_s = item.end_s + 0.5
        onset_s = start_s + item.delay_s
        end_s = start_s + seconds if item.overlap is None else min(start_s + seconds, onset_s + stop_s)
        self.plan = [(start_s, end_s)]


@pytest.mark.parametrize(
    ("seconds", "stop_s", "kept_on"), [(9, 99, 1), (9, 0.6, 0), (9, 1.8, 1), (2, 99, 1), (2.5, 0.2, 0), (0.4, 99, None)]
)
@pytest.mark.parametrize("name", ["backchannel", "aside", "background"])
def test_speaking_on(name: str, seconds: float, stop_s: float, kept_on: int | None, sources: Sources) -> None:
    for item in items(name, sources):
        assert play(item, lambda item: Deaf(item, seconds, stop_s))["kept_on"] == kept_on


@pytest.mark.parametrize("name", OVERLAPS)
def test_who_never_speaks_has_missed(name: str, sources: Sources) -> None:
    for item in items(name, sources):
        found = play(item, lambda _: Silent())
        assert found["spoke"] == 0
        assert found["yielded" if name == "interrupt" else "kept_on"] == 0


def test_false_starts(sources: Sources) -> None:
    for item in items("noise", sources):
        found = play(item, lambda _: Planted((3, 4), (4.3, 5), (10, 10.2), (20, 30)))
        assert (found["starts"], found["minutes"]) == (3, 1)
        assert found["voiced"] == pytest.approx(2 + 0.2 + 10, abs=0.06)


def test_the_silence_rule_takes_over_in_long_pauses_only(sources: Sources) -> None:
    for item in make_items("pause", sources, 12, 0):
        assert item.pause is not None
        if abs(item.pause.seconds - 0.75) > 0.15:  # in between the position in the micro-turn decides
            assert play(item, lambda _: SilenceRule())["takeover"] == float(item.pause.seconds > 0.75)


class Words(Silent):
    """Hears and says given words, one a micro-turn."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words.split()
        self.plan = [(0.4, 2.0)]
        self.told: list[tuple[str, Source]] = []

    def tell(self, text: str, source: Source = Source.TYPED) -> None:
        self.told.append((text, source))

    def step(self, audio: Audio | None = None, text: str = "") -> MicroTurn:
        turn = super().step(audio, text)
        word = f" {self.words[turn.tick]}" if turn.tick < len(self.words) else ""
        return MicroTurn(turn.tick, turn.is_voice, turn.audio, heard=word, said=word)


@pytest.mark.parametrize("name", ["heard", "said"])
def test_word_errors(name: str, sources: Sources) -> None:
    for item in items(name, sources):
        num = len(item.text.split())
        player: Player = Words("um " + " ".join(item.text.split()[:-1]))
        found = play(item, lambda _, player=player: player)
        counts = [found[f"{name}_{key}"] for key in ("insertions", "deletions", "substitutions", "words", "errors")]
        assert counts in ([1, 1, 0, num, 2], [0, 0, 2, num, 2])
        assert isinstance(player, Words)
        assert player.told == ([(item.text, Source.BACKGROUND)] if name == "said" else [])


def test_both_sides_share_a_clock(sources: Sources) -> None:
    """The barge-in begins, to 25 ms, so long after the model's first sound as the item says."""
    for item in items("interrupt", sources):
        run: Run = drive(item, AlwaysSpeaking() if item.kind == "told" else Oracle(item), FakeClock())
        assert run.overlap is not None
        start_s = 0.2 if item.kind == "told" else item.end_s + 0.4
        assert run.overlap.start_s == pytest.approx(start_s + item.delay_s, abs=EXACT_S)
        assert len(run.user) * 24 == (len(run.output) - 4_800) * 16
