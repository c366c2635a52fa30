"""What others report on Full-Duplex-Bench, on its own data. Shares as shares, latencies in seconds (means)."""

from microturn.bench.suite.benchmark import Published

PAPER = "arXiv 2503.04721 and its repository's table"
REPORTED = "reported by its makers"


def _v1(system: str, turn: tuple[float, float], interruption_s: float, more: tuple[float, ...] = ()) -> Published:
    """`more`: TOR in synthetic pauses, TOR over backchannels, backchannels a second, JSD, TOR after interruptions."""
    figures = {"turn_tor": turn[0], "latency_mean_s": turn[1], "interruption_latency_s": interruption_s}
    if more:
        figures |= {"pause_tor": more[0], "backchannel_tor": more[1], "backchannel_per_min": round(60 * more[2], 2)}
        figures |= {"backchannel_jsd": more[3], "interruption_tor": more[4]}
    return Published(system, PAPER, figures)


V1 = (
    _v1("dGSLM", (0.975, 0.352), 2.531, (0.934, 0.691, 0.015, 0.934, 0.917)),
    _v1("Moshi", (0.941, 0.265), 0.257, (0.985, 1.000, 0.001, 0.957, 1.000)),
    _v1("Freeze-Omni", (0.336, 0.953), 1.409, (0.642, 0.636, 0.001, 0.997, 0.867)),
    _v1("GPT-Realtime", (1.000, 1.470), 1.500, (0.010, 0.000, 0.007, 0.980, 0.970)),
    _v1("PersonaPlex", (0.992, 0.070), 0.400, (0.584, 0.327, 0.025, 0.649, 1.000)),
    _v1("Gemini 3.1 Flash Live", (1.000, 0.567), 0.337),
    Published("TML", REPORTED, {"latency_mean_s": 0.40}),
    Published("GPT-Realtime-2 minimal", REPORTED, {"latency_mean_s": 1.18}),
    Published("GPT-Live-1", REPORTED, {"latency_mean_s": 0.8}),
)
SCORES_V15 = {
    "TML": 77.8,
    "GPT-Live-1": 80.1,
    "GPT-Realtime-2 minimal": 46.8,
    "Gemini 3.1 Flash Live": 54.3,
    "Moshi": 20.5,
    "Freeze-Omni": 50.5,
    "MiniCPM-o 4.5": 79.0,
    "Joy-Duplex": 85.3,
    "Realtime-Venus Audio": 86.5,
}
V15 = tuple(
    Published(system, "Full-Duplex-Bench v1.5, its judge", {"score": score}) for system, score in SCORES_V15.items()
)
