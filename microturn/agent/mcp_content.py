"""What a tool answered over the Model Context Protocol, as text for the model and pictures for people. Bounded."""

import json
import re

from mcp import types

from microturn.agent.excerpt import shorten
from microturn.agent.tool import Output
from microturn.core.errors import ToolFailed

MAX_TEXT_CHARS = 8000
MAX_IMAGES_CHARS = 700_000  # in base64: 500 kB of pictures in all
MAX_NAME_CHARS = 64  # of a tool, to the endpoints of models
IMAGE = re.compile(r"image/(png|jpeg|gif|webp)")
BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")


def tool_name(name: str) -> str:
    """With the letters that endpoints of models take."""
    return re.sub(r"[^A-Za-z0-9_-]", "_", name)[:MAX_NAME_CHARS]


def to_output(name: str, result: types.CallToolResult) -> Output:
    """Raises ToolFailed with what the tool said when it said that it failed."""
    texts, images = list[str](), list[str]()
    for block in result.content:
        if isinstance(block, types.ImageContent) and _fits(block, images):
            images.append(f"![{name}](data:{block.mime_type};base64,{block.data})")
            texts.append("(a picture, shown to the user)")
        else:
            texts.append(_text(block))
    if not texts and result.structured_content is not None:
        texts.append(json.dumps(result.structured_content, ensure_ascii=False))
    text = shorten("\n".join(texts).strip(), MAX_TEXT_CHARS)
    if result.is_error:
        raise ToolFailed(f"expected {name} to succeed, it said: {text or 'nothing'}")
    return Output(text or "(no answer)", "\n\n".join(images))


def _fits(image: types.ImageContent, images: list[str]) -> bool:
    num_chars = sum(len(other) for other in images) + len(image.data)
    is_image = IMAGE.fullmatch(image.mime_type) and BASE64.fullmatch(image.data)
    return bool(is_image) and num_chars <= MAX_IMAGES_CHARS


def _text(block: types.ContentBlock) -> str:
    match block:
        case types.TextContent():
            return block.text
        case types.EmbeddedResource(resource=types.TextResourceContents() as resource):
            return resource.text
        case types.ResourceLink():
            return f"{block.title or block.name}: {block.uri}"
        case types.ImageContent():
            return f"(a picture that cannot be shown: {block.mime_type[:60]}, {len(block.data):,} characters)"
        case _:
            return f"({block.type} content that cannot be read)"
