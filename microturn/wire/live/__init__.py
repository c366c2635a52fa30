"""OpenAI Live, the protocol without turns: types `openai.types.live` of openai 3.52."""
