"""Work that is handed on, as the page shows it in Chromium: cards, and results in Markdown that may be hostile.

No model and no server: a program plays it. `MICROTURN_SHOTS=FOLDER` writes pictures.
"""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
NODE = ROOT / ".venv-clients" / "bin" / "node"
LIMIT_S = 120.0
MAX_LINES = 300  # of a file, as in Python
MOST_CHARS = 100_000  # of Markdown that is shown
SLOW_MS = 3000  # for the most that is taken, on a machine that may be busy; a quadratic reader needs minutes
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
NAMES = {
    "p", "h3", "h4", "h5", "h6", "strong", "em", "del", "code", "pre", "ul", "ol", "li", "table", "tr", "th", "td",
    "div", "blockquote", "hr", "br", "a", "img",
}  # fmt: skip
ATTRIBUTES = {"href", "title", "rel", "target", "src", "alt", "start", "class", "style"}


def play(program: str, *arguments: str, said: str = "") -> dict[str, Any]:
    """Runs a program of `programs` -> what it printed."""
    assert NODE.exists(), "expected the clients in .venv-clients; run `make clients`"
    command = [str(NODE), str(HERE / "programs" / program), *arguments]
    done = subprocess.run(command, input=said.encode(), capture_output=True, timeout=LIMIT_S)
    assert done.returncode == 0, done.stderr.decode(errors="replace")[-4000:]
    return json.loads(done.stdout)


def render(**sources: str) -> dict[str, Any]:
    """-> what became of each. Whatever they are, nothing runs, nothing is fetched, and nothing unknown gets in."""
    facts = play("markdown.mjs", said=json.dumps(sources))
    assert not facts["has_run"]
    assert all(
        each.split("/")[-1] in ("markdown.js", "inline.js") or each.startswith("data:") for each in facts["asked"]
    )
    for name, made in facts["made"].items():
        assert set(made["names"]) <= NAMES, name
        assert set(made["attributes"]) <= ATTRIBUTES, name
        assert made["num_chars"] <= 1.1 * MOST_CHARS, name
        assert made["ms"] < SLOW_MS, name
        for link in made["links"]:
            assert link["href"].startswith(("http://", "https://"))
            assert (link["rel"], link["target"]) == ("noopener noreferrer nofollow", "_blank")
        assert all(picture["start"].startswith("data:image/") for picture in made["pictures"])
    return facts["made"]


MARKDOWN = {
    "# One\nTwo **bold** *soft* ~~gone~~ `co*d*e`": "<h3>One</h3><p>Two <strong>bold</strong> <em>soft</em> "
    "<del>gone</del> <code>co*d*e</code></p>",
    "***both*** __b__ _i_ a_b_c 2*3*4 **un*closed": "<p><strong><em>both</em></strong> <strong>b</strong> "
    "<em>i</em> a_b_c 2*3*4 **un*closed</p>",
    "one\ntwo  \nthree\n\nfour": "<p>one two<br>three</p><p>four</p>",
    "```js\n<b>\n\n**x**\n```\nafter": "<pre><code>&lt;b&gt;\n\n**x**</code></pre><p>after</p>",
    "- a\n- b\n  - c\n  more\n\n3. d\n4. e": "<ul><li>a</li><li>b<ul><li>c more</li></ul></li></ul>"
    '<ol start="3"><li>d</li><li>e</li></ol>',
    "> a\n> > b\n\n---": "<blockquote><p>a</p><blockquote><p>b</p></blockquote></blockquote><hr>",
    "| a | b |\n|:-:|--:|\n| 1 \\| 2 | **3** |": '<div class="wide"><table><tr><th style="text-align: center;">a</th>'
    '<th style="text-align: right;">b</th></tr><tr><td style="text-align: center;">1 | 2</td>'
    '<td style="text-align: right;"><strong>3</strong></td></tr></table></div>',
    "[a *b*](https://x.org/c_(d) 'e')": '<p><a href="https://x.org/c_(d)" title="https://x.org/c_(d)" target="_blank" '
    'rel="noopener noreferrer nofollow">a <em>b</em></a></p>',
    "\\*a\\* [ ] a | b": "<p>*a* [ ] a | b</p>",
    "It was in\n1984. Then": "<p>It was in 1984. Then</p>",
    f"![a](data:image/png;base64,{PIXEL})": f'<p><img alt="a" src="data:image/png;base64,{PIXEL}"></p>',
    "": "",
}


