"""Several processes of this machine that run one function together, joined as `torchrun` would join them."""

import os
import socket
from collections.abc import Callable
from multiprocessing import get_context
from typing import Any

import torch
import torch.distributed as dist

PATIENCE_S = 300  # only where they hang


def together(num: int, job: Callable[..., None], *args: Any) -> None:
    """Runs `job(rank, *args)` in `num` processes; asserts there end it here."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["microturn.train.loop"])  # imported once for all
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    processes = [context.Process(target=_run, args=(rank, num, port, job, args), daemon=True) for rank in range(num)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(PATIENCE_S)
    codes = [process.exitcode for process in processes]
    for process in processes:
        process.kill()
    assert codes == [0] * num, "expected all processes to end well; what they said stands above"


def _run(rank: int, num: int, port: int, job: Callable[..., None], args: tuple[Any, ...]) -> None:
    os.environ |= {"RANK": str(rank), "WORLD_SIZE": str(num), "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(port)}
    torch.set_num_threads(1)
    job(rank, *args)
    if dist.is_initialized():
        dist.destroy_process_group()
