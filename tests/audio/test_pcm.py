import struct
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile

from microturn.audio import decode
from microturn.audio.pcm import read_audio, read_mono, stream_mono, write_wav, write_wav_blocks
from microturn.core.errors import BadAudio, BadConfig, DiskFull
from microturn.core.messages import Audio
from tests.audio.chunks import noise, tone

TONE = tone(440, 16_000, 16_000)


def encoded(path: Path, codec: str, samples: Audio = TONE, rate_hz: int = 16_000) -> Path:
    """A file that only FFmpeg writes."""
    with av.open(str(path), "w") as container:
        track = container.add_stream(codec, rate=rate_hz, layout="mono")
        assert isinstance(track, av.AudioStream)
        frame = av.AudioFrame.from_ndarray(samples[None], format="fltp", layout="mono")
        frame.sample_rate = rate_hz
        for ready in av.AudioResampler(format=track.codec_context.format, rate=rate_hz).resample(frame):
            container.mux(track.encode(ready))
        container.mux(track.encode(None))
    return path


def cut(path: Path, share: float = 0.5) -> Path:
    """Keeps the beginning of a file."""
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    return path


@pytest.mark.parametrize(
    ("name", "form", "subtype", "error"),
    [
        ("a.wav", "WAV", "PCM_16", 1e-4),
        ("a.wav", "WAV", "PCM_24", 1e-6),
        ("a.wav", "WAV", "FLOAT", 0.0),
        ("a.wav", "WAV", "PCM_U8", 0.01),
        ("a.wav", "WAV", "ULAW", 0.03),
        ("a.wav", "RF64", "PCM_16", 1e-4),
        ("a.flac", "FLAC", "PCM_16", 1e-4),
        ("a.ogg", "OGG", "VORBIS", 0.02),
        ("a.opus", "OGG", "OPUS", 0.05),
        ("a.aiff", "AIFF", "PCM_16", 1e-4),
    ],
)
def test_reads_what_libsndfile_reads(tmp_path: Path, name: str, form: str, subtype: str, error: float) -> None:
    path = tmp_path / name
    soundfile.write(path, TONE, 16_000, format=form, subtype=subtype)
    samples, rate_hz = read_audio(path)
    assert (samples.shape, samples.dtype, rate_hz) == ((16_000, 1), np.float32, 16_000)
    assert np.abs(samples[:, 0] - TONE)[2_000:-2_000].max() <= error


@pytest.mark.parametrize(("name", "codec"), [("a.mp3", "libmp3lame"), ("a.m4a", "aac"), ("a.mka", "pcm_s16le")])
def test_reads_what_ffmpeg_reads(tmp_path: Path, name: str, codec: str) -> None:
    samples, rate_hz = read_audio(encoded(tmp_path / name, codec))
    assert rate_hz == 16_000
    assert samples.shape == (pytest.approx(16_000, abs=2_000), 1)
    spectrum = np.abs(np.fft.rfft(samples[4_000:12_000, 0]))
    assert spectrum.argmax() == 220  # bins of 2 Hz


def test_a_wrong_ending_does_not_matter(tmp_path: Path) -> None:
    path = encoded(tmp_path / "a.mp3", "libmp3lame").rename(tmp_path / "a.wav")
    assert read_audio(path)[1] == 16_000