def test_markdown() -> None:
    made = render(**{str(i): source for i, source in enumerate(MARKDOWN)})
    assert [made[str(i)]["html"] for i in range(len(MARKDOWN))] == list(MARKDOWN.values())


HOSTILE = [
    "<script>hacked=1</script>",
    "<img src=x onerror=hacked=1>",
    "**<svg onload=hacked=1>**",
    "| <iframe srcdoc='<script>top.hacked=1</script>'> |\n|--|\n| <b onclick=hacked=1>x</b> |",
    "[x](javascript:hacked=1)",
    "[x](JaVaScRiPt:hacked=1)",
    "[x](java\tscript:hacked=1)",
    "[x]( javascript:hacked=1)",
    "[x](data:text/html,<script>hacked=1</script>)",
    "[x](vbscript:hacked=1)",
    "[x](blob:https://a.org/b)",
    "[x](//a.org)",
    "[x](https://bank.org@a.org/)",
    "[x](http://[)",
    "![x](https://a.org/seen.png)",
    "![x](data:text/html;base64,PHNjcmlwdD5oYWNrZWQ9MTwvc2NyaXB0Pg==)",
    "![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImhhY2tlZD0xIi8+)",
    "![x](data:image/svg+xml,<svg onload=hacked=1>)",
    f"![x](data:image/png;base64,{PIXEL} onerror=hacked=1)",
    "![x](data:image/png,abc)",
    f"![x](data:image/png;base64,{'A' * 900_000})",
]


def test_hostile_markdown_is_text() -> None:
    sources = {str(i): source for i, source in enumerate(HOSTILE)}
    sources |= {
        "quote": '[x](https://a.org/"onclick="hacked=1)',
        "alt": f'![" onerror="hacked=1](data:image/png;base64,{PIXEL})',
    }
    made = render(**sources)
    for i, source in enumerate(HOSTILE):
        assert not made[str(i)]["links"] and not made[str(i)]["pictures"], source
    assert "<script>hacked=1</script>" in made["0"]["text"]
    assert made["quote"]["links"][0]["href"] == "https://a.org/%22onclick=%22hacked=1"
    assert made["alt"]["pictures"][0]["alt"] == '" onerror="hacked=1'


