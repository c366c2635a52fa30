"""What a micro-turn costs: products (FLOP) and bytes moved, phase by phase, for some sessions that go together.

Counted are matrix products and convolutions, as `torch.utils.flop_counter` does, and what has to come from memory:
weights once a pass, keys and values once a session and pass. What lies in caches (activations) is left out.
Legend: N sessions, E experts, k of them chosen, f share of sessions that a pass feeds.
"""

from dataclasses import dataclass

from microturn.core.units import (
    AUDIO_TOKENS,
    EAR_BINS,
    MARK_VALUES,
    MOUTH_BINS,
    PATCH_FRAMES,
    SLOTS,
    SUB_FRAMES,
    VIEW_HEIGHT,
    VIEW_TOKENS,
    VIEW_WIDTH,
)
from microturn.core.vocab import NUM_PHONES
from microturn.model.config import FlowConfig, ModelConfig
from microturn.plan import memory
from microturn.plan.parameters import (
    EAR_SLOTS,
    EYE_CELLS,
    EYE_STAGES,
    FLOW_FRAMES,
    FLOW_KERNEL,
    FLOW_WAVES,
    NUM_NEAR,
    VIEW_COLUMNS,
    VOCODER,
    counts,
    expert,
    eye_sizes,
    routed,
)

FLOP = 2  # of a multiplication and its addition


@dataclass(frozen=True)
class Traffic:
    """What a micro-turn holds on average, in shares of sessions. `choices`: that draw a first token, a second, ...;
    `fed`: whose first, second, ... token enters the stream (<quiet> does not); `voice`: that speak; `views`: that see.

    Measured over 18,619 micro-turns (62 minutes) of 211 rendered scenes, in the mix of stage 3 without its scenes of
    the model speaking alone and of films. Somebody who talks all the time costs more: hence the head-room.
    """

    text_in: float = 0.168
    choices: tuple[float, ...] = (1.0, 0.315, 0.267, 0.092, 0.038, 0.022, 0.009)
    fed: tuple[float, ...] = (0.428, 0.315, 0.139, 0.058, 0.029, 0.019, 0.008)
    voice: float = 0.253
    views: float = 0.0

    @property
    def prefill(self) -> float:
        """Positions read before anything is decided: own last patch, audio, picture, text."""
        return self.voice + AUDIO_TOKENS + VIEW_TOKENS * self.views + self.text_in

    @property
    def positions(self) -> float:
        """All positions of a micro-turn."""
        return self.prefill + sum(self.fed)


@dataclass(frozen=True)
class Phase:
    """A part of a micro-turn of N sessions. `passes`: how often its weights are read one after the other; `layers`:
    that these passes go through in all; `tokens`: rows of all passes. FLOP and bytes of all passes, those of routed
    experts apart; `state_bytes`: of sessions, the rest weights."""

    name: str
    passes: float
    layers: float
    tokens: float
    flops: float
    expert_flops: float
    weight_bytes: float
    expert_bytes: float
    state_bytes: float

    @property
    def all_flops(self) -> float:
        return self.flops + self.expert_flops

    @property
    def all_bytes(self) -> float:
        return self.weight_bytes + self.expert_bytes + self.state_bytes


@dataclass(frozen=True)
class Costs:
    """What phases are counted for: `attended` positions that a new one looks at, bytes of a parameter, of a value."""

    config: ModelConfig
    traffic: Traffic
    attended: int
    weight_bytes: float
    value_bytes: int


def distinct(num_experts: int, chosen: float, tokens: float) -> float:
    """Expected number of experts that some tokens choose together, each `chosen` of them on average: E (1 - (1 -
    k/E)^tokens), if all are as likely."""
    return num_experts * (1 - (1 - chosen / num_experts) ** tokens)


def dense_flops(config: ModelConfig, attended: float) -> float:
    """FLOP of one position in the trunk without its routed experts; 4 H D of them for each position it looks at."""
    heads, kv_heads, head, width = config.num_heads, config.num_kv_heads, config.head_width, config.width
    weights = width * (2 * heads + 2 * kv_heads) * head + config.num_experts * width + expert(config)
    return config.num_layers * FLOP * (weights + 2 * heads * head * attended)


def expert_flops(config: ModelConfig) -> float:
    """FLOP of one position in its routed experts."""
    return config.num_layers * FLOP * config.top_k * expert(config)


def ear_flops(config: ModelConfig) -> float:
    """FLOP of one audio token in the ear."""
    return FLOP * 2 * config.width * EAR_SLOTS * NUM_PHONES if config.ear_layer else 0.0


def logit_flops(config: ModelConfig) -> float:
    """FLOP of the logits of one token of text."""
    return FLOP * config.vocab_size * config.width


def mouth_flops(config: ModelConfig) -> float:
    """FLOP of one phone plan: eight steps of a gated recurrent unit."""
    width = config.mouth_width
    return FLOP * (2 * config.width * width + SLOTS * (6 * width * width + NUM_PHONES * width))


