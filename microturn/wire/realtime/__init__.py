"""OpenAI Realtime, the generally available version: https://platform.openai.com/docs/api-reference/realtime."""
