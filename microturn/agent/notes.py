"""Running notes of a long conversation, for a network that forgets after a minute. Knows not who reads them."""

import asyncio
import logging
from collections.abc import Callable, Sequence

from microturn.agent.chat import ChatModel, Message, Text
from microturn.agent.conversation import Conversation
from microturn.core.errors import EndpointFailed

EVERY_S = 40.0  # of conversation: the network's window is 60 s
LOOK_S = 1.0  # of wall time between looks at the conversation
MAX_WORDS = 60
MAX_CHARS = 6_000  # of what is new
ASK = (
    f"You keep notes of a spoken conversation. Write new notes of at most {MAX_WORDS} words in plain sentences: who "
    "the user is, what they want, what was decided or found, what is still open. Keep names and numbers. Write only "
    "the notes."
)
log = logging.getLogger(__name__)


class Notes:
    """The newest stand in `conversation.notes`; `report` gets each as it is made."""

    def __init__(
        self,
        model: ChatModel,
        conversation: Conversation,
        report: Callable[[str], object],
        has_work: Callable[[], bool] = lambda: False,
        every_s: float = EVERY_S,
        look_s: float = LOOK_S,
    ) -> None:
        """`has_work`: a delegation runs, and the notes wait. `every_s`: of conversation. `look_s`: of wall time."""
        self._model, self._conversation, self._report, self._has_work = model, conversation, report, has_work
        self._every_s, self._look_s = every_s, look_s
        self._done_s, self._tried_s = 0.0, 0.0  # noted up to here; the last request was made here
        self._looking: asyncio.Task[None] | None = None
        self._writing: asyncio.Task[str] | None = None

    def start(self) -> None:
        """Inside an event loop; `close` ends it."""
        self._looking = asyncio.get_running_loop().create_task(self._look(), name="notes")

    def yield_now(self) -> None:
        """A delegation begins: a request that is under way goes, and is made again when there is time."""
        if self._writing:
            self._writing.cancel()
            self._tried_s = self._done_s

    def close(self) -> None:
        for task in (self._looking, self._writing):
            if task:
                task.cancel()

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(self._look_s)
            if self._conversation.now_s - self._tried_s >= self._every_s and not self._has_work():
                await self._update()

    async def _update(self) -> None:
        """Old notes stay where no new ones can be had."""
        now_s, new = self._conversation.now_s, self._conversation.lines(self._done_s)
        self._tried_s = now_s
        if not new:
            self._done_s = now_s
            return
        self._writing = asyncio.get_running_loop().create_task(self._write(new))
        try:
            await asyncio.wait([self._writing])
            if self._writing.cancelled():
                return
            self._keep(self._writing.result(), now_s)
        except EndpointFailed as error:
            log.warning("no new notes: %s", error)
        except Exception:
            log.exception("no new notes")
        finally:
            self._writing = None

    def _keep(self, notes: str, now_s: float) -> None:
        self._done_s = now_s
        self._conversation.notes = notes
        self._report(notes)

    async def _write(self, new: Sequence[str]) -> str:
        old = self._conversation.notes or "none"
        text = f"Old notes: {old}\n\nNew since then:\n" + "\n".join(new)[-MAX_CHARS:]
        messages = [Message(role="system", content=ASK), Message(role="user", content=text)]
        parts = [piece.text async for piece in self._model.stream(messages) if isinstance(piece, Text)]
        words = "".join(parts).split()
        if not words:
            raise EndpointFailed(f"expected notes of at most {MAX_WORDS} words, got none")
        return " ".join(words[:MAX_WORDS])