def flow_frames(config: FlowConfig) -> list[int]:
    """Frames that each block works on: those on which a frame of the patch still depends."""
    reaches = [above * (FLOW_KERNEL // 2) for above in range(config.num_layers)][::-1]
    return [min(FLOW_FRAMES, 2 * PATCH_FRAMES + reach) - max(0, PATCH_FRAMES - reach) for reach in reaches]


def flow_flops(config: ModelConfig) -> float:
    """FLOP of one evaluation of the velocity of a patch."""
    width = config.flow.width
    ends = 3 * PATCH_FRAMES * MOUTH_BINS * width + (FLOW_WAVES + width + config.width) * width
    frame, adapt = (FLOW_KERNEL + 6 * width) * width, 3 * width * width
    return FLOP * (ends + sum(adapt + frames * frame for frames in flow_frames(config.flow)))


def eye_flops(config: ModelConfig) -> float:
    """FLOP of one picture; zero without an eye."""
    if not config.eye_width:
        return 0.0
    num, result, sizes = VIEW_HEIGHT * VIEW_WIDTH, 0, eye_sizes(config)
    for side, before, after in zip(EYE_STAGES, sizes, sizes[1:]):
        num //= side * side
        result += num * before * side * side * after
    if config.eye_queries:
        inner, queries = sizes[2], VIEW_TOKENS * config.eye_queries
        result += EYE_CELLS * (2 * NUM_NEAR * inner * inner + 2 * queries * inner) + queries * inner * config.width
    return FLOP * (result + VIEW_TOKENS * sizes[-1] * VIEW_COLUMNS * config.width)


def gaze_flops(config: ModelConfig) -> float:
    """FLOP of reading what one picture holds."""
    if not (config.num_marks and config.eye_width):
        return 0.0
    width, values = config.width, config.num_marks * MARK_VALUES
    return FLOP * (VIEW_TOKENS * width * 2 * width + 2 * width * values + values * width)


def vocoder_flops() -> float:
    """FLOP of the sound of one patch, without its Fourier transforms of 400 samples."""
    width, outputs = VOCODER.width, VOCODER.outputs + VOCODER.subs
    block = VOCODER.kernel * width + 2 * VOCODER.expand * width * width
    frame = MOUTH_BINS * VOCODER.kernel * width + VOCODER.num_layers * block + width * outputs
    return FLOP * (PATCH_FRAMES * frame + (PATCH_FRAMES + 2) * MOUTH_BINS * VOCODER.num_freqs)


def phases(costs: Costs, sessions: float) -> list[Phase]:
    """A micro-turn of `sessions` that go together."""
    return [prefill(costs, sessions), decode(costs, sessions), *speech(costs, sessions)]


def prefill(costs: Costs, sessions: float) -> Phase:
    """All positions that came in, and the logits of the first token."""
    config, traffic = costs.config, costs.traffic
    tokens = sessions * traffic.prefill
    each = traffic.prefill * dense_flops(config, costs.attended) + AUDIO_TOKENS * ear_flops(config)
    each += traffic.views * (eye_flops(config) + gaze_flops(config)) + traffic.choices[0] * logit_flops(config)
    own = counts(config)
    weights = _trunk_weights(config) + own["heads"] + config.vocab_size * config.width
    weights += (
        own["eye"] * (1 - (1 - traffic.views) ** sessions)
        + sessions * AUDIO_TOKENS * SUB_FRAMES * EAR_BINS * config.width
    )
    touched = config.num_layers * distinct(config.num_experts, config.top_k, tokens) * expert(config)
    kept = memory.position_bytes(config, costs.value_bytes) * (costs.attended + traffic.prefill)
    return Phase(
        "prefill", 1, config.num_layers, tokens, sessions * each, tokens * expert_flops(config),
        weights * costs.weight_bytes, touched * costs.weight_bytes, sessions * kept,
    )  # fmt: skip


def decode(costs: Costs, sessions: float) -> Phase:
    """Text, token by token, and <voice>: a pass takes place if any session feeds a token."""
    config, traffic = costs.config, costs.traffic
    passes = sum(1 - (1 - share) ** sessions for share in traffic.fed)
    draws = sum(1 - (1 - share) ** sessions for share in traffic.choices[1:])
    touched = sum(distinct(config.num_experts, share * config.top_k, sessions) for share in traffic.fed)
    tokens, logits = sessions * sum(traffic.fed), sessions * sum(traffic.choices[1:])
    weights = passes * _trunk_weights(config) + draws * config.vocab_size * config.width
    kept = memory.position_bytes(config, costs.value_bytes) * (costs.attended + 1)
    return Phase(
        "decode", passes, passes * config.num_layers, tokens,
        tokens * dense_flops(config, costs.attended) + logits * logit_flops(config), tokens * expert_flops(config),
        weights * costs.weight_bytes, config.num_layers * touched * expert(config) * costs.weight_bytes, tokens * kept,
    )  # fmt: skip


def speech(costs: Costs, sessions: float) -> list[Phase]:
    """Phone plans, patches and sound of those that speak."""
    config, steps = costs.config, costs.config.flow.num_steps
    return [
        _spoken(costs, sessions, "mouth", (SLOTS, 1, mouth_flops(config))),
        _spoken(costs, sessions, "flow", (steps, config.flow.num_layers, steps * flow_flops(config))),
        _spoken(costs, sessions, "vocoder", (1, VOCODER.num_layers, vocoder_flops())),
    ]


def _spoken(costs: Costs, sessions: float, name: str, one: tuple[int, int, float]) -> Phase:
    """`one`: passes for a patch, layers of a pass, FLOP of a patch."""
    most, layers, flops = one
    spoken, passes = sessions * costs.traffic.voice, most * (1 - (1 - costs.traffic.voice) ** sessions)
    weights = passes * counts(costs.config)[name] * costs.weight_bytes
    state = 2 * spoken * memory.vocoder_bytes() if name == "vocoder" else 0.0
    return Phase(name, passes, passes * layers, 0.0, spoken * flops, 0.0, weights, 0.0, state)


def _trunk_weights(config: ModelConfig) -> int:
    """Parameters that every pass reads: attention, router and shared expert."""
    own = counts(config)
    return own["attention"] + own["experts"] - routed(config)
