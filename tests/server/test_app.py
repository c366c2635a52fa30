"""Doors of the web application; no engine is needed to be turned away."""

import pytest
from starlette.testclient import TestClient, WebSocketDenialResponse

from microturn.server.app import Server, ServerConfig
from microturn.server.limits import Limits


def client_of(**options: object) -> tuple[Server, TestClient]:
    server = Server(ServerConfig(**options))  # pyright: ignore[reportArgumentType]
    return server, TestClient(server.app())  # its lifespan does not run: there is no engine


def refused(client: TestClient, path: str, headers: dict[str, str], **options: object) -> tuple[int, str]:
    with (
        pytest.raises(WebSocketDenialResponse) as caught,
        client.websocket_connect(path, headers=headers, **options),  # pyright: ignore[reportArgumentType]
    ):
        pass
    return caught.value.status_code, caught.value.json()["error"]["code"]


@pytest.mark.parametrize("path", ["/v1/realtime?model=m", "/v1/live/sessions"])
def test_without_a_key_nobody_comes_in(path: str) -> None:
    server, client = client_of()
    assert refused(client, path, {}) == (401, "invalid_api_key")
    assert refused(client, path, {"authorization": "Bearer mt_wrong"}) == (401, "invalid_api_key")
    subprotocols = ["realtime", "openai-insecure-api-key.mt_wrong"]
    assert refused(client, path, {}, subprotocols=subprotocols) == (401, "invalid_api_key")
    assert server.door.num_sessions == 0
    assert 'microturn_refused_total{code="invalid_api_key"} 3.0' in client.get("/metrics").text


def test_pages_of_other_origins_and_full_servers() -> None:
    server, client = client_of(limits=Limits(max_sessions=1, max_per_key=1))
    key = {"authorization": f"Bearer {server.keys.make('ann')}"}
    assert refused(client, "/v1/realtime", {**key, "origin": "https://evil.example"}) == (403, "bad_origin")
    server.door.enter("somebody")
    assert refused(client, "/v1/realtime", {**key, "origin": "http://testserver"}) == (503, "server_full")


def test_secrets_for_browsers() -> None:
    server, client = client_of()
    path = "/v1/realtime/client_secrets"
    assert client.post(path).status_code == 401
    key = {"authorization": f"Bearer {server.keys.make('ann')}"}
    body = {
        "expires_after": {"anchor": "created_at", "seconds": 60},
        "session": {"type": "realtime", "instructions": "hi"},
    }
    answer = client.post(path, headers=key, json=body).json()
    assert answer["value"].startswith("ek_")
    assert answer["session"]["instructions"] == "hi"
    grant = server.keys.check(answer["value"])
    assert grant is not None
    assert grant.config == {"type": "realtime", "instructions": "hi"}
    secret = {"authorization": f"Bearer {answer['value']}"}
    assert client.post(path, headers=secret, json={}).status_code == 401  # a secret makes no secrets
    assert client.post(path, headers=key, content=b"").json()["value"].startswith("ek_")
    for bad in (b"{", b'{"expires_after": {"seconds": 5}}', b"[]"):
        answer = client.post(path, headers=key, content=bad)
        assert answer.status_code == 400
        assert "expected" in answer.json()["error"]["message"]


def test_the_page_and_its_parts_are_served() -> None:
    _, client = client_of()
    assert "<canvas" in client.get("/").text
    for name in ("app.js", "score.js", "sound.js", "style.css"):
        assert client.get(f"/{name}").status_code == 200
    assert client.get("/../pyproject.toml").status_code == 404


def test_health_says_that_the_engine_is_not_there_yet() -> None:
    _, client = client_of()
    assert client.get("/healthz").status_code == 503