def test_much_markdown_is_cut_and_read_in_linear_time() -> None:
    """Each of what makes careless readers slow, as much as is taken and far more."""
    pieces = [
        "a", "*", "*a", "**a *b ", "_a", "`", "` `` ", "[", "[a](", "![", "[a](b", "(", "\\", "|", "- a\n", "# a\n",
        " - a\n    - b\n", "> ", ">\n", "#", "\n", " ", "- ", "1. ", "~~~\n", "| - |\n", "***", "](", "\r",
        "![a](data:image/png;base64,",
    ]  # fmt: skip
    sources = {piece: piece * (400_000 // len(piece)) for piece in pieces}
    sources |= {
        "rows": "|a|b|\n|-|-|\n" + "|1|2|\n" * 20_000,
        "columns": "|a" * 20_000 + "|\n" + "|-" * 20_000 + "|\n",
        "narrow": "|a" * 500 + "|\n" + "|-" * 500 + "|\n" + "|\n" * 50_000,
        "spaces": "- " + " " * 50_000 + "x\u2028y",
        "picture": f"![x](data:image/png;base64,{'A' * 799_900})" * 12,
        "bad": f"![x](data:image/png;base64,{'A' * 700_000}!)" * 3,
    }
    made = render(**sources)
    assert made["a"]["num_chars"] == MOST_CHARS
    assert made["rows"]["num_rows"] == 201 and made["rows"]["end"].endswith("more rows are left out.")
    assert made["columns"]["num_cells"] <= 20 * 201 and made["narrow"]["num_cells"] <= 20 * 201
    assert len(made["picture"]["pictures"]) == 8
    print({name: round(each["ms"]) for name, each in made.items()})


@pytest.fixture(scope="module")
def life() -> dict[str, Any]:
    """One conversation: work that is done, cancelled, fails, is left."""
    return play("work.mjs", "life")


def test_a_delegation_is_shown_from_its_beginning_to_its_end(life: dict[str, Any]) -> None:
    assert "microturn=ticks%2Cdelegations%2Cresume" in life["url"]
    assert life["isHiddenBefore"] and life["isHiddenAgain"] and not life["hasRun"]
    [card] = life["asked"]
    assert (card["state"], card["asked"]) == ("asked", "what is seventeen times three"), "expected a pause to end it"
    assert card["isOpen"] and card["canCancel"]
    assert life["askedNews"] == "asked: what is seventeen times three"
    [card] = life["working"]
    assert card["fate"].startswith("working with calculator, ") and card["fate"].endswith(" s")
    assert card["tools"] == [["search", ""], ["calculator", "on"]]
    [card] = life["done"]
    assert (card["state"], card["said"], card["canCancel"]) == ("done", "That is fifty-one.", False)
    assert card["tools"] == [["search", ""], ["calculator", ""]]
    assert card["result"] == "<p>= <strong>51</strong> &lt;img src=x onerror=hacked=1&gt;</p>"
    assert card["isOpen"], "expected a result to stay in sight"
    assert life["said"][0]["fate"].startswith("done and said")


def test_a_delegation_is_cancelled_by_keyboard_and_the_others_end_as_they_end(life: dict[str, Any]) -> None:
    assert life["focus"] == "Cancel: find me some rivers"
    assert life["focusAfter"] == "summary"
    assert [event["delegation"] for event in life["taken"] if event["type"] == "microturn.delegation.cancel"] == ["d2"]
    newest, older = life["cancelled"]
    assert newest["fate"].startswith("cancelled, ") and not newest["canCancel"]
    assert not newest["isOpen"] and not older["isOpen"]
    fates = [card["fate"].split(",")[0] for card in life["ended"]]
    assert fates == ["not finished", "failed", "cancelled", "done and said"]


def test_what_is_saved_has_the_delegations(life: dict[str, Any]) -> None:
    saved = life["timeline"]["delegations"]
    assert [(each["id"], each["state"]) for each in saved] == [
        ("d1", "done"), ("d2", "dropped"), ("d3", "failed"), ("d4", "left")
    ]  # fmt: skip
    first = saved[0]
    assert (first["asked"], first["text"]) == ("what is seventeen times three", "That is fifty-one.")
    assert first["asked_ms"] < first["done_ms"] < first["said_from_ms"]
    assert first["tools"] == ["search", "calculator"] and first["markdown"] == ["= **51** <img src=x onerror=hacked=1>"]
    assert "handed on: what is seventeen times three\n" in life["transcript"]
    assert "done: That is fifty-one.\n" in life["transcript"]


def test_the_background_model_is_asked_for() -> None:
    """In the request of a call, and in what starts a session over a WebSocket."""
    facts = play("work.mjs", "call")
    wanted = {"type": "responses", "responses": {"model": "microturn-background"}}
    assert facts["url"].endswith("?microturn=ticks,delegations")
    assert facts["body"]["session"]["delegation"] == wanted
    assert facts["taken"][0]["type"] == "session.start" and facts["taken"][0]["session"]["delegation"] == wanted


@pytest.mark.parametrize("scene", ["wide", "phone", "dark"])
def test_it_fits(scene: str) -> None:
    """Beside the words where there is room, below them on a telephone; still for those who want it so."""
    facts = play("work.mjs", scene)
    if scene == "phone":
        assert facts["width"] <= 375 and facts["motion"] == "none"
        assert facts["top"] > facts["wordsTop"]
    else:
        assert facts["left"] > 600 and facts["motion"] == "turn"


def test_files_of_the_page_are_short() -> None:
    for path in [*(ROOT / "microturn" / "web").glob("*.js"), *(HERE / "programs").glob("*.mjs")]:
        assert len(path.read_text().splitlines()) <= MAX_LINES, path.name
