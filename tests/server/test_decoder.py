"""Sound of packets, and of those that have not come: always as long as it must be, and as near as it can be."""

import ctypes

import numpy as np
import pytest
import soxr
from aiortc import RTCRtpCodecParameters
from aiortc.codecs import get_encoder

from microturn.core.messages import Audio
from microturn.core.units import EAR_HZ
from microturn.server.decoder import OPUS_HZ, Decoder, Plain, decoder_of, libopus, opus_samples
from microturn.server.voice import frame_of
from tests.server.packets import EAR_FRAME, decoded, likeness, loud, opus, packets

KINDS = ("audio/opus", "audio/PCMU", "audio/PCMA", "audio/G722")
FRAME = 960  # of Opus, by its clock
FALLBACK = ("libopus", OPUS_HZ, OPUS_HZ, opus_samples)


def decoder(kind: str) -> Decoder:
    found = decoder_of(kind)
    assert found is not None
    return found


def test_opus_is_decoded_by_libopus_itself_at_the_rate_of_the_ear() -> None:
    assert libopus() is not None, "without it there are no copies to restore sound from"
    assert len(packets()) * EAR_FRAME == len(decoded())
    assert decoder("audio/opus").rate_hz == EAR_HZ
    assert decoder_of("audio/unheard-of") is None


def test_the_length_of_a_packet_is_known_before_it_is_decoded() -> None:
    library = libopus()
    assert library is not None
    library.opus_packet_get_nb_samples.argtypes = [ctypes.c_char_p, ctypes.c_int, ctypes.c_int]
    for head in range(256):
        for count in (0, 1, 3, 63):
            payload = bytes([head, count])
            truth = library.opus_packet_get_nb_samples(payload, len(payload), OPUS_HZ)
            assert opus_samples(payload) == max(0, truth), payload
    assert opus_samples(b"") == 0
    assert opus_samples(b"\x03") == 0, "its count is missing"


def test_a_copy_restores_what_was_lost_and_a_guess_is_all_there_is_without() -> None:
    rows, restored, guessed = decoded().reshape(-1, EAR_FRAME), list[float](), list[float]()
    for lost in loud()[::5]:
        for likes, is_copied in ((restored, True), (guessed, False)):
            ear = opus()
            for payload in packets()[max(0, lost - 20) : lost]:
                ear.decode(payload)
            sound = ear.restore(EAR_FRAME, packets()[lost + 1]) if is_copied else ear.conceal(EAR_FRAME)
            if sound is not None:
                assert len(sound) == EAR_FRAME
                likes.append(likeness(sound, rows[lost]))
    assert len(restored) > 0.9 * len(guessed), "speech is copied"
    assert np.median(restored) > 0.9 > np.median(guessed)
    quiet = min(range(5, len(rows)), key=lambda k: float(np.std(rows[k - 2 : k + 1])))
    assert opus().restore(EAR_FRAME, packets()[quiet]) is None, "silence is not"


@pytest.mark.parametrize("num", [1, 37, 160, 320, 500, 1600])
def test_gaps_of_any_length_are_filled(num: int) -> None:
    for ear in (opus(), Plain(*FALLBACK), decoder("audio/G722")):
        assert ear.conceal(num).shape == (num,)
    ear = opus()
    ear.decode(packets()[loud()[9]])
    assert ear.conceal(num).shape == (num,)
    sound = ear.restore(num, packets()[loud()[10]])
    assert sound is not None and sound.shape == (num,)


@pytest.mark.parametrize("kind", KINDS)
def test_broken_packets_are_told_apart_and_break_nothing(kind: str) -> None:
    rng, ear = np.random.default_rng(0), decoder(kind)
    for size in (1, 2, 3, 10, 100, 1400):
        for _ in range(20):
            payload = rng.bytes(size)
            if ear.samples(payload):
                sound = ear.decode(payload)
                assert sound is None or np.isfinite(sound).all()
            ear.restore(100, payload)
    if kind == "audio/opus":
        assert ear.decode(b"\xff\xff\xff\xff") is None
        last = loud()[-1]
        sound = [ear.decode(payload) for payload in packets()[last - 20 : last + 1]][-1]
        assert sound is not None and likeness(sound, decoded()[last * EAR_FRAME :][:EAR_FRAME]) > 0.9


@pytest.mark.parametrize("kind", KINDS[1:])
def test_telephone_codecs_are_decoded_and_repeated_without_jumps(kind: str) -> None:
    ear, sound = decoder(kind), np.zeros(0, np.float32)
    for payload in tone_in(kind, 10):
        assert ear.samples(payload) == 160, "20 ms by a clock of 8 kHz"
        part = ear.decode(payload)
        assert part is not None and len(part) == ear.rate_hz // 50
        sound = np.concatenate([sound, part])
    sound = np.concatenate([sound, ear.conceal(3 * ear.rate_hz // 50)])
    truth = tone(len(sound), ear.rate_hz)
    assert max(likeness(sound[k : k + 1000], truth[:1000]) for k in range(ear.rate_hz // 400)) > 0.95
    steepest = 0.5 * 2 * np.pi * 400 / ear.rate_hz
    assert np.abs(np.diff(sound[200:])).max() < 1.3 * steepest


def test_without_libopus_opus_is_decoded_all_the_same() -> None:
    ear = Plain(*FALLBACK)
    sound = np.concatenate([part for part in map(ear.decode, packets()) if part is not None])
    assert likeness(soxr.resample(sound, OPUS_HZ, EAR_HZ)[: len(decoded())], decoded()) > 0.95
    assert {ear.samples(payload) for payload in packets()} == {FRAME}


def tone(num: int, rate_hz: int) -> Audio:
    return (0.5 * np.sin(2 * np.pi * 400 * np.arange(num) / rate_hz)).astype(np.float32)


def tone_in(kind: str, num: int) -> list[bytes]:
    """Packets of 20 ms, as aiortc makes them."""
    encoder = get_encoder(RTCRtpCodecParameters(mimeType=kind, clockRate=8000, channels=1, payloadType=0))
    frames = tone(num * FRAME, OPUS_HZ).reshape(num, FRAME)
    return [payload for k, row in enumerate(frames) for payload in encoder.encode(frame_of(row, k * FRAME))[0]]
