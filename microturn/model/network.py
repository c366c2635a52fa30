"""The interaction model: embeddings, trunk, ear, text head, mouth and flow head in one network.

It knows tokens and tensors, nothing of sessions. Legend: B rows, N positions, C channels, A audio tokens, Q queries.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from microturn.core.units import EAR_BINS, EAR_LEVELS, MARK_VALUES, SLOTS, SUB_FRAMES, VIEW_TOKENS
from microturn.core.vocab import NUM_PHONES
from microturn.model.config import RECALLED_TOKENS, ModelConfig
from microturn.model.ear import EAR_SLOTS, UNTOLD, Bag, Reader, Recall, last_slots
from microturn.model.eye import Eye, Gaze
from microturn.model.flow import FlowHead
from microturn.model.mouth import Mouth
from microturn.model.norm import RMSNorm, norm
from microturn.model.positions import Kind, Positions
from microturn.model.state import TrunkState
from microturn.model.trunk import Block, context


class InteractionModel(nn.Module):
    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        self.token = nn.Embedding(config.vocab_size, config.width)
        self.audio = Bag(SUB_FRAMES * EAR_BINS, EAR_LEVELS, config.width)
        self.own = Bag(SLOTS, NUM_PHONES, config.width)
        self.eye = Eye(config.eye_width, config.width, config.eye_queries) if config.eye_width else None
        self.blocks = nn.ModuleList(Block(config, layer) for layer in range(config.num_layers))
        has_gaze = bool(config.num_marks and config.eye_width)
        self.ear = Reader(config.width, EAR_SLOTS, NUM_PHONES) if config.ear_layer else None
        has_recall = bool(config.ear_layer and config.num_recalled)
        self.recall = Recall(config.width, config.num_recalled, NUM_PHONES) if has_recall else None
        self.gaze = Gaze(config.width, config.num_marks, MARK_VALUES, config.gaze_gain) if has_gaze else None
        self.norm = RMSNorm(config.width)
        self.mouth = Mouth(config.width, config.mouth_width)
        self.flow = FlowHead(config.flow, config.width)

    def init_weights(self, seed: int = 0) -> "InteractionModel":
        """Normal weights, scaled down with depth where they write into the residual stream."""
        torch.manual_seed(seed)
        for name, parameter in self.named_parameters():
            if std := start_std(name, parameter.shape, self.config.num_layers):
                nn.init.normal_(parameter, std=std)
        nn.init.normal_(self.token.weight, std=0.02)  # read through a norm, so only the logits feel it
        return self

    def init_state(self, rows: int) -> TrunkState:
        return TrunkState.empty(self.config, rows, self.token.weight)

    def forward(
        self, positions: Positions, state: TrunkState | None = None, is_brief: bool = False
    ) -> tuple[Tensor, Tensor | None, Tensor | None]:
        """-> (hidden [B, N, C], phone logits [A, 4, F] or None without an ear, logits of what pictures hold
        [Q, marks, 16] or None without a gaze).

        Without a state: whole sequences, for training. With one: the next positions of each row's stream. `is_brief`:
        no further than what is heard and seen.
        """
        x_BNC = self.embed(positions)
        is_audio_BN = positions.kind_BN == Kind.AUDIO
        ctx = context(self.config, positions.time_BN, positions.kind_BN != Kind.PAD, state, x_BNC)
        phones, marks = None, None
        listens = self.ear is not None and (len(positions.levels_A) or not is_brief)
        looks = self.gaze is not None and (len(positions.views_Q) or not is_brief)
        last = max(self.config.ear_layer * bool(listens), self.config.gaze_layer * bool(looks))
        for layer in range(last + 1 if is_brief else len(self.blocks) + 1):
            x_BNC = self.blocks[layer - 1](x_BNC, ctx) if layer else x_BNC
            if looks and layer == self.config.gaze_layer:
                x_BNC, marks = self.look(x_BNC, positions.kind_BN, positions.told_QM)
            if listens and layer == self.config.ear_layer:
                x_BNC, phones = self.listen(x_BNC, is_audio_BN, positions.told_A4, state)
        return self.norm(x_BNC), phones, marks

    def listen(
        self, x_BNC: Tensor, is_audio_BN: Tensor, told_A4: Tensor | None, state: TrunkState | None
    ) -> tuple[Tensor, Tensor]:
        """Reads phones off the audio positions, and feeds them and those before back there."""
        assert self.ear is not None
        x_AC = x_BNC[is_audio_BN]
        read, logits = self.ear(x_AC, told_A4)
        if self.recall is not None:
            named_A4 = logits.argmax(-1)
            if told_A4 is not None:
                named_A4 = torch.where(told_A4 == UNTOLD, named_A4, told_A4)
            past = named_A4.new_zeros(len(x_BNC), RECALLED_TOKENS, 2) if state is None else state.heard.long()
            slots_AW, past = last_slots(named_A4, is_audio_BN.nonzero()[:, 0], past)
            read = read + self.recall(slots_AW).to(read.dtype)
            if state is not None:
                state.heard.copy_(past)
        return x_BNC.masked_scatter(is_audio_BN[..., None], x_AC + read), logits

    def look(self, x_BNC: Tensor, kind_BN: Tensor, told_QM: Tensor | None) -> tuple[Tensor, Tensor]:
        """Reads what each picture holds off its positions, and feeds it back to the last of them."""
        assert self.gaze is not None
        at_QT = (kind_BN.flatten() >= Kind.VIEW).nonzero()[:, 0].unflatten(0, (-1, VIEW_TOKENS))
        x_NC = x_BNC.flatten(0, 1)
        read, marks = self.gaze(x_NC[at_QT], told_QM)
        return x_NC.index_add(0, at_QT[:, -1], read.to(x_NC.dtype)).view_as(x_BNC), marks

    def embed(self, positions: Positions) -> Tensor:
        """[B, N, C]: each position from the table of its kind, RMS one."""
        device = self.token.weight.device.type
        dtype = torch.get_autocast_dtype(device) if torch.is_autocast_enabled(device) else self.token.weight.dtype
        x_BNC = norm(self.token(positions.token_BN), self.token.weight.new_ones(self.config.width)).to(dtype)
        for kind, bag, values in (
            (Kind.AUDIO, self.audio, positions.levels_A),
            (Kind.PATCH, self.own, positions.plans_P),
            (Kind.VIEW, self.eye, positions.views_Q),
        ):
            if len(values):
                assert bag is not None, "expected no pictures for a model without an eye"
                x_BNC = x_BNC.masked_scatter((positions.kind_BN == kind)[..., None], bag(values).to(x_BNC.dtype))
        return x_BNC

    def text_logits(self, hidden_QC: Tensor) -> Tensor:
        """Logits of the next text token or decision, [Q, vocabulary]."""
        return F.linear(hidden_QC, self.token.weight)

    def loads(self) -> list[Tensor]:
        """How often each expert was chosen since the last `balance`, by layer; several processes add theirs up."""
        return [block.experts.load_E for block in self.blocks]  # pyright: ignore

    def balance(self) -> float:
        """After a training step: evens the load of the experts -> the worst load over the mean."""
        return max(block.experts.balance() for block in self.blocks)  # pyright: ignore


def start_std(name: str, shape: torch.Size, num_layers: int) -> float:
    """Of the normal weights that a parameter begins with; 0 where it begins as its module has made it."""
    if len(shape) < 2 or not name.startswith("blocks") or "conv" in name:
        return 0.0
    depth = (2 * num_layers) ** -0.5 if name.endswith(("out.weight", "w_out")) else 1.0
    return shape[-1] ** -0.5 * depth


def count(model: InteractionModel) -> tuple[int, int]:
    """-> (all parameters, those that one position uses)."""
    total = sum(p.numel() for p in model.parameters())
    config = model.config
    expert = 3 * config.width * config.expert_width
    return total, total - config.num_layers * (config.num_experts - config.top_k) * expert