def test_mixes_down_and_resamples_8_bit_8_khz_stereo(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    left = tone(440, 8_000, 8_000)
    soundfile.write(path, np.stack([left, 0 * left], axis=1), 8_000, subtype="PCM_U8")
    mono = read_mono(path, 16_000)
    assert mono.shape == (16_000,)
    assert np.abs(mono - TONE / 2)[1_000:-1_000].max() < 0.02


def test_streaming_gives_the_same_as_reading(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    soundfile.write(path, noise(150_000), 44_100)
    parts = list(stream_mono(path, 16_000))
    assert len(parts) > 2
    assert np.array_equal(np.concatenate(parts), read_mono(path, 16_000))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b"no sound at all " * 100, "expected an audio file"),
        (b"RIFF\x10\x00\x00\x00WAVEjunk", "expected"),
    ],
)
def test_files_that_are_no_audio(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(content)
    with pytest.raises(BadAudio, match=message) as caught:
        read_audio(path)
    assert "\n" not in str(caught.value)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(BadAudio, match="No such file"):
        read_audio(tmp_path / "none.wav")
    with pytest.raises(BadAudio, match="directory"):
        read_audio(tmp_path)


@pytest.mark.parametrize("name", ["a.wav", "a.flac", "a.ogg", "a.opus", "a.aiff"])
def test_files_that_are_cut_off(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name == "a.opus":
        soundfile.write(path, TONE, 16_000, format="OGG", subtype="OPUS")
    else:
        soundfile.write(path, TONE, 16_000)
    with pytest.raises(BadAudio, match=r"cut off|damaged"):
        read_audio(cut(path))


@pytest.mark.parametrize(("name", "codec"), [("a.mp3", "libmp3lame"), ("a.m4a", "aac")])
def test_ffmpeg_files_that_are_cut_off(tmp_path: Path, name: str, codec: str) -> None:
    path = encoded(tmp_path / name, codec, tone(440, 16_000, 64_000))
    with pytest.raises(BadAudio, match=r"cut off|expected an audio file"):
        read_audio(cut(path))


def test_a_wav_written_to_a_pipe_has_no_size_and_is_fine(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    soundfile.write(path, TONE, 16_000, subtype="PCM_16")
    content = bytearray(path.read_bytes())
    content[4:8] = content[40:44] = struct.pack("<I", 0xFFFF_FFFF)
    path.write_bytes(content)
    assert len(read_audio(path)[0]) == 16_000


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_samples_that_are_not_finite(tmp_path: Path, bad: float) -> None:
    path = tmp_path / "a.wav"
    samples = TONE.copy()
    samples[7] = bad
    soundfile.write(path, samples, 16_000, subtype="FLOAT")
    with pytest.raises(BadAudio, match="NaN or infinity"):
        read_audio(path)


def test_no_samples(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    soundfile.write(path, TONE[:0], 16_000)
    with pytest.raises(BadAudio, match="0 samples"):
        read_mono(path, 16_000)


def test_10_hours_are_refused_by_the_header_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    with path.open("wb") as file:
        num_bytes = 36_000 * 8_000
        file.write(
            struct.pack(
                "<4sI4s4sIHHIIHH4sI",
                b"RIFF",
                36 + num_bytes,
                b"WAVE",
                b"fmt ",
                16,
                1,
                1,
                8_000,
                8_000,
                1,
                8,
                b"data",
                num_bytes,
            )
        )
        file.truncate(44 + num_bytes)  # a hole: takes no room
    with pytest.raises(BadAudio, match=r"at most 4 hours, this is 10\.0"):
        next(decode.blocks(path))


def test_rates_nobody_records_at(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    soundfile.write(path, TONE, 100)
    with pytest.raises(BadAudio, match="the file says 100"):
        read_audio(path)


def test_a_playlist_fetches_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.m3u8"
    path.write_text("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:9/a.mp3\n#EXT-X-ENDLIST\n")
    with pytest.raises(BadAudio):
        read_audio(path)


def test_writes_what_it_reads(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.wav"
    stereo = np.stack([TONE, 3 * TONE], axis=1)
    write_wav(path, stereo, 24_000)
    samples, rate_hz = read_audio(path)
    assert rate_hz == 24_000
    assert np.abs(samples - np.clip(stereo, -1, 1)).max() < 1e-4
    assert [p.name for p in path.parent.iterdir()] == ["a.wav"]


def test_blocks_give_the_same_file(tmp_path: Path) -> None:
    write_wav(tmp_path / "whole.wav", TONE, 16_000)
    write_wav_blocks(tmp_path / "blocks.wav", np.split(TONE, 10), 16_000)
    assert (tmp_path / "whole.wav").read_bytes() == (tmp_path / "blocks.wav").read_bytes()


def test_a_full_disk_leaves_the_old_file_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.write_text("old")
    (tmp_path / "a.wav.part").symlink_to("/dev/full")
    with pytest.raises(DiskFull, match="no room"):
        write_wav(path, noise(100_000), 16_000)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadConfig, match="written"):
        write_wav(tmp_path / "file" / "a.wav", TONE, 16_000)
    with pytest.raises(BadConfig, match="written"):
        write_wav(tmp_path, TONE, 16_000)
