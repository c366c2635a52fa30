from microturn.agent.excerpt import shorten


def test_shorten() -> None:
    assert shorten("abc", 3) == "abc"
    assert shorten("a" * 10 + "b" * 10, 4) == "aa\n(... 16 characters left out ...)\nbb"
