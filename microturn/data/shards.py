"""Endless streams of scenes for training: rendered on the fly, or read from shards; by processes in the background.

Knows nothing of batches or devices.
"""

import multiprocessing
import os
import threading
import traceback
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.context import SpawnProcess
from multiprocessing.queues import Queue
from pathlib import Path
from queue import Empty
from typing import Any, TypeVar

import numpy as np
from tqdm import tqdm

from microturn.core.errors import BadConfig, BadData
from microturn.core.units import TICK_S
from microturn.data import ticks
from microturn.data.bank import Bank
from microturn.data.fresh import fresh
from microturn.data.pool import Pool
from microturn.data.render import render
from microturn.data.scene import Scene
from microturn.data.ticks import Ticks

TALK = ("listen", "speak", "answer", "pause", "interrupt", "backchannel", "quiet", "talk")
GRAMMARS = (*TALK, "tell", "phones", "splice", "delegate", "time", "cue", "drill", "sight", "flash")
VOICED = ("speak", "phones", "splice", "quiet", "drill", "flash")  # nobody is heard, or nobody has a voice anyway
SAME_USERS = 100  # scenes for which new texts are drawn at once
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
Item = TypeVar("Item")
Grammar = Callable[[np.random.Generator, Pool], Scene]


def grammar(name: str) -> Grammar:
    """The `make` of a grammar. Raises BadConfig for a name there is none of."""
    if name not in GRAMMARS:
        raise BadConfig(f"expected a grammar out of {', '.join(GRAMMARS)}, got {name!r}")
    return import_module(f"microturn.data.grammars.{name}").make


