"""Sizes of the network. One dial: `preset(name)`."""

from dataclasses import dataclass, field, replace

from microturn.core.errors import BadConfig
from microturn.core.units import NUM_MARKS
from microturn.core.vocab import VOCAB_SIZE

RECALLED_TOKENS = 22  # audio tokens whose phones are remembered: 1.1 s, longer than most words


@dataclass(frozen=True)
class FlowConfig:
    """The head that renders a speech patch: `num_layers` ConvNeXt blocks of `width` over 32 mel frames."""

    width: int = 256
    num_layers: int = 5
    num_steps: int = 2  # solver steps when speaking
    temperature: float = 0.3  # scale of the noise it starts from


@dataclass(frozen=True)
class ModelConfig:
    """The trunk and its heads. Widths in channels, `window` and `num_sinks` in positions (about 7 a micro-turn)."""

    preset: str
    num_layers: int
    width: int
    num_heads: int
    num_kv_heads: int
    num_experts: int
    top_k: int
    expert_width: int
    ear_layer: int  # the ear reads after this many layers; 0: no ear
    mouth_width: int
    eye_width: int = 0  # of the first stage of the eye; 0: no eye
    eye_queries: int = 4  # of each position of a picture over all of it; 0: none, as with a large trunk to do that
    num_marks: int = NUM_MARKS  # that the eye reads off a picture; 0: none
    gaze_layer: int = 0  # after so many layers: before the first, so that nothing stands between the eye and its reader
    gaze_gain: float = 5.0  # of what is read: one name must be heard beside a picture of RMS one
    num_recalled: int = 0  # phones heard before that each audio token is reminded of; 0: none
    head_width: int = 64
    vocab_size: int = VOCAB_SIZE
    conv_size: int = 4  # taps of the causal short convolution before attention
    window: int = 2048  # about 60 s
    num_sinks: int = 32
    flow: FlowConfig = field(default_factory=FlowConfig)

    def __post_init__(self) -> None:
        if self.num_heads % self.num_kv_heads:
            raise BadConfig(
                f"expected num_heads divisible by num_kv_heads, got {self.num_heads} and {self.num_kv_heads}"
            )
        if not 0 < self.top_k <= self.num_experts:
            raise BadConfig(f"expected top_k in 1..num_experts, got {self.top_k} of {self.num_experts}")
        if self.num_recalled and (self.conv_size - 1) * self.width < 2 * RECALLED_TOKENS:
            raise BadConfig(f"expected (conv_size - 1) * width of at least {2 * RECALLED_TOKENS}, see model/state.py")
        if self.head_width % 4:
            raise BadConfig(f"expected head_width divisible by 4 (time and order pairs), got {self.head_width}")


def tiny() -> ModelConfig:
    """For tests."""
    flow = FlowConfig(width=32, num_layers=2)
    return ModelConfig(
        "tiny", 2, 64, 2, 1, 4, 1, 32, ear_layer=1, mouth_width=32, eye_width=8, num_recalled=16, head_width=32,
        num_sinks=4, flow=flow,
    )  # fmt: skip


def nano() -> ModelConfig:
    """Ships with the project: live on a laptop CPU, trained on two cores."""
    return ModelConfig("nano", 6, 384, 6, 2, 8, 2, 256, ear_layer=3, mouth_width=256, eye_width=64, num_recalled=16)


def micro() -> ModelConfig:
    """About 440M parameters, 130M active: one GPU."""
    flow = FlowConfig(width=512, num_layers=8)
    return ModelConfig(
        "micro", 16, 768, 12, 4, 16, 2, 608, ear_layer=6, mouth_width=512, eye_width=96, num_recalled=16,
        window=4096, flow=flow,
    )  # fmt: skip


def small() -> ModelConfig:
    """The size of the published model, 276B parameters with 12B active; counted, never instantiated here."""
    flow = FlowConfig(width=1024, num_layers=12)
    base = ModelConfig(
        "small",
        48,
        4096,
        32,
        8,
        256,
        8,
        1792,
        ear_layer=0,
        mouth_width=2048,
        eye_width=256,
        eye_queries=0,
        num_marks=0,
        head_width=128,
    )
    return replace(base, vocab_size=65_536, window=65_536, num_sinks=1024, flow=flow)


PRESETS = {"tiny": tiny, "nano": nano, "micro": micro, "small": small}


def preset(name: str) -> ModelConfig:
    """Raises BadConfig for an unknown name."""
    if name not in PRESETS:
        raise BadConfig(f"expected a preset of {', '.join(PRESETS)}, got {name!r}")
    return PRESETS[name]()
