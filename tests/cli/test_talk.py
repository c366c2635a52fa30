import json
from pathlib import Path

import numpy as np
import pytest
import soundfile
from click.testing import CliRunner

from microturn import __version__
from microturn.cli.main import COMMANDS, main
from microturn.cli.replay import TextAt
from microturn.cli.talk import Options, check, converse, listen, write
from microturn.core.errors import BadConfig
from microturn.model.checkpoint import save_checkpoint
from microturn.model.config import tiny
from microturn.model.network import InteractionModel
from microturn.model.vocoder import Vocoder, VocoderConfig
from tests.fakes import FakeClock, FakeSession


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """One loud second and one quiet one, 8 kHz, 8 bit, stereo."""
    samples = np.zeros((16_000, 2))
    samples[:8_000] = 0.5 * np.sin(np.arange(8_000) * 0.3)[:, None]
    path = tmp_path / "in.wav"
    soundfile.write(path, samples, 8_000, subtype="PCM_U8")
    return path


def options(recording: Path) -> Options:
    out = recording.parent / "out"
    return Options(recording, out / "o.wav", out / "o.json", out / "o.png", (TextAt("hi", 0.5),), tail_s=1.0)


def test_a_whole_conversation(recording: Path) -> None:
    wanted, session = options(recording), FakeSession()
    check(wanted)
    ear, left = listen(recording)
    turns = converse(session, ear, wanted, FakeClock(0.01))
    lines = list(write(wanted, left, turns))
    assert session.texts == {2: "hi"}
    assert lines[-3:] == [f"sound: {wanted.out}", f"timeline: {wanted.timeline}", f"picture: {wanted.plot}"]
    sound, rate_hz = soundfile.read(recording.parent / "out" / "o.wav")
    assert (sound.shape, rate_hz) == ((16 * 4_800, 2), 24_000)  # 2 s, the tail, one more tick
    assert np.abs(sound[: 24_000 - 100, 0]).max() > 0.4
    assert np.abs(sound[24_100:, 0]).max() < 0.05
    is_voice = [turn.is_voice for turn in turns]
    assert [np.abs(tick[:, 1]).max() > 0.1 for tick in np.split(sound, 16)] == [False, *is_voice]
    assert wanted.timeline is not None
    assert len(json.loads(wanted.timeline.read_text())["ticks"]) == 15


def test_results_must_not_overwrite_each_other(recording: Path) -> None:
    with pytest.raises(BadConfig, match="different file"):
        check(Options(recording, recording))
    with pytest.raises(BadConfig, match="different file"):
        check(Options(recording, recording.parent / "o", plot=recording.parent / "." / "o"))


@pytest.mark.parametrize(
    ("content", "extra", "message"),
    [
        (None, [], "No such file"),
        (b"", [], "empty"),
        (b"not audio", [], "expected an audio file"),
        (b"not audio", ["--plot", "p.gif"], "expected a picture"),
        (b"not audio", ["--text", "hi"], "expected words, @ and seconds"),
        (b"not audio", ["--text", "hi@-1"], "expected words, @ and seconds"),
        (b"not audio", ["--text", "hi@nan"], "expected words, @ and seconds"),
        (b"not audio", ["--tail", "-1"], "--tail"),
    ],
)
def test_bad_input_is_one_line_and_status_2(
    tmp_path: Path, content: bytes | None, extra: list[str], message: str
) -> None:
    path = tmp_path / "in.wav"
    if content is not None:
        path.write_bytes(content)
    result = CliRunner().invoke(main, ["talk", str(path), "-o", str(tmp_path / "o.wav"), *extra])
    assert result.exit_code == 2
    assert message in result.stderr.splitlines()[-1]
    assert "Traceback" not in result.output
    assert not (tmp_path / "o.wav").exists()


def test_a_missing_checkpoint_is_said_before_anything_is_written(recording: Path) -> None:
    out = recording.parent / "o.wav"
    result = CliRunner().invoke(main, ["talk", str(recording), "-o", str(out), "--checkpoint", "runs/none"])
    assert (result.exit_code, result.stderr[:7]) == (2, "error: ")
    assert "runs/none" in result.stderr
    assert not out.exists()


def test_a_real_session_of_a_tiny_model(recording: Path) -> None:
    folder, results = recording.parent / "tiny", [recording.parent / f"{i}.wav" for i in (1, 2)]
    save_checkpoint(folder, InteractionModel(tiny()).init_weights(seed=3), Vocoder(VocoderConfig()), {})
    for out in results:
        arguments = ["talk", str(recording), "-o", str(out), "--checkpoint", str(folder), "--tail", "0.4"]
        extra = ["--text", "hi@0.4", "--timeline", str(out.with_suffix(".json")), "--instructions", "be brief"]
        result = CliRunner().invoke(main, [*arguments, *extra])
        assert (result.exit_code, result.stderr) == (0, "")
    assert results[0].read_bytes() == results[1].read_bytes()
    ticks = json.loads(results[0].with_suffix(".json").read_text())["ticks"]
    assert [tick["tick"] for tick in ticks] == list(range(12))
    assert all(tick["compute_ms"]["total"] >= tick["compute_ms"]["prefill"] > 0 for tick in ticks)


def test_help_teaches() -> None:
    runner = CliRunner()
    assert "microturn talk" in runner.invoke(main, ["--help"]).output
    for name in COMMANDS:
        result = runner.invoke(main, [name, "--help"])
        assert result.exit_code == 0
        assert f"  microturn {name} " in result.output, "an example"


def test_version() -> None:
    assert CliRunner().invoke(main, ["--version"]).output == f"microturn {__version__}\n"