class LiveScenes:
    """Scenes rendered as they are asked for; scene i depends on (seed, i) alone. `mix`: share of each grammar; `told`:
    of the scenes in which somebody talks, the share whose users say something new without a voice (see `fresh`), and
    of those with films, the share of which only what their pictures hold is told."""

    def __init__(
        self, bank: Bank, mix: dict[str, float], seed: int, held_out: bool | None = False, told: float = 0.0
    ) -> None:
        self.bank, self.seed, self.told = bank, seed, told
        self.pool = Pool(bank, held_out)
        self.makers = [grammar(name) for name in mix]
        self.may_be_told = [name not in VOICED for name in mix]
        self._fresh: tuple[int, Pool] = -1, self.pool
        shares = np.array(list(mix.values()), np.float64)
        if not len(shares) or shares.min() < 0 or shares.sum() <= 0:
            raise BadConfig(f"expected grammars with shares above 0, got {mix}")
        self.shares = shares / shares.sum()

    def scene(self, index: int) -> Ticks:
        rng = np.random.default_rng([self.seed, index])
        kind = int(rng.choice(len(self.makers), p=self.shares))
        is_told = self.may_be_told[kind] and rng.random() < self.told
        pool = self._users(index // SAME_USERS) if is_told else self.pool
        is_blind = rng.random() < self.told
        return render(self.makers[kind](rng, pool), self.bank, rng, is_blind=is_blind)

    def _users(self, number: int) -> Pool:
        """New users every `SAME_USERS` scenes."""
        if self._fresh[0] != number:
            self._fresh = number, fresh(self.pool, np.random.default_rng([self.seed, number, 1]))
        return self._fresh[1]

    def __iter__(self) -> Iterator[Ticks]:
        index = 0
        while True:
            yield self.scene(index)
            index += 1


class ShardScenes:
    """Scenes of a folder of .npz shards, shard by shard in an order drawn anew each round, for ever."""

    def __init__(self, folder: str | Path, seed: int = 0) -> None:
        self.files, self.seed = sorted(f for f in Path(folder).glob("*.npz") if ".part" not in f.name), seed
        if not self.files:
            raise BadData(f"expected *.npz shards in {folder}, found none; make some with `microturn synth shards`")

    def __iter__(self) -> Iterator[Ticks]:
        rng = np.random.default_rng(self.seed)
        while True:
            for number in rng.permutation(len(self.files)):
                scenes = ticks.load(self.files[number])
                for i in rng.permutation(len(scenes)):
                    yield scenes[i]


@dataclass(frozen=True)
class LiveSource:
    """What a worker process needs to render: `LiveSource(...)(worker)` is an iterator of its own."""

    folders: tuple[str, ...]
    mix: tuple[tuple[str, float], ...]
    seed: int = 0

    def __call__(self, worker: int) -> Iterator[Ticks]:
        return iter(LiveScenes(Bank.load(self.folders), dict(self.mix), self.seed * 1000 + worker))


@dataclass(frozen=True)
class ShardSource:
    """The same from shards."""

    folder: str
    seed: int = 0

    def __call__(self, worker: int) -> Iterator[Ticks]:
        return iter(ShardScenes(self.folder, self.seed * 1000 + worker))


def prefetch(make_iterator: Callable[[int], Iterator[Item]], num_workers: int = 1, depth: int = 16) -> Iterator[Item]:
    """Runs `make_iterator(worker)` in processes of their own and yields from them in turn: the same order every time.

    `make_iterator` must be picklable (a `LiveSource`). Each worker is at most `depth` items ahead, then waits;
    nothing is dropped. Workers end with this process, or when the iterator is closed. A worker's error is raised here.
    """
    context = multiprocessing.get_context("spawn")
    queues: list[Queue[Any]] = [context.Queue(maxsize=depth) for _ in range(num_workers)]
    workers = [context.Process(target=_work, args=(make_iterator, i, q), daemon=True) for i, q in enumerate(queues)]
    with _one_thread():
        for worker in workers:
            worker.start()
    return _take(queues, workers)


def _take(queues: list["Queue[Any]"], workers: list[SpawnProcess]) -> Iterator[Any]:
    try:
        while True:
            for queue, worker in zip(queues, workers):
                item = _next(queue, worker)
                if item is None:
                    return
                yield item
    finally:
        for worker in workers:
            worker.terminate()


def _next(queue: "Queue[Any]", worker: SpawnProcess) -> Any:
    while True:
        try:
            item = queue.get(timeout=5)
            break
        except Empty as error:
            if not worker.is_alive():
                raise BadData(f"expected items from worker {worker.pid}, it died (exit {worker.exitcode})") from error
    if isinstance(item, str):
        raise BadData(f"expected items from worker {worker.pid}, it failed:\n{item}")
    return item


def _work(make_iterator: Callable[[int], Iterator[object]], worker: int, queue: "Queue[Any]") -> None:
    tqdm.set_lock(threading.RLock())  # its own would outlive a worker that is ended from outside
    threading.Thread(target=_follow_parent, daemon=True).start()
    try:
        for item in make_iterator(worker):
            queue.put(item)
        queue.put(None)
    except BaseException:
        queue.put(traceback.format_exc())


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)


@contextmanager
def _one_thread() -> Generator[None, None, None]:
    """Processes started inside compute with one thread each."""
    before = {name: os.environ.get(name) for name in _THREADS}
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def parse_mix(text: str) -> dict[str, float]:
    """ "listen=1,speak=2" -> shares. Raises BadConfig."""
    try:
        pairs = [entry.split("=") for entry in text.split(",") if entry]
        return {name.strip(): float(share) for name, share in pairs}
    except ValueError as error:
        raise BadConfig(f"expected GRAMMAR=SHARE,..., got {text!r}") from error


def write_shards(scenes: LiveScenes, num: int, out: Path, per_shard: int = 64) -> Iterator[float]:
    """Writes `num` scenes and yields the seconds in each shard; shards that are there already are left as they are."""
    out.mkdir(parents=True, exist_ok=True)
    for first in range(0, num, per_shard):
        file = out / f"scenes-{first // per_shard:05d}.npz"
        if not file.exists():
            ticks.save(file, [scenes.scene(i) for i in range(first, min(num, first + per_shard))])
        yield sum(map(len, ticks.load(file))) * TICK_S
