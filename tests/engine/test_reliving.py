"""A session that goes on in another process remembers what it did in the one before, and does not do it twice."""

import numpy as np
import pytest

from microturn.core.clock import SystemClock
from microturn.core.messages import Feed, MicroTurn, Open, Resume, Resumed, Save, Saved, Turned, Unheard
from microturn.engine.admission import Bounds
from microturn.engine.journal import Journal
from microturn.engine.past import ANCHOR
from microturn.engine.runner import Runner, Sampling
from microturn.engine.worker import Worker
from tests.engine.checkpoints import tiny_checkpoint
from tests.engine.test_saving import sound, words

SAVED_TICK, DIED_TICK, NUM = 12, 24, 32
OPEN = Open("a", 3, "be brief")
Message = Feed | Unheard


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """Nothing is drawn by chance: what follows depends on what is remembered alone. Computed exactly."""
    folder = tiny_checkpoint(tmp_path_factory.mktemp("tiny"), is_talkative=True)
    return Runner(folder, SystemClock(), Sampling(0.0, 0.0), is_packed=False)


def told(name: str, tick: int) -> list[Message]:
    """What comes before the sound of a micro-turn."""
    if tick == DIED_TICK - 9:
        return [Feed(name, text="one two three"), Feed(name, text="x" * 200_000)]
    if tick == DIED_TICK - 5:
        return [Feed(name, picture=np.full((120, 160, 3), 200, np.uint8)), Feed(name, picture=np.zeros(3, np.uint8))]
    return [Unheard(name, SAVED_TICK - 4)] if tick == DIED_TICK - 2 else []


def live(worker: Worker, name: str, ticks: range, journal: Journal) -> list[MicroTurn]:
    found = list[MicroTurn]()
    frames = sound(NUM)
    for tick in ticks:
        for message in (*told(name, tick), Feed(name, frames[tick], came_s=worker.runner.clock.now_s())):
            journal.add(message)
            worker.take(message)
        (result,) = worker.turn()
        assert isinstance(result, Turned)
        journal.done(result.did)
        found.append(result.turn)
    return found


def save(worker: Worker, journal: Journal, is_exact: bool, reach: int = 0) -> None:
    worker.take(Save("a", is_exact, 1, reach))
    parts, num = list[Saved](), len(journal.entries)
    while not parts or not parts[-1].is_last:
        parts += [answer for answer in worker.work() if isinstance(answer, Saved)]
    journal.cut(num, b"".join(part.part for part in parts), parts[-1].num_left_out)


def resume(worker: Worker, journal: Journal) -> None:
    worker.take(Resume("a", journal.saved, True, journal.lived))
    answers = list[Resumed]()
    while not answers:
        answers += [answer for answer in worker.work() if isinstance(answer, Resumed)]
    assert answers == [Resumed("a")]


@pytest.mark.parametrize("is_exact", [True, False, None])
def test_it_goes_on_as_if_nothing_had_been(runner: Runner, is_exact: bool | None) -> None:
    """From a save of either form, or from its beginning."""
    worker, journal = Worker(runner, Bounds(1, 1)), Journal(entries=[OPEN])
    worker.take(OPEN)
    live(worker, "a", range(SAVED_TICK), journal)
    if is_exact is not None:
        save(worker, journal, is_exact)
    done = live(worker, "a", range(SAVED_TICK, DIED_TICK), journal)
    assert 0 < sum(turn.is_voice for turn in done) < len(done)
    stayed = live(worker, "a", range(DIED_TICK, NUM), Journal())
    other = Worker(runner, Bounds(1, 1))
    resume(other, journal)
    after = live(other, "a", range(DIED_TICK, NUM), Journal())
    assert [words(turn) for turn in after] == [words(turn) for turn in stayed]
    assert any(turn.is_voice for turn in after)


def test_what_was_said_is_remembered_as_it_was(runner: Runner) -> None:
    """Another would have come of it, had it been done again."""
    worker, journal = Worker(runner, Bounds(1, 1)), Journal(entries=[OPEN])
    worker.take(OPEN)
    live(worker, "a", range(DIED_TICK), journal)
    said = worker.seats["a"].session.state.past.everything()
    other = Worker(runner, Bounds(1, 1))
    resume(other, Journal(entries=[Open("a", 3, "be long"), *journal.entries[1:]], num_lived=journal.num_lived))
    remembered = other.seats["a"].session.state.past.everything()
    assert [moment.tokens for moment in remembered] == [moment.tokens for moment in said]
    assert remembered[1].text_in != said[1].text_in or remembered[0].text_in != said[0].text_in


def test_what_comes_while_it_is_saved_is_not_in_it(runner: Runner) -> None:
    worker, journal = Worker(runner, Bounds(1, 1)), Journal(entries=[OPEN])
    worker.take(OPEN)
    live(worker, "a", range(3), journal)
    for samples in sound(2):
        worker.take(Feed("a", samples, came_s=worker.runner.clock.now_s()))
    worker.take(Save("a", True, 1))
    for message in (Feed("a", text="hello"), Feed("a", picture=np.zeros(3, np.uint8)), Feed("a", sound(1)[0])):
        assert worker.take(message) is None
    answers, turns = list[object](), list[object]()
    while not worker.is_idle:
        turns += worker.turn()
        answers += worker.work()
        if len(turns) == 2:
            assert worker.seats["a"].session.num_waiting == 0 or answers, "what came after is held"
    parts = [answer for answer in answers if isinstance(answer, Saved)]
    refused = [answer for answer in answers if not isinstance(answer, Saved)]
    assert len(turns) == 3
    assert len(refused) == 1, "the picture"
    other = Worker(runner, Bounds(1, 1))
    resume(other, Journal(b"".join(part.part for part in parts)))
    session = other.seats["a"].session
    assert (session.state.tick, session.num_waiting) == (5, 0)


def test_a_save_within_reach_leaves_out_what_is_older(runner: Runner) -> None:
    worker, journal = Worker(runner, Bounds(1, 1)), Journal(entries=[OPEN])
    worker.take(OPEN)
    live(worker, "a", range(NUM), journal)
    save(worker, journal, False)
    whole = len(journal.saved)
    assert journal.num_left_out == 0
    save(worker, journal, False, reach=10)
    assert len(journal.saved) < whole
    other = Worker(runner, Bounds(1, 1))
    resume(other, journal)
    moments = other.seats["a"].session.state.past.everything()
    recent = [moment.tick for moment in moments if moment.tick >= NUM - 10]
    assert recent == list(range(NUM - 10, NUM))
    assert moments[0].tick == 0, "sinks stay"
    assert len(moments) + journal.num_left_out == NUM
    assert len(moments) < 10 + 2 * ANCHOR
    assert [turn.tick for turn in live(other, "a", range(3), Journal())] == [NUM, NUM + 1, NUM + 2]
