"""A peer connection as a session sees it: a data channel for events, a track each way for sound. Knows no protocol.

The client offers, we answer with the addresses of this machine; no other server (STUN, TURN) is asked. Whoever knows
the addresses reaches us: a browser need not send its own.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from fractions import Fraction

import numpy as np
from aiortc import RTCConfiguration, RTCDataChannel, RTCPeerConnection, RTCSessionDescription, sdp
from aiortc.exceptions import InternalError, InvalidAccessError, InvalidStateError, OperationError
from aiortc.mediastreams import MediaStreamError, MediaStreamTrack
from av import AudioFrame

from microturn.core import pcm16
from microturn.core.clock import Clock
from microturn.core.errors import MicroturnError
from microturn.core.messages import Audio
from microturn.server.limits import Refusal
from microturn.server.media import FRAME_SAMPLES, TRACK_HZ, Ear, Playout

WAIT_S = 15.0  # for a client that has its answer to connect
GOODBYE_S = 2.0  # for what has been sent to arrive before the connection is closed
LATE_S = 0.5  # behind by more, the track goes on from now and sends no burst
MAX_UNSENT_BYTES = 1 << 18
MAX_UNREAD = 2000  # messages; a client that sends so many faster than they are read is hung up on
BAD_SDP = (
    ValueError, LookupError, TypeError, AttributeError, AssertionError,  # what aiortc's parser meets in bad ones
    InternalError, InvalidAccessError, InvalidStateError, OperationError,
)  # fmt: skip
log = logging.getLogger("microturn.server")


class Voice(MediaStreamTrack):
    """What the model says, 20 ms after 20 ms in real time."""

    kind = "audio"

    def __init__(self, playout: Playout, clock: Clock) -> None:
        super().__init__()
        self._playout, self._clock = playout, clock
        self._start_s, self._num_frames, self._pts = clock.now_s(), 0, 0

    async def recv(self) -> AudioFrame:
        if self.readyState != "live":
            raise MediaStreamError
        due_s = self._start_s + self._num_frames * FRAME_SAMPLES / TRACK_HZ - self._clock.now_s()
        if due_s < -LATE_S:
            self._start_s, self._num_frames = self._clock.now_s(), 0
        elif due_s > 0:
            await asyncio.sleep(due_s)
        frame = frame_of(self._playout.frame(), self._pts)
        self._num_frames, self._pts = self._num_frames + 1, self._pts + FRAME_SAMPLES
        return frame


class Peer:
    """One client; a `Socket` of its session. `wait_s`: for it to connect."""

    def __init__(self, playout: Playout, clock: Clock, wait_s: float = WAIT_S) -> None:
        self.wait_s = wait_s
        self._voice = Voice(playout, clock)
        self._pc = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self._pc.on("datachannel", self._take)
        self._pc.on("track", self._listen)
        self._pc.on("connectionstatechange", self._look)
        self._channel: RTCDataChannel | None = None
        self._microphone: MediaStreamTrack | None = None
        self._unread: asyncio.Queue[str | bytes | ConnectionError | None] = asyncio.Queue(MAX_UNREAD + 1)
        self._is_settled, self._can_send, self._has_ended = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self._arrive: Callable[[], None] = lambda: None
        self._listening: asyncio.Task[None] | None = None

    async def answer(self, offer: str) -> str:
        """-> the answer to an offer, both SDP. Raises Refusal for one that cannot be taken."""
        try:
            check(sdp.SessionDescription.parse(offer))
            self._pc.addTrack(self._voice)
            await self._pc.setRemoteDescription(RTCSessionDescription(offer, "offer"))
            for transceiver in self._pc.getTransceivers():
                if transceiver.sender.track is not self._voice:
                    transceiver.direction = "inactive"  # video, more microphones: nobody would read them
            await self._pc.setLocalDescription()
        except BAD_SDP as error:
            why = str(error) if isinstance(error, (ValueError, OperationError)) else "its text is malformed"
            raise Refusal(f"expected an SDP offer that can be answered: {why}", 400, "invalid_offer") from error
        return self._pc.localDescription.sdp

    def join(self, arrive: Callable[[], None], hear: Callable[[Audio], None]) -> None:
        """Its session: `arrive` is called once it has connected, `hear` with its micro-turns."""
        self._arrive = arrive
        if self._microphone is not None:
            self._listening = asyncio.create_task(listen(self._microphone, hear))

    async def receive(self) -> str | bytes | None:
        try:
            async with asyncio.timeout(self.wait_s):
                await self._is_settled.wait()
        except TimeoutError as error:
            raise ConnectionError(f"expected a peer that connects within {self.wait_s:g} s, none did") from error
        message = await self._unread.get()
        if isinstance(message, ConnectionError):
            raise message
        return message

    async def send(self, text: str) -> None:
        """Waits while much is on its way. A message larger than the client takes is left out."""
        await self._is_settled.wait()
        await self._can_send.wait()
        if self._channel is None or self._has_ended.is_set():
            raise ConnectionError("expected a data channel that is open, it has closed")
        try:
            self._channel.send(text)
        except InvalidStateError as error:
            raise ConnectionError("expected a data channel that is open, it is closing") from error
        except ValueError:  # over what the client's offer names as the largest
            log.warning("event left out, too large for the client's data channel", extra={"bytes": len(text)})
        if self._channel.bufferedAmount > MAX_UNSENT_BYTES:
            self._can_send.clear()

    async def close(self, reason: str) -> None:
        """What has been sent arrives first, if the client still reads. The reason has been told before, as an event."""
        if self._listening is not None:
            self._listening.cancel()
        with suppress(TimeoutError):
            async with asyncio.timeout(GOODBYE_S):
                if self._channel is not None and self._channel.readyState == "open":
                    self._channel.close()
                    await self._has_ended.wait()
        with suppress(TimeoutError):
            async with asyncio.timeout(GOODBYE_S):
                await self._pc.close()

    def _listen(self, track: MediaStreamTrack) -> None:
        if track.kind == "audio" and self._microphone is None:
            self._microphone = track

    def _take(self, channel: RTCDataChannel) -> None:
        """The first data channel is the one for events, whatever its name; others are left aside."""
        if self._channel is not None:
            return
        self._channel = channel
        channel.bufferedAmountLowThreshold = MAX_UNSENT_BYTES // 2
        channel.on("message", self._put)
        channel.on("bufferedamountlow", self._can_send.set)
        channel.on("close", self._end)
        self._can_send.set()
        self._is_settled.set()
        self._arrive()

    def _put(self, message: str | bytes) -> None:
        if self._unread.qsize() < MAX_UNREAD:
            self._unread.put_nowait(message)
        else:
            self._end(ConnectionError("expected messages at a pace they can be read, more came"))

    def _look(self) -> None:
        if self._pc.connectionState in ("failed", "closed"):
            self._end()

    def _end(self, error: ConnectionError | None = None) -> None:
        """The client has closed the connection, or it broke: then the way to it has failed, not only its end."""
        if self._has_ended.is_set():
            return
        sctp = self._pc.sctp
        if error is None and (sctp is None or sctp.transport.transport.state == "failed"):
            error = ConnectionError("expected a way to the client, it is lost")
        self._unread.put_nowait(error)
        for event in (self._has_ended, self._is_settled, self._can_send):
            event.set()


def check(offer: sdp.SessionDescription) -> None:
    """Raises ValueError for an offer in which something is missing."""
    kinds = [media.kind for media in offer.media]
    if "audio" not in kinds or "application" not in kinds:
        raise ValueError(f"it needs an audio track and a data channel, and has {', '.join(kinds) or 'neither'}")
    mids = [media.rtp.muxId for media in offer.media]
    bundled = [mid for group in offer.group if group.semantic == "BUNDLE" for mid in group.items]
    if "" in mids or len(set(mids)) < len(mids) or not set(bundled) <= set(mids):
        raise ValueError(
            f"each section needs a mid of its own, by which a bundle names it; there are {mids}, {bundled}"
        )
    direction = offer.media[kinds.index("audio")].direction
    if direction not in ("sendrecv", "recvonly"):
        raise ValueError(f"its audio must be taken by the client (sendrecv or recvonly), and is {direction}")


async def listen(track: MediaStreamTrack, hear: Callable[[Audio], None]) -> None:
    """The microphone, for as long as it lasts. What the model is too far behind to take is dropped."""
    ear = Ear()
    while True:
        try:
            frame = await track.recv()
        except MediaStreamError:
            return
        assert isinstance(frame, AudioFrame), type(frame)
        samples = pcm16.to_mono(
            frame.to_ndarray().astype(np.int16, copy=False), frame.layout.nb_channels
        )  # decoders give s16
        for micro_turn in ear.step(samples, frame.sample_rate):
            with suppress(MicroturnError):
                hear(micro_turn)


def frame_of(samples: Audio, pts: int) -> AudioFrame:
    """float32 [n] at 48 kHz -> a frame of 16 bits, as the encoder takes it; `pts` in samples."""
    pcm = np.frombuffer(pcm16.to_bytes(samples), "<i2")
    frame = AudioFrame.from_ndarray(pcm.reshape(1, -1), format="s16", layout="mono")
    frame.sample_rate, frame.pts, frame.time_base = TRACK_HZ, pts, Fraction(1, TRACK_HZ)
    return frame
