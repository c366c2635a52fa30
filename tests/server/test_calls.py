"""Requests that open sessions over WebRTC, as far as no peer is needed."""

from starlette.testclient import TestClient

from microturn.server.app import Server, ServerConfig
from microturn.server.calls import form


def test_pages_of_other_origins_may_ask_and_see_where_the_session_is() -> None:
    client = TestClient(Server(ServerConfig(origins=("https://app.example",))).app())
    asks = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization,x-openai-sdk"}
    for path in ("/v1/realtime/calls", "/v1/live/sessions"):
        answer = client.options(path, headers={"Origin": "https://app.example", **asks})
        assert answer.status_code == 200
        assert answer.headers["access-control-allow-origin"] == "https://app.example"
        assert client.options(path, headers={"Origin": "https://evil.example", **asks}).status_code == 400
        answer = client.post(path, headers={"Origin": "https://app.example"})
        assert answer.status_code == 401
        assert answer.headers["access-control-expose-headers"] == "Location"


def test_forms_are_read() -> None:
    body = b'--b\r\nContent-Disposition: form-data; name="sdp"\r\n\r\nv=0\r\n\xe2\x98\x83\r\n\r\n--b--\r\n'
    assert form("multipart/form-data; boundary=b", body) == {"sdp": b"v=0\r\n\xe2\x98\x83\r\n"}
    for bad in (b"", b"--b", b"x", body[:40]):
        assert not form("multipart/form-data; boundary=b", bad).get("sdp")
        assert form("multipart/form-data", bad) == {}
