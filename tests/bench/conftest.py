from pathlib import Path

import pytest

from microturn.bench.sources import Sources
from tests.bench.banks import make_bank


@pytest.fixture(scope="session")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_bank(tmp_path_factory.mktemp("bench") / "bank")


@pytest.fixture(scope="session")
def sources(bank: Path) -> Sources:
    return Sources(bank)
