"""Small pieces of HTML and SVG: elements whose text is escaped, and tables. Knows nothing of benchmarks."""

import html as escaping
import re
from collections.abc import Sequence

VOID = ("meta", "br", "img")
NO_TEXT = re.compile("[^\t\n -\ud7ff\ue000-\U0010ffff]")


class Html(str):
    """Text that is markup already; every other text is escaped when it becomes part of an element."""

    __slots__ = ()


def escape(text: str) -> Html:
    """A character that HTML has no place for (a null byte, a lone surrogate) becomes U+FFFD."""
    return Html(escaping.escape(NO_TEXT.sub("\ufffd", text)))


def join(parts: Sequence[str]) -> Html:
    return Html("".join(part if isinstance(part, Html) else escape(part) for part in parts))


def tag(name: str, /, *children: str, **attributes: str | float | bool) -> Html:
    """`class_` is "class", other underscores are hyphens; an attribute that is True stands alone, False is left out."""
    shown = "".join(_attribute(key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items())
    return Html(f"<{name}{shown}>" + ("" if name in VOID else f"{join(children)}</{name}>"))


def _attribute(key: str, value: str | float | bool) -> str:
    if isinstance(value, bool):
        return f" {key}" if value else ""
    text = value if isinstance(value, str) else f"{value:.4g}"
    return f' {key}="{escape(text)}"'


def table(caption: str, head: Sequence[str], rows: Sequence[Sequence[str]], class_: str = "") -> Html:
    """The first cell of a row is its header. On a narrow screen it scrolls, by the keyboard too."""
    top = tag("tr", *(tag("th", cell, scope="col") for cell in head))
    body = [tag("tr", tag("th", row[0], scope="row"), *(tag("td", cell) for cell in row[1:])) for row in rows]
    whole = tag("table", tag("caption", caption), tag("thead", top), tag("tbody", *body), class_=class_ or "plain")
    return tag("div", whole, class_="scroll", role="region", aria_label=caption, tabindex="0")


def terms(rows: Sequence[tuple[str, str]]) -> list[Html]:
    """Names and what they stand for, of a `dl`."""
    return [tag("div", tag("dt", name), tag("dd", value)) for name, value in rows]
