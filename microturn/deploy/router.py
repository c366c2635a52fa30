"""Which replica a request goes to. Ray imports it, and it imports Ray."""

# pyright: reportMissingImports=false, reportUntypedBaseClass=false, reportUnknownParameterType=false

from typing import Any

from ray.serve.request_router import FIFOMixin, RequestRouter


class Roomiest(FIFOMixin, RequestRouter):
    """To one with room for a session; of those, Ray takes the one with the fewest requests."""

    async def choose_replicas(self, candidate_replicas: list[Any], pending_request: Any = None) -> list[list[Any]]:
        """-> first choices, and second ones."""
        roomy = [each for each in candidate_replicas if each.routing_stats.get("room", 1) > 0]
        return [ranked for ranked in (roomy, candidate_replicas) if ranked]
