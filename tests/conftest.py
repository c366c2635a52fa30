"""Tests compute with one thread: they run beside other work, where threads would wait for each other."""

import torch

torch.set_num_threads(1)
