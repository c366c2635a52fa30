"""Events of OpenAI Realtime, OpenAI Live and our extension as typed models; no transport, no sessions.

`parse.py` reads and writes them; `realtime/` and `live/` hold `client.py` and `server.py`, the events of each side.
"""
