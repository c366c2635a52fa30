"""A peer connection as a session sees it: a data channel for events, a track each way for sound. Knows no protocol.

The client offers, we answer with the addresses of this machine; no other server (STUN, TURN) is asked. Whoever knows
the addresses reaches us: a browser need not send its own.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress

from aiortc import RTCConfiguration, RTCDataChannel, RTCPeerConnection, RTCSessionDescription, sdp
from aiortc.exceptions import InternalError, InvalidAccessError, InvalidStateError, OperationError
from aiortc.mediastreams import MediaStreamTrack
from aiortc.rtcrtpparameters import RTCRtpCodecParameters
from aiortc.rtcrtptransceiver import RTCRtpTransceiver

from microturn.core.clock import Clock
from microturn.core.messages import Audio
from microturn.server.limits import Refusal
from microturn.server.media import Playout
from microturn.server.microphone import Microphone, tap
from microturn.server.voice import Voice

WAIT_S = 15.0  # for a client that has its answer to connect
GOODBYE_S = 2.0  # for what has been sent to arrive before the connection is closed
OPUS = "audio/opus"
MAX_UNSENT_BYTES = 1 << 18
MAX_UNREAD = 2000  # messages; a client that sends so many faster than they are read is hung up on
BAD_SDP = (
    ValueError, LookupError, TypeError, AttributeError, AssertionError,  # what aiortc's parser meets in bad ones
    InternalError, InvalidAccessError, InvalidStateError, OperationError,
)  # fmt: skip
log = logging.getLogger("microturn.server")


class Peer:
    """One client; a `Socket` of its session. `wait_s`: for it to connect."""

    def __init__(self, playout: Playout, clock: Clock, wait_s: float = WAIT_S) -> None:
        self.wait_s, self._playout, self._clock = wait_s, playout, clock
        self._voice = Voice(playout, clock)
        self._pc = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self._pc.on("datachannel", self._take)
        self._pc.on("track", self._find)
        self._pc.on("connectionstatechange", self._look)
        self._channel: RTCDataChannel | None = None
        self._source: RTCRtpTransceiver | None = None  # of the microphone
        self._microphone: Microphone | None = None
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
        description = sdp.SessionDescription.parse(self._pc.localDescription.sdp)
        self._settle({media.rtp.muxId: media.rtp.codecs for media in description.media})
        return str(description)

    def join(self, arrive: Callable[[], None], hear: Callable[[Audio], None]) -> None:
        """Its session: `arrive` is called once it has connected, `hear` with its micro-turns."""
        self._arrive = arrive
        if self._microphone is not None:
            self._listening = asyncio.create_task(self._microphone.listen(hear))

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
        if self._microphone is not None and self._listening is not None:
            self._listening.cancel()
            self._microphone.report()
        with suppress(TimeoutError):
            async with asyncio.timeout(GOODBYE_S):
                if self._channel is not None and self._channel.readyState == "open":
                    self._channel.close()
                    await self._has_ended.wait()
        with suppress(TimeoutError):
            async with asyncio.timeout(GOODBYE_S):
                await self._pc.close()

    def _find(self, track: MediaStreamTrack) -> None:
        if track.kind == "audio" and self._source is None:
            self._source = next(each for each in self._pc.getTransceivers() if each.receiver.track is track)

    def _settle(self, codecs: Mapping[str, list[RTCRtpCodecParameters]]) -> None:
        """What both have agreed on, by section (mid), the preferred codec first; asks for Opus with copies of packets
        (RFC 7587, section 6.1)."""
        for codec in (codec for of_section in codecs.values() for codec in of_section):
            if codec.mimeType.lower() == OPUS:
                codec.parameters = {"minptime": 10, "useinbandfec": 1}
        for transceiver in self._pc.getTransceivers():
            agreed = codecs.get(transceiver.mid or "", [])
            if transceiver.sender.track is self._voice:
                self._voice.is_opus = bool(agreed) and agreed[0].mimeType.lower() == OPUS
            if transceiver is self._source:
                kinds = {codec.payloadType or 0: codec.mimeType.lower() for codec in agreed}  # 0: PCMU's own
                self._microphone = Microphone(kinds, self._playout, self._clock)
                tap(transceiver.receiver, self._microphone.take)

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
