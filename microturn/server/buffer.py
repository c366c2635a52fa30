"""`output_audio_buffer` of Realtime: what a track still has to play of which response, told as events. Pure."""

from collections import deque
from collections.abc import Callable

from microturn.core.messages import Audio
from microturn.server.media import Playout
from microturn.wire.base import ServerEvent
from microturn.wire.realtime import buffers


class OutputBuffer:
    """Every response that is heard has one `started`, and one `stopped` or `cleared` after it."""

    def __init__(self, playout: Playout, make_id: Callable[[str], str]) -> None:
        self.playout, self.make_id = playout, make_id
        self._order: deque[str] = deque()  # responses with sound; the first one is on the track
        self._done: set[str] = set()  # those of which no more comes
        self._has_begun = False  # the first one has been told

    def put(self, audio: Audio, response_id: str) -> list[ServerEvent]:
        self.playout.put(audio, response_id)
        if response_id not in self._order:
            self._order.append(response_id)
        return self.tell()

    def end(self, response_id: str) -> list[ServerEvent]:
        """No more of it comes; what waits is still played."""
        if response_id in self._order:
            self._done.add(response_id)
        return self.tell()

    def drop(self, response_id: str) -> list[ServerEvent]:
        """What waits of it is not played."""
        self.playout.drop(response_id)
        if response_id not in self._order:
            return []
        is_heard = self._has_begun and self._order[0] == response_id
        self._leave(response_id)
        cleared = buffers.OutputAudioCleared(event_id=self._event(), response_id=response_id)
        return [cleared, *self.tell()] if is_heard else []

    def clear(self) -> list[ServerEvent]:
        """Nothing that waits is played: from the last to the first, so that none begins meanwhile."""
        return [event for response_id in reversed(list(self._order)) for event in self.drop(response_id)]

    def tell(self) -> list[ServerEvent]:
        """What has happened on the track since it was last asked."""
        events: list[ServerEvent] = []
        while self._order:
            first = self._order[0]
            if not self._has_begun:
                self._has_begun = True
                events.append(buffers.OutputAudioStarted(event_id=self._event(), response_id=first))
            if self.playout.holds(first) or (first not in self._done and len(self._order) == 1):
                break
            self._leave(first)
            events.append(buffers.OutputAudioStopped(event_id=self._event(), response_id=first))
        return events

    def _leave(self, response_id: str) -> None:
        self._has_begun = self._has_begun and self._order[0] != response_id
        self._order.remove(response_id)
        self._done.discard(response_id)

    def _event(self) -> str:
        return self.make_id("event")
