"""An OpenAI-compatible chat endpoint: messages in, a stream of text and tool calls out, every fault by name.

It knows the protocol and its bounds. It knows no conversation, and runs no tools.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx2
import openai
from openai.types.chat import ChatCompletionChunk

from microturn.agent.calls import Calls, is_call
from microturn.agent.chat import Call, Message, Text
from microturn.agent.tool import Spec
from microturn.core.errors import BadConfig, EndpointFailed

CHARS_PER_TOKEN = 8  # more than any tokenizer puts into one on average: what goes beyond is endless
SPARE_PIECES = 4_000  # of thinking, which is not shown
RETRY_S = 0.2
END: Any = object()  # not None: "null" may come
T = TypeVar("T")


@dataclass(frozen=True)
class EndpointConfig:
    """`url` ends before "/chat/completions". `timeout_s`: until the answer begins, and between its pieces.
    `context_chars`: how much of a conversation is sent."""

    url: str
    model: str
    key: str = ""
    timeout_s: float = 20.0
    sees_images: bool = False
    max_tokens: int = 1_024
    context_chars: int = 12_000

    def __post_init__(self) -> None:
        if not self.url.startswith(("http://", "https://")):
            raise BadConfig(f"expected the endpoint's address as http(s)://HOST/v1, got {self.url!r}")
        if not self.model or self.timeout_s <= 0 or self.max_tokens <= 0 or self.context_chars <= 0:
            raise BadConfig(f"expected a model's name and sizes above 0 for the endpoint, got {self.model!r}")

    def __repr__(self) -> str:  # without the key: it goes into logs
        return f"EndpointConfig({self.url!r}, {self.model!r})"


class Unanswered(EndpointFailed):
    """`reason`: a short clause that can be said; the message adds what was expected and what came."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason


