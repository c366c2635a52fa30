"""Checkpoints: a folder with `model.safetensors` (int8 rows with a scale each, the rest float16) and `config.json`."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor

from microturn.core.errors import BadCheckpoint
from microturn.model.config import FlowConfig, ModelConfig
from microturn.model.network import InteractionModel
from microturn.model.vocoder import Vocoder, VocoderConfig

WEIGHTS, CONFIG, FORMAT = "model.safetensors", "config.json", 1
SCALE = ".row_scale"


def pack(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """Matrices -> int8 with one float16 scale a row (symmetric); vectors -> float16."""
    packed: dict[str, Tensor] = {}
    for name, tensor in weights.items():
        tensor = tensor.detach().float().cpu()
        if tensor.ndim < 2 or tensor.shape[-1] < 16:
            packed[name] = tensor.half().contiguous()
            continue
        scale = (tensor.abs().amax(-1, keepdim=True) / 127).clamp_min(1e-7).half()
        packed[name] = (tensor / scale.float()).round().clamp(-127, 127).to(torch.int8)
        packed[name + SCALE] = scale
    return packed


def unpack(packed: dict[str, Tensor]) -> dict[str, Tensor]:
    """Back to float32."""
    plain = {name: tensor for name, tensor in packed.items() if not name.endswith(SCALE)}
    return {n: t.float() * packed[n + SCALE].float() if n + SCALE in packed else t.float() for n, t in plain.items()}


def save_checkpoint(
    folder: Path,
    model: InteractionModel,
    vocoder: Vocoder,
    notes: dict[str, Any],
    sampling: dict[str, float] | None = None,
) -> None:
    """Writes both files whole or not at all. Into config.json go `notes` (training command, hours, commit) and how its
    tokens are best drawn, by the fields of `Sampling`, where that was settled on data of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = {f"model.{k}": v for k, v in model.state_dict().items()}
    weights |= {f"vocoder.{k}": v for k, v in vocoder.state_dict().items()}
    save_file(pack(weights), folder / f"{WEIGHTS}.part")
    text = {"format": FORMAT, "model": asdict(model.config), "vocoder": asdict(vocoder.config), "notes": notes}
    text |= {"sampling": sampling} if sampling else {}
    (folder / f"{CONFIG}.part").write_text(json.dumps(text, indent=1))
    for name in (WEIGHTS, CONFIG):
        (folder / f"{name}.part").rename(folder / name)


def load_checkpoint(folder: Path) -> tuple[InteractionModel, Vocoder]:
    """-> the network and the vocoder in float32, eval mode. Raises BadCheckpoint when missing, truncated or foreign."""
    text = _read_config(folder)
    config = ModelConfig(**text["model"] | {"flow": FlowConfig(**text["model"]["flow"])})
    model, vocoder = InteractionModel(config), Vocoder(VocoderConfig(**text["vocoder"]))
    weights = _read_weights(folder / WEIGHTS)
    for part, module in (("model.", model), ("vocoder.", vocoder)):
        try:
            own = {k.removeprefix(part): v for k, v in weights.items() if k.startswith(part)}
            missing = module.load_state_dict(own, strict=False)
        except RuntimeError as error:
            raise BadCheckpoint(f"expected weights of {config.preset} in {folder}, sizes differ: {error}") from error
        if missing.missing_keys or missing.unexpected_keys:
            names = (missing.missing_keys + missing.unexpected_keys)[:3]
            raise BadCheckpoint(f"expected the weights of {config.preset} in {folder}, {names} differ; get it again")
    return model.eval(), vocoder.eval()


def load_sampling(folder: Path) -> dict[str, float]:
    """How the checkpoint's tokens are best drawn; empty where nothing was settled."""
    return dict(_read_config(folder).get("sampling", {}))


def load_weights(path: Path, is_mean: bool = False) -> dict[str, Tensor]:
    """Weights of the network alone, from a checkpoint folder or a training run: as they are, to go on training from,
    or their running mean, where the run has one."""
    return _part(path, "model.", is_mean)


def load_vocoder_weights(path: Path) -> dict[str, Tensor]:
    """Weights of the vocoder alone, from a checkpoint folder or its training run."""
    return _part(path, "vocoder.")


def _part(path: Path, name: str, is_mean: bool = False) -> dict[str, Tensor]:
    if (path / WEIGHTS).exists():
        return {k.removeprefix(name): v for k, v in _read_weights(path / WEIGHTS).items() if k.startswith(name)}
    run = path / "last.pt"
    if not run.exists():
        raise BadCheckpoint(f"expected {WEIGHTS} or last.pt in {path}, found neither")
    saved = torch.load(run, map_location="cpu", weights_only=True, mmap=True)
    return saved["model"] | (saved.get("mean", {}) if is_mean else {})


def _read_config(folder: Path) -> dict[str, Any]:
    try:
        text = json.loads((folder / CONFIG).read_text())
    except FileNotFoundError as error:
        raise BadCheckpoint(f"expected a checkpoint ({CONFIG}, {WEIGHTS}) in {folder}, found no {CONFIG}") from error
    except ValueError as error:
        raise BadCheckpoint(f"expected JSON in {folder / CONFIG}, could not read it: {error}") from error
    if text.get("format") != FORMAT:
        raise BadCheckpoint(
            f"expected checkpoint format {FORMAT} in {folder}, got {text.get('format')}; update microturn"
        )
    return text


def _read_weights(file: Path) -> dict[str, Tensor]:
    try:
        weights = unpack(load_file(file))
    except (SafetensorError, OSError) as error:
        raise BadCheckpoint(f"expected whole weights in {file}, could not read them ({error}); get it again") from error
    broken = [name for name, tensor in weights.items() if not tensor.isfinite().all()]
    if broken:
        raise BadCheckpoint(f"expected finite weights in {file}, {broken[:3]} are not; get it again")
    return weights
