"""The losses of one batch: text and decisions, ear, mouth, flow. Knows nothing of optimizers or data."""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from microturn.core.units import NUM_MARKS
from microturn.core.vocab import Control
from microturn.data.sight.marks import ACTION
from microturn.model.flow import Before, Request
from microturn.model.network import InteractionModel
from microturn.train.batch import Batch
from microturn.train.row import NO_TARGET

WEIGHTS = {"mouth": 1.5}  # of losses; the others count once
DOING_WEIGHT = 4.0  # of the marks of what happens, beside those of where everything is
MARK_WEIGHTS = (1.0,) * ACTION + (DOING_WEIGHT,) * (NUM_MARKS - ACTION)
MOST_TIED_PATCHES = 32  # spoken patches a step that the flow head renders with their hidden state


@dataclass(frozen=True)
class Losses:
    total: Tensor
    parts: dict[str, float]


def losses(model: InteractionModel, batch: Batch, loose: tuple[Tensor, Request] | None) -> Losses:
    """Sum of all losses; `parts` for the log (nats; accuracies in `*_acc`)."""
    hidden_BNC, phones_A4F, marks_QMF = model(batch.positions)
    hidden_NC = hidden_BNC.flatten(0, 1)
    parts = {"text": _text(model, hidden_NC, batch)}
    if phones_A4F is not None:
        parts["ear"] = reading(phones_A4F, batch.ear_A4)
    if marks_QMF is not None and len(marks_QMF):
        parts["eye"] = reading(marks_QMF, batch.marks_QM, MARK_WEIGHTS)
    if batch.glance is not None:
        parts["glance"] = reading(model(batch.glance.positions, is_brief=True)[2], batch.glance.target, MARK_WEIGHTS)
    if batch.snatch is not None:
        parts["snatch"] = reading(model(batch.snatch.positions, is_brief=True)[1], batch.snatch.target)
    voice_VC = hidden_NC[batch.voice_V]
    if len(voice_VC):
        logits = model.mouth(voice_VC, batch.plan_V8)
        parts["mouth"] = F.cross_entropy(logits.float().flatten(0, 1), batch.plan_V8.flatten())
    parts["flow"] = _flow(model, voice_VC, batch, loose)
    total = torch.stack([WEIGHTS.get(name, 1.0) * part for name, part in parts.items() if part.isfinite()]).sum()
    values = {name: float(part.detach()) for name, part in parts.items()}
    return Losses(total, values | _accuracy(model, hidden_NC, phones_A4F, batch))


def reading(logits: Tensor, target: Tensor, weights: tuple[float, ...] = ()) -> Tensor:
    """Of what a reader has read: logits [..., slots, values], targets [..., slots]; `weights`: of the slots."""
    each = F.cross_entropy(logits.float().flatten(0, 1), target.flatten(), ignore_index=NO_TARGET, reduction="none")
    weight = (target != NO_TARGET) * torch.tensor(weights or (1.0,), device=target.device)
    return (each.view_as(target) * weight).sum() / weight.sum()


def _text(model: InteractionModel, hidden_NC: Tensor, batch: Batch) -> Tensor:
    target, weight = batch.target_BN.flatten(), batch.weight_BN.flatten()
    at = (target != NO_TARGET).nonzero()[:, 0]
    each = F.cross_entropy(model.text_logits(hidden_NC[at]).float(), target[at], reduction="none")
    return (each * weight[at]).sum() / weight[at].sum()


def _flow(model: InteractionModel, voice_VC: Tensor, batch: Batch, loose: tuple[Tensor, Request] | None) -> Tensor:
    known = batch.patch_VTM.isfinite().all(-1).all(-1).nonzero()[:, 0]
    known = known[torch.randperm(len(known), device=known.device)[:MOST_TIED_PATCHES]]
    result = voice_VC.new_zeros(())
    if len(known):
        old = batch.before
        before = Before(old.plan_V8[known], old.mel_VTM[known], old.has_V[known])
        result = result + model.flow.loss(
            batch.patch_VTM[known], Request(batch.plan_V8[known], voice_VC[known], before)
        )
    if loose is not None:
        result = result + model.flow.loss(*loose)
    return result / max(1, bool(len(known)) + (loose is not None))


@torch.no_grad()
def _accuracy(model: InteractionModel, hidden_NC: Tensor, phones_A4F: Tensor | None, batch: Batch) -> dict[str, float]:
    """Shares of right decisions where they change, and of right phones."""
    result = {}
    target, weight = batch.target_BN.flatten(), batch.weight_BN.flatten()
    for name, token in (("start", Control.VOICE), ("stop", Control.QUIET)):
        at = ((target == token) & (weight > 1)).nonzero()[:, 0]
        if len(at):
            result[f"{name}_acc"] = float((model.text_logits(hidden_NC[at]).argmax(-1) == token).float().mean())
    if phones_A4F is not None:
        known = batch.ear_A4 != NO_TARGET
        result["ear_acc"] = float((phones_A4F.argmax(-1) == batch.ear_A4)[known].float().mean())
    return result