class Endpoint:
    def __init__(self, config: EndpointConfig) -> None:
        self.config = config
        self._client = openai.AsyncOpenAI(
            base_url=config.url, api_key=config.key or "none", max_retries=0, timeout=config.timeout_s
        )
        self._limit = "max_tokens"  # newer endpoints know it by another name
        self._takes_tools = True

    @property
    def context_chars(self) -> int:
        return self.config.context_chars

    @property
    def sees_images(self) -> bool:
        return self.config.sees_images

    async def close(self) -> None:
        await self._client.close()

    async def stream(
        self, messages: Sequence[Message], specs: Sequence[Spec] = ()
    ) -> AsyncGenerator[Text | Call, None]:
        """Text as it comes, then the calls. An endpoint that takes no tools is asked without.

        Raises Unanswered (an EndpointFailed) for whatever keeps the answer from coming whole.
        """
        calls, num_chars, is_complete = Calls(), 0, False
        max_chars = self.config.max_tokens * CHARS_PER_TOKEN
        async with aclosing(self._pieces(messages, specs)) as pieces:
            async for piece in pieces:
                choice = piece.choices[0]
                text = choice.delta.content or ""
                num_chars += len(text) + calls.take(choice.delta.tool_calls or [])
                if num_chars > max_chars:
                    raise Unanswered("the answer did not end", f"expected at most {max_chars} characters, got more")
                if text:
                    yield Text(text)
                is_complete = is_complete or getattr(choice, "finish_reason", None) is not None
        if not is_complete:
            raise Unanswered(
                "the answer broke off", f"expected a reason for its end, got none ({num_chars} characters)"
            )
        if not num_chars:
            raise Unanswered("the answer was empty", "expected text or a tool call, got neither")
        for call in calls.made():
            yield call

    async def _pieces(
        self, messages: Sequence[Message], specs: Sequence[Spec]
    ) -> AsyncGenerator[ChatCompletionChunk, None]:
        """Those that hold a choice."""
        num_left = self.config.max_tokens + SPARE_PIECES
        async with await self._open(messages, specs) as chunks:
            pieces = aiter(chunks)
            while (chunk := await self._patient(anext(pieces, END))) is not END:
                check(chunk)
                if chunk.choices:
                    yield chunk
                num_left -= 1
                if not num_left:
                    raise Unanswered("the answer did not end", "expected fewer pieces, got more and more")

    async def _open(
        self, messages: Sequence[Message], specs: Sequence[Spec]
    ) -> openai.AsyncStream[ChatCompletionChunk]:
        """Asks again where the endpoint says what it does not take, and once where it refuses the connection."""
        for is_last in (False, False, False, True):
            try:
                return await self._patient(self._ask(messages, specs))
            except _Again:
                if is_last:
                    raise Unanswered(
                        "the endpoint did not answer", f"{self.config.url} refused four requests"
                    ) from None
        raise AssertionError("the last request returns or raises")

    async def _ask(self, messages: Sequence[Message], specs: Sequence[Spec]) -> openai.AsyncStream[ChatCompletionChunk]:
        request: dict[str, Any] = {self._limit: self.config.max_tokens}
        if specs and self._takes_tools:
            request["tools"] = [as_tool(spec) for spec in specs]
        try:
            return await self._send(messages, request)
        except openai.APIStatusError as error:
            said = error.message.lower()
            if self._limit == "max_tokens" and "max_completion_tokens" in said:
                self._limit = "max_completion_tokens"
            elif "tools" in request and "tool" in said and error.status_code in (400, 404, 422, 500, 501):
                self._takes_tools = False
            else:
                raise
            raise _Again from error

    async def _send(
        self, messages: Sequence[Message], request: dict[str, Any]
    ) -> openai.AsyncStream[ChatCompletionChunk]:
        """One more try where the connection is refused: the endpoint may be starting."""
        for is_last in (False, True):
            try:
                asked: Any = list(messages)
                return await self._client.chat.completions.create(
                    model=self.config.model, messages=asked, stream=True, **request
                )
            except openai.APIConnectionError as error:
                if is_last or not isinstance(error.__cause__, httpx2.ConnectError):
                    raise
                await asyncio.sleep(RETRY_S)
        raise AssertionError("the last try returns or raises")

    async def _patient(self, wanted: Awaitable[T]) -> T:
        """Waits as long as is allowed; every fault of the way there becomes Unanswered."""
        url, limit_s = self.config.url, self.config.timeout_s
        try:
            async with asyncio.timeout(limit_s):
                return await wanted
        except (TimeoutError, openai.APITimeoutError, httpx2.TimeoutException):
            raise Unanswered("the endpoint took too long", f"expected {url} to go on within {limit_s} s") from None
        except openai.APIStatusError as error:
            raise Unanswered(*explain(error, url)) from error
        except openai.APIConnectionError as error:
            is_refused = isinstance(error.__cause__, httpx2.ConnectError)
            detail = f"expected {url} to answer, got {error.__cause__ or error}"
            raise Unanswered("the endpoint did not answer" if is_refused else "the answer broke off", detail) from error
        except openai.APIError as error:
            raise Unanswered("the endpoint reported an error", f"{url} said {error.message[:200]!r}") from error
        except httpx2.HTTPError as error:
            raise Unanswered("the answer broke off", f"expected {url} to finish it, got {error}") from error
        except (ValueError, TypeError, AttributeError) as error:  # what the client raises where it cannot parse
            detail = f"expected chat pieces as JSON from {url}, got {str(error)[:200]}"
            raise Unanswered("the answer could not be read", detail) from error


class _Again(Exception):
    """The endpoint has said what it does not take; the same without that may do."""


def check(chunk: object) -> None:
    """The client checks nothing: a piece may be anything that is JSON. Raises Unanswered where it is none."""
    choices = getattr(chunk, "choices", None)
    deltas = [getattr(choice, "delta", None) for choice in choices] if isinstance(choices, list) else [None]
    for delta in deltas:
        text, calls = getattr(delta, "content", 0), getattr(delta, "tool_calls", None)
        if not isinstance(text, str | None) or not isinstance(calls, list | None) or not all(map(is_call, calls or [])):
            detail = f"expected pieces of a chat answer, got {str(chunk)[:200]!r}"
            raise Unanswered("the answer could not be read", detail)


def as_tool(spec: Spec) -> dict[str, Any]:
    function = {"name": spec.name, "description": spec.description, "parameters": spec.parameters}
    return {"type": "function", "function": function}


def explain(error: openai.APIStatusError, url: str) -> tuple[str, str]:
    """Why it cannot be said to the user in full, and what an operator needs to know."""
    status = error.status_code
    detail = f"expected an answer from {url}, got HTTP {status}: {error.message[:200]}"
    if status in (401, 403):
        return "the endpoint refused the key", detail
    if status == 429:
        return "the endpoint is busy", detail
    return "the endpoint refused the request", detail
