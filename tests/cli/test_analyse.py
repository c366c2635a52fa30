import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from click.testing import CliRunner, Result

from microturn.cli.main import main

SECONDS = 24.0
USER = ((1, 4), (9, 12), (15.5, 17.5))
AGENT = ((4.5, 8), (11.0, 13.5), (17.9, 22))  # answers, cuts in, answers


def voice(spans: tuple[tuple[float, float], ...], rate_hz: int, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    out = np.zeros(round(SECONDS * rate_hz))
    for start_s, end_s in spans:
        times = np.arange(round((end_s - start_s) * rate_hz)) / rate_hz
        sound = (0.15 + 0.85 * np.abs(np.cos(np.pi * times / 0.2))) * 0.1 * rng.standard_normal(len(times))
        out[round(start_s * rate_hz) : round(start_s * rate_hz) + len(times)] = np.clip(sound, -0.9, 0.9)
    return out


def save(path: Path, rate_hz: int = 16_000, is_swapped: bool = False) -> Path:
    both = np.stack([voice(USER, rate_hz, 1), voice(AGENT, rate_hz, 2)], axis=1)
    soundfile.write(path, both[:, ::-1] if is_swapped else both, rate_hz)
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["analyse", *map(str, arguments)])


def numbers(*arguments: object) -> dict[str, Any]:
    found = run(*arguments, "--json")
    assert found.exit_code == 0, found.output
    (line,) = found.stdout.strip().splitlines()
    return json.loads(line)


@pytest.mark.parametrize(
    ("name", "rate_hz"), [("a.wav", 8_000), ("a.flac", 44_100), ("a.ogg", 48_000), ("a.mp3", 22_050)]
)
def test_a_call_of_any_format_and_rate(tmp_path: Path, name: str, rate_hz: int) -> None:
    found = numbers(save(tmp_path / name, rate_hz))
    assert (found["answered"], found["agent_interruptions"], found["agent_turns"]) == (2, 1, 3)
    assert found["offset_median_s"] == pytest.approx(0.4, abs=0.1)
    assert sum(found["turn_latency_histogram"]["counts"]) == found["offsets"] == 3


def test_the_other_channel_and_two_files(tmp_path: Path) -> None:
    plain = numbers(save(tmp_path / "a.wav"))
    swapped = numbers(save(tmp_path / "b.wav", is_swapped=True), "--user", "right")
    soundfile.write(tmp_path / "user.wav", voice(USER, 16_000, 1), 16_000)
    soundfile.write(tmp_path / "agent.flac", voice(AGENT, 16_000, 2), 16_000)
    apart = numbers(tmp_path / "user.wav", "--agent", tmp_path / "agent.flac")
    for other in (swapped, apart):
        assert {key: value for key, value in other.items() if key != "analyse"} == {
            key: value for key, value in plain.items() if key != "analyse"
        }
    assert numbers(tmp_path / "a.wav", "--user", "1")["offset_median_s"] == pytest.approx(1.5, abs=0.1)  # 1 s and 2 s


def test_picture_and_events_are_kept(tmp_path: Path) -> None:
    found = run(save(tmp_path / "a.wav"), "--out", tmp_path / "out")
    assert found.exit_code == 0, found.output
    assert "turn latency" in found.output
    assert "0:11.0  the agent cuts in" in found.output
    assert (tmp_path / "out" / "a.png").read_bytes().startswith(b"\x89PNG")
    content = json.loads((tmp_path / "out" / "a.json").read_text())
    (cut_in,) = [event for event in content["events"] if event["kind"] == "cut_in"]
    assert cut_in["start_s"] == pytest.approx(11.0, abs=0.05)
    assert cut_in["value_s"] == pytest.approx(1.0, abs=0.1)
    assert len(content["turns"]["user"]) == 3
    assert json.loads(found.stdout.strip().splitlines()[-1])["warnings"] == {}


def test_a_folder_is_pooled_and_says_what_it_left_out(tmp_path: Path) -> None:
    (tmp_path / "calls" / "more").mkdir(parents=True)
    save(tmp_path / "calls" / "a.wav")
    save(tmp_path / "calls" / "more" / "b.wav")
    soundfile.write(tmp_path / "calls" / "mono.wav", voice(USER, 16_000, 1), 16_000)
    found = numbers(tmp_path / "calls", "--out", tmp_path / "out")
    assert (found["calls"], found["answered"]) == (2, 4)
    assert [("mono.wav" in reason) for reason in found["left_out"]] == [True]
    names = {file.name for file in (tmp_path / "out").iterdir()}
    assert names == {f"{stem}.{ending}" for stem in ("a", "b", "all-calls") for ending in ("json", "png")}


def test_calls_that_cannot_be_read_say_what_to_do(tmp_path: Path) -> None:
    mono, many, same, quiet = (tmp_path / f"{name}.wav" for name in ("mono", "many", "same", "quiet"))
    sound = voice(USER, 16_000, 1)
    soundfile.write(mono, sound, 16_000)
    soundfile.write(many, np.stack([sound] * 3, 1), 16_000)
    soundfile.write(same, np.stack([sound] * 2, 1), 16_000)
    soundfile.write(quiet, np.zeros((16_000 * 3, 2)), 16_000)
    (tmp_path / "empty").mkdir()
    for arguments, message in (
        ([mono], "expected two channels, one a speaker, got one; record the call with the sides apart"),
        ([many], "expected two channels, got 3"),
        ([same], "both hold the same sound"),
        ([quiet], "both are silent"),
        ([tmp_path / "empty"], "expected recordings"),
        ([mono, many, "--agent", mono], "expected one recording of the user with --agent, got 2"),
        ([mono, many], "expected calls, none of 2 is"),
        ([tmp_path / "missing.wav"], "does not exist"),
    ):
        found = run(*arguments)
        assert found.exit_code == 2, arguments
        assert message in " ".join(found.output.split()), arguments


def test_crosstalk_is_told(tmp_path: Path) -> None:
    user, agent = voice(USER, 16_000, 1), voice(AGENT, 16_000, 2)
    late = np.pad(agent, (800, 0))[: len(agent)] * 0.1
    soundfile.write(tmp_path / "a.wav", np.stack([user + late, agent], 1), 16_000)
    found = numbers(tmp_path / "a.wav")
    (warning,) = found["warnings"]["a.wav"]
    assert "the agent is heard in the user's channel, -20 dB after 50 ms" in warning
    assert (found["answered"], found["user_turns"]) == (2, 3)
