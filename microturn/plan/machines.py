"""Machines that a plan can be made for: figures of vendors' data sheets, and what of them is counted on.

Data sheets give matrix products with sparsity; here stand those without, half as many. Rates of links are those of one
direction, half of what is advertised.
"""

from dataclasses import dataclass

# What products reach of the figures below. Assumed, not measured: large products of training reach more, those of one
# token less, but these wait for memory anyway.
COMPUTE_SHARE = 0.5
MEMORY_SHARE = 0.7
LINK_SHARE = 0.8  # expert-parallel kernels reach 95 % of NVLink, 86 % of a network (DeepEP, docs/legacy.md)
USABLE_MEMORY = 0.9  # the rest: activations of a pass, the runtime, fragments
COLLECTIVE_S = 20e-6  # until the first byte of an exchange between GPUs has come; assumed


@dataclass(frozen=True)
class Machine:
    """One GPU, or a processor. `flops`: dense bf16 products with float32 sums, FLOP/s; `memory_bytes`; `memory_rate`
    bytes/s; `link_rate` to others of its node, `network_rate` to other nodes, bytes/s in one direction; `node_size`:
    GPUs of a node; `layer_s`: seconds to start the operations of one layer; `value_bytes`: of a value in a state;
    `weights`: format in which it serves."""

    name: str
    flops: float
    memory_bytes: float
    memory_rate: float
    link_rate: float
    network_rate: float
    node_size: int = 8
    layer_s: float = 25e-6  # ten kernels of a layer, started from one graph; assumed
    value_bytes: int = 2
    weights: str = "bf16"


MACHINES = {
    machine.name: machine
    for machine in (
        # H200 data sheet (nvidia.com/en-us/data-center/h200), SXM: 1,979 TFLOPS bf16 with sparsity, 141 GB, 4.8 TB/s,
        # NVLink 900 GB/s; DGX H200: one 400 Gb/s ConnectX-7 a GPU.
        Machine("h200", 989e12, 141e9, 4.8e12, 450e9, 50e9),
        # H100 data sheet (nvidia.com/en-us/data-center/h100), SXM: 1,979 TFLOPS bf16 with sparsity, 80 GB, 3.35 TB/s,
        # NVLink 900 GB/s; DGX H100: one 400 Gb/s ConnectX-7 a GPU.
        Machine("h100", 989e12, 80e9, 3.35e12, 450e9, 50e9),
        # A100 data sheet (nvidia-a100-datasheet-us-nvidia-1758950-r4-web.pdf), SXM: 312 TFLOPS bf16, 80 GB,
        # 2,039 GB/s, NVLink 600 GB/s; DGX A100: one 200 Gb/s ConnectX-6 a GPU.
        Machine("a100", 312e12, 80e9, 2.039e12, 300e9, 25e9),
        # L4 data sheet (nvidia.com/en-us/data-center/l4): 242 TFLOPS bf16 with sparsity, 24 GB, 300 GB/s, PCIe 4.0 x16
        # 64 GB/s. The network is assumed: 100 Gb/s for eight.
        Machine("l4", 121e12, 24e9, 300e9, 32e9, 1.6e9),
        # NVIDIA Ada GPU Architecture 2.01, appendix A: 165.2 TFLOPS bf16 with float32 sums, 24 GB, 1,008 GB/s; PCIe
        # 4.0 x16 without NVLink. The network is assumed: 100 Gb/s for eight.
        Machine("rtx4090", 165.2e12, 24e9, 1008e9, 32e9, 1.6e9),
    )
}
CPU_GFLOPS, CPU_GBYTES = 60.0, 10.0  # of one core, which is what the engine uses: train/precision.py; assumed


def cpu(gflops: float = CPU_GFLOPS, gbytes: float = CPU_GBYTES) -> Machine:
    """A processor that does `gflops` 1e9 FLOP/s in float32 and reads `gbytes` 1e9 bytes/s; states are float32, matrices
    int8, as `model/stream.py` has them. Some forty operations of numpy a layer, 1.5 us each (`model/arrays.py`)."""
    return Machine(
        "cpu", gflops * 1e9, 16e9, gbytes * 1e9, 1.25e9, 1.25e9,
        node_size=1, layer_s=60e-6, value_bytes=4, weights="int8",
    )  # fmt: skip
