"""Decodes an audio file block by block, and says in one line what is wrong with a bad one.

libsndfile reads WAV, FLAC, Ogg and their kin, PyAV (FFmpeg) everything else.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import soundfile
from av.container import InputContainer
from av.error import FFmpegError

from microturn.core.errors import BadAudio
from microturn.core.messages import Audio

MAX_S = 4 * 3600
MIN_HZ, MAX_HZ = 1_000, 768_000
BLOCK_FRAMES = 65_536
_SNDFILE_MAGIC = (b"RIFF", b"RF64", b"fLaC", b"OggS", b"FORM", b".snd", b"caff", b"riff")
_UNKNOWN_FRAMES = 1 << 60  # libsndfile's "don't know" is near 2**63
_STREAMED_BYTES = 0x7FFF_0000  # sizes from here on are what writers put into a header they cannot seek back to
_OGG_PAGE_BYTES = 65_307  # the longest page, RFC 3533
_SHARE_MISSING = 0.1  # durations in headers read by FFmpeg are estimates: less than this short is not a cut

Block = tuple[Audio, int]


def blocks(path: str | Path) -> Iterator[Block]:
    """Yields (float32 [n > 0, channels], rate in Hz) at least once; every block is finite. Raises BadAudio."""
    path = Path(path)
    num_frames = 0
    for samples, rate_hz in _decode(path, _check_file(path)):
        if not np.isfinite(samples).all():
            raise BadAudio(f"{path}: expected finite samples, found NaN or infinity; export the file again as 16-bit")
        num_frames += len(samples)
        _check_format(path, rate_hz, num_frames / rate_hz)
        yield samples, rate_hz
    if not num_frames:
        raise BadAudio(f"{path}: expected sound, the file holds 0 samples; record or export it again")


def _check_file(path: Path) -> bytes:
    """The first bytes of a file that exists and is not empty."""
    try:
        with path.open("rb") as file:
            magic = file.read(12)
    except OSError as error:
        raise BadAudio(f"{path}: expected an audio file, cannot open it ({error.strerror}); check the path") from error
    if not magic:
        raise BadAudio(f"{path}: expected an audio file, this one is empty (0 bytes); record or export it again")
    return magic


def _check_format(path: Path, rate_hz: int, seconds: float) -> None:
    if not MIN_HZ <= rate_hz <= MAX_HZ:
        raise BadAudio(f"{path}: expected {MIN_HZ} to {MAX_HZ} samples a second, the file says {rate_hz}; resample it")
    if seconds > MAX_S:
        raise BadAudio(f"{path}: expected at most 4 hours, this is {seconds / 3600:.1f}; cut it into parts")


def _cut_off(path: Path, detail: str) -> BadAudio:
    return BadAudio(f"{path}: expected the whole file, it is cut off ({detail}); copy it again or re-encode it")


def _decode(path: Path, magic: bytes) -> Iterator[Block]:
    if not magic.startswith(_SNDFILE_MAGIC):
        return _decode_av(path)
    if magic.startswith(b"OggS"):
        _check_last_page(path)
    try:
        file = soundfile.SoundFile(path)
    except soundfile.LibsndfileError:  # a kin of these formats that libsndfile does not know, such as AVI or Speex
        return _decode_av(path)
    return _decode_sndfile(path, file)


def _decode_sndfile(path: Path, file: soundfile.SoundFile) -> Iterator[Block]:
    with file:
        num_expected = file.frames if file.frames < _UNKNOWN_FRAMES else None
        _check_format(path, file.samplerate, (num_expected or 0) / file.samplerate)
        for promised, found in re.findall(r": (\d+) \(should be (\d+)\)", file.extra_info):
            if int(found) + 8 < int(promised) < _STREAMED_BYTES:
                raise _cut_off(path, f"its header promises {promised} bytes, {found} are there")
        num_read = 0
        while True:
            try:
                samples = file.read(BLOCK_FRAMES, dtype="float32", always_2d=True)
            except soundfile.LibsndfileError as error:
                raise BadAudio(
                    f"{path}: expected intact audio data, it is damaged ({error}); export it again"
                ) from error
            if not len(samples):
                break
            num_read += len(samples)
            yield samples.astype(np.float32, copy=False), file.samplerate
        if num_expected is not None and num_read < num_expected:
            raise _cut_off(path, f"{num_read} of {num_expected} samples are there")


def _check_last_page(path: Path) -> None:
    """An Ogg file ends where its last page ends (RFC 3533, section 6)."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _OGG_PAGE_BYTES))
        tail = file.read()
    page = tail[max(0, tail.rfind(b"OggS")) :]
    num_segments = page[26] if len(page) > 26 else 0
    page_bytes = 27 + num_segments + sum(page[27 : 27 + num_segments])
    if not page.startswith(b"OggS") or len(page) < page_bytes:
        raise _cut_off(path, "its last page is not whole")


def _decode_av(path: Path) -> Iterator[Block]:
    try:
        # Files only: a playlist must not make us fetch what it names.
        with av.open(str(path.resolve()), options={"protocol_whitelist": "file"}) as container:
            if not container.streams.audio:
                raise BadAudio(f"{path}: expected sound, the file has no audio track; choose another")
            yield from _decode_track(path, container, container.streams.audio[0])
    except (FFmpegError, OSError) as error:
        detail = str(error.strerror or error)
        raise BadAudio(
            f"{path}: expected an audio file (wav, flac, ogg, opus, mp3, m4a, ...), got {detail!r}; try another"
        ) from error


def _decode_track(path: Path, container: InputContainer, track: av.AudioStream) -> Iterator[Block]:
    seconds = (container.duration or 0) / av.time_base
    _check_format(path, track.rate or 0, seconds)
    converter = av.AudioResampler(format="fltp", layout=track.layout, rate=track.rate)
    num_read = 0
    for frame in container.decode(track):
        for part in converter.resample(frame):
            samples = np.ascontiguousarray(part.to_ndarray().T, np.float32)
            num_read += len(samples)
            yield samples, track.rate
    if num_read / track.rate < seconds * (1 - _SHARE_MISSING) - 0.5:
        raise _cut_off(path, f"{num_read / track.rate:.1f} of {seconds:.1f} s are there")
