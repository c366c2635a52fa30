"""Sizes of one micro-turn, the unit every stream is cut into.

Source: docs/architecture.md, "Streams on one clock".
"""

TICK_MS = 200
TICK_S = TICK_MS / 1000
TICKS_PER_S = 5

# Ear: what comes in.
EAR_HZ = 16_000
EAR_TICK_SAMPLES = EAR_HZ * TICK_MS // 1000  # 3,200
AUDIO_TOKENS = 4  # audio tokens in a micro-turn, 50 ms each
SUB_FRAMES = 4  # dMel frames whose bags one audio token sums, 12.5 ms each
EAR_BINS = 80
EAR_LEVELS = 16

# Eye: at most one picture a micro-turn, RGB.
VIEW_WIDTH, VIEW_HEIGHT = 160, 120
VIEW_PATCH = 40  # pixels a side
VIEW_TOKENS = VIEW_HEIGHT // VIEW_PATCH  # 3: each row of patches becomes one position
NUM_MARKS, MARK_VALUES = 33, 16  # what the eye reads off a picture, see `data/sight/marks.py`

# Phones: 25 ms slots shared by ear and mouth, the time grid of the synthetic voices.
SLOTS = 8  # slots in a micro-turn
SLOT_S = TICK_S / SLOTS

# Mouth: what goes out.
MOUTH_HZ = 24_000
MOUTH_TICK_SAMPLES = MOUTH_HZ * TICK_MS // 1000  # 4,800
PATCH_FRAMES = 16  # log-mel frames in a speech patch, 12.5 ms each
MOUTH_HOP = MOUTH_TICK_SAMPLES // PATCH_FRAMES  # 300 samples
MOUTH_BINS = 100
SOUND_LAG_SLOTS = 2  # sound follows its phone plan by 50 ms: the end of a patch knows the phone that comes next

# Text, in tokens a micro-turn.
MAX_TEXT_IN = 16
MAX_TEXT_OUT = 6
