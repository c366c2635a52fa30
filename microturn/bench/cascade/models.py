"""The cascade's models: loaded once a process, and run once, since the first time is slow.

Runs in the cascade's own environment.
"""
# pyright: reportMissingImports=false

import asyncio
import secrets
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from huggingface_hub import snapshot_download
from pipecat.services.kokoro import tts as kokoro_service
from pipecat.services.whisper import stt as whisper_service

from microturn.agent.local import found, open_server
from microturn.bench.cascade.config import KOKORO, CascadeConfig
from microturn.core.errors import BadConfig
from microturn.core.units import EAR_HZ

VOICE = "af_heart"
STYLE_SHAPE = (-1, 1, 256)  # a style a length, as kokoro-onnx reads them
WHISPER = {"device": "cpu", "compute_type": "int8"}  # of the services, too: the same arguments give the same model


@dataclass(frozen=True)
class Models:
    """What the services are made with. `server`: the language model's, which ends with the process."""

    whisper: str
    kokoro: Path
    voices: Path
    llm: str
    url: str
    key: str
    server: Any


def load(config: CascadeConfig) -> Models:
    """Raises BadConfig, EndpointFailed and whatever the runtimes raise."""
    # the services make their models anew for every conversation: the process needs one of each
    whisper_service.WhisperModel = cache(whisper_service.WhisperModel)
    kokoro_service.Kokoro = cache(kokoro_service.Kokoro)
    graph, voices = find_kokoro(config.kokoro)
    gguf, key = found(Path(config.llm) if config.llm else None), secrets.token_hex(16)
    server = open_server(str(gguf), key)
    models = Models(config.whisper, graph, voices, gguf.stem, f"{server.listening_address}/v1", key, server)
    asyncio.run(warm(models))
    return models


def find_kokoro(place: str) -> tuple[Path, Path]:
    """Folder or hub name -> the smallest graph, and a file with the voice."""
    folder = Path(place).expanduser()
    if not folder.is_dir():
        patterns = ["*quantized.onnx", "*int8.onnx", f"voices/{VOICE}.bin"]
        folder = Path(snapshot_download(place, allow_patterns=patterns))
    graphs = sorted(folder.rglob("*.onnx"), key=lambda file: file.stat().st_size)
    style = next(folder.rglob(f"{VOICE}.bin"), None)
    if not graphs or style is None:
        raise BadConfig(f"expected Kokoro ({KOKORO}), got {place!r}")
    voices = Path("voices.npz").absolute()  # the host's folder, which goes with it
    styles: dict[str, Any] = {VOICE: np.fromfile(style, np.float32).reshape(STYLE_SHAPE)}
    np.savez(voices, **styles)
    return graphs[0], voices


async def warm(models: Models) -> None:
    voice = kokoro_service.Kokoro(str(models.kokoro), str(models.voices))
    async for _ in voice.create_stream("It is ready.", VOICE):
        pass
    ears = whisper_service.WhisperModel(models.whisper, **WHISPER)
    segments, _ = ears.transcribe(np.zeros(EAR_HZ, np.float32), language="en")
    list(segments)
