"""Every kind of content becomes text or a picture; what is too large or no picture is named only."""

import pytest
from mcp.types import (
    AudioContent,
    CallToolResult,
    ContentBlock,
    EmbeddedResource,
    ImageContent,
    ResourceLink,
    TextContent,
    TextResourceContents,
)

from microturn.agent.mcp_content import MAX_IMAGES_CHARS, to_output, tool_name
from microturn.agent.tool import Output
from microturn.core.errors import ToolFailed


def output(*blocks: ContentBlock, structured: object = None) -> Output:
    return to_output("look", CallToolResult(content=list(blocks), structured_content=structured))


def test_texts() -> None:
    resource = EmbeddedResource(resource=TextResourceContents(uri="file:///a", text="inside"))
    link = ResourceLink(name="a", uri="https://example.org/a")
    sound = AudioContent(data="AAAA", mime_type="audio/wav")
    text = output(TextContent(text="one"), resource, link, sound).text
    assert text == "one\ninside\na: https://example.org/a\n(audio content that cannot be read)"
    assert output().text == "(no answer)"
    assert output(structured={"a": "é"}).text == '{"a": "é"}'
    assert "2,000 characters left out" in output(TextContent(text="x" * 10_000)).text


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("A" * (MAX_IMAGES_CHARS + 1), "image/png"),
        ("AAAA", "image/svg+xml"),
        ("AAAA", "text/html"),
        ("AAAA) ![x](http://evil", "image/png"),
        ("", "image/png"),
        ("AAAA\n", "image/png"),
        ("AAAA", "image/png\n"),
    ],
)
def test_pictures_that_are_none(data: str, kind: str) -> None:
    shown = output(ImageContent(data=data, mime_type=kind))
    assert shown.text.startswith("(a picture that cannot be shown")
    assert shown.markdown == ""


def test_pictures_are_bounded_together() -> None:
    image = ImageContent(data="A" * (MAX_IMAGES_CHARS // 3), mime_type="image/jpeg")
    shown = output(image, image, image, image)
    assert shown.markdown.count("![look](data:image/jpeg;base64,") == 2


def test_failures() -> None:
    with pytest.raises(ToolFailed, match="expected look to succeed, it said: no"):
        to_output("look", CallToolResult(content=[TextContent(text="no")], is_error=True))
    with pytest.raises(ToolFailed, match="it said: nothing"):
        to_output("look", CallToolResult(content=[], is_error=True))


def test_names() -> None:
    assert tool_name("a.b/c d-é_1") == "a_b_c_d-__1"
    assert tool_name("x" * 99) == "x" * 64
