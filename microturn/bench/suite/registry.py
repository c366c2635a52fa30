"""The benchmarks of the suite by name: where each is made."""

from importlib import import_module

from microturn.bench.suite.benchmark import Benchmark
from microturn.core.errors import BadConfig

BENCHMARKS = {
    "fdb1": "microturn.bench.fdb.fdb1",
    "fdb15": "microturn.bench.fdb.fdb15",
    "ticks": "microturn.bench.fdb.ticks",
    "timespeak": "microturn.bench.timed.timespeak",
    "cuespeak": "microturn.bench.timed.cuespeak",
    "repcount": "microturn.bench.sight.repcount",
    "proactive": "microturn.bench.sight.proactive",
    "localise": "microturn.bench.sight.localise",
    "human": "microturn.bench.calls.human",
    "speech": "microturn.bench.quality.speech",
    "refuse": "microturn.bench.safety.refuse",
}


def benchmark(name: str) -> Benchmark:
    """Each module makes its benchmark in `make()`. Raises BadConfig for a name that is none."""
    if name not in BENCHMARKS:
        raise BadConfig(f"expected a benchmark out of {', '.join(BENCHMARKS)}, got {name!r}")
    return import_module(BENCHMARKS[name]).make()
