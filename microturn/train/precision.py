"""Number formats of training: bf16 where the device computes in it, else float32."""

import torch

IN_BF16 = ("avx512_bf16", "amx_bf16", "bf16")  # one of them: a processor with bf16 products


def autocast(device: str) -> torch.autocast:
    """Context of a training step. Processors without bf16 products only imitate them: 7 against 60 GFLOP/s in float32
    on a core of an EPYC of 2021."""
    kind = torch.device(device).type
    known = torch.cpu.get_capabilities()
    is_fast = kind != "cpu" or any(known.get(name, False) for name in IN_BF16)
    return torch.autocast(kind, torch.bfloat16, enabled=is_fast)
