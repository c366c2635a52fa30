"""A conversation with the cascade, as the player of remote sessions holds it: a socket, and a loudspeaker."""

from asyncio import StreamReader, StreamWriter, open_unix_connection

from microturn.bench.cascade.host import Host
from microturn.bench.cascade.lines import MAX_LINE_BYTES, Kind, Line, pack, unpack
from microturn.bench.remote.playback import Playback
from microturn.bench.suite.record import SPENT
from microturn.bench.suite.take import TargetBroke
from microturn.core import pcm16
from microturn.core.errors import BadData
from microturn.core.messages import Source
from microturn.core.units import EAR_HZ

KINDS = {
    Source.INSTRUCTIONS: Kind.INSTRUCT,
    Source.TYPED: Kind.TYPE,
    Source.BACKGROUND: Kind.SAY,
    Source.TOOL: Kind.SAY,
}


class CascadeLink:
    """A `remote.link.Link`. `marks`: what it has cost so far."""

    rate_hz = EAR_HZ

    def __init__(self, host: Host, streams: tuple[StreamReader, StreamWriter], playback: Playback) -> None:
        self._host, self._playback = host, playback
        self._reader, self._writer = streams
        self.marks: dict[str, float] = {}

    @classmethod
    async def open(cls, host: Host, playback: Playback) -> "CascadeLink":
        """Returns when the pipeline is ready to hear. Raises TargetBroke."""
        try:
            streams = await open_unix_connection(host.socket, limit=MAX_LINE_BYTES)
        except OSError as error:
            raise TargetBroke(f"expected the cascade to listen: {error}; it said: {host.last_words()}") from error
        link = cls(host, streams, playback)
        if (line := await link._read()).kind is not Kind.READY:
            raise TargetBroke(line.text)
        return link

    async def send(self, pcm: bytes) -> None:
        await self._write(Line(Kind.HEAR, audio=pcm))

    async def tell(self, text: str, source: Source) -> None:
        await self._write(Line(KINDS[source], text))

    async def see(self, jpeg: bytes, at_s: float) -> None:
        """It has no eyes."""

    async def run(self) -> None:
        """Plays what comes; raises TargetBroke in the end."""
        while True:
            self._take(await self._read())

    async def close(self) -> None:
        self._writer.close()
        await self._writer.wait_closed()

    def _take(self, line: Line) -> None:
        if line.kind is Kind.SOUND:
            self._playback.put(pcm16.to_samples(line.audio))
            self._playback.say(line.text)
        elif line.kind is Kind.FLUSH:
            self._playback.cut()
        elif line.kind is Kind.HEARD:
            self._playback.hear(f" {line.text.strip()}")
        elif line.kind is Kind.SPENT:
            self.marks[SPENT] = line.value
        elif line.kind is Kind.BROKE:
            raise TargetBroke(line.text)

    async def _read(self) -> Line:
        try:
            if raw := await self._reader.readline():
                return unpack(raw)
        except (ValueError, BadData) as error:
            raise TargetBroke(f"expected lines of the cascade: {error}") from error
        except OSError:
            pass  # it left while there was something to read by it
        raise TargetBroke(f"expected the cascade to go on, it hung up; it said: {self._host.last_words()}")

    async def _write(self, line: Line) -> None:
        try:
            self._writer.write(pack(line))
            await self._writer.drain()
        except OSError as error:
            raise TargetBroke(f"expected the cascade to go on: {error}; it said: {self._host.last_words()}") from error
