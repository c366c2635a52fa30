"""The server on a Ray cluster: replicas are whole servers, each with its engine; as many as admission asks for.

A connection stays with its replica. One that goes when there are too many takes no new ones, and ends after its last.
"""

from importlib import import_module
from typing import Any

from starlette.applications import Starlette

from microturn.core.errors import BadConfig
from microturn.deploy.figures import figures, wanted
from microturn.server.app import Server, ServerConfig

ROUTER = "microturn.deploy.router.Roomiest"
CORES = 2.0  # of a replica: the server's and the engine's
LOOK_S = 1.0  # between two figures of a replica
HASTE_S = 5.0  # for which there must be too little room before there is another replica
GRACE_S = 60.0  # beyond the longest session


class Replica:
    """One server, as Ray Serve runs it."""

    def __init__(self, config: ServerConfig) -> None:
        self.server = Server(config)

    def __serve_build_asgi_app__(self) -> Starlette:
        return self.server.app()

    def record_autoscaling_stats(self) -> dict[str, float]:
        return figures(self.server.engine)

    def record_routing_stats(self) -> dict[str, float]:
        return figures(self.server.engine)


def policy(context: Any) -> tuple[int, dict[str, Any]]:
    """Ray's `AutoscalingContext` -> how many replicas there should be, and nothing to remember."""
    found = context.aggregated_metrics or {}
    rooms, shares = (list(found.get(name, {}).values()) for name in ("room", "share"))
    return wanted(rooms, shares, context.current_num_replicas), {}


def application(config: ServerConfig, least: int = 1, most: int = 4, cores: float = CORES) -> Any:
    """For `serve.run`, or `serve run FILE:NAME`: from `least` to `most` replicas, of so many cores each. Raises
    BadConfig without Ray."""
    try:
        serve: Any = import_module("ray.serve")
        settings: Any = import_module("ray.serve.config")
    except ImportError as error:
        raise BadConfig(f"expected Ray Serve ({error}); pip install 'microturn[ray]'") from error
    scaling = settings.AutoscalingConfig(
        min_replicas=least, max_replicas=most, metrics_interval_s=LOOK_S, upscale_delay_s=HASTE_S,
        policy=settings.AutoscalingPolicy(policy_function=policy),
    )  # fmt: skip
    routing = settings.RequestRouterConfig(request_router_class=ROUTER, request_routing_stats_period_s=LOOK_S)
    deployed = serve.deployment(
        name="microturn", autoscaling_config=scaling, request_router_config=routing,
        ray_actor_options={"num_cpus": cores}, max_ongoing_requests=4 * config.limits.max_sessions,
        graceful_shutdown_timeout_s=config.limits.max_session_s + GRACE_S,
    )  # fmt: skip
    return deployed(serve.ingress()(Replica)).bind(config)
