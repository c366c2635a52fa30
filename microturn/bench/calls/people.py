"""How people take turns on the telephone: 258.7 hours with word times, docs/benchmarks.md, section 7."""

# Floor-transfer offsets: share of transfers with less, seconds.
OFFSET_SHARES = (0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95)
OFFSET_S = (-0.52, -0.35, -0.10, 0.13, 0.35, 0.65, 0.92)
# Pauses inside turns.
PAUSE_SHARES = (0.50, 0.90, 0.95)
PAUSE_S = (0.48, 1.02, 1.28)

# By the names of `measures`. What is counted of both speakers in the source is halved where one side is meant.
FIGURES = {
    "offset_median_s": 0.13,
    "offset_p10_s": -0.35,
    "offset_p90_s": 0.65,
    "user_offset_median_s": 0.13,
    "agent_interruptions_per_min": 0.57 / 2,
    "user_interruptions_per_min": 0.57 / 2,
    "stop_median_s": 0.78,
    "overlap_per_min": 5.36,
    "overlap_s_per_min": 2.3,
    "agent_backchannels_per_min": 4.56 / 2,
    "user_backchannels_per_min": 4.56 / 2,
    "user_pause_median_s": 0.48,
    "agent_pause_median_s": 0.48,
}
