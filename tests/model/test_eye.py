import torch

from microturn.core.units import VIEW_TOKENS
from microturn.model.eye import Eye


def pictures(num: int) -> torch.Tensor:
    return torch.randint(0, 256, (num, 2, 120, 160, 3), generator=torch.Generator().manual_seed(0), dtype=torch.uint8)


@torch.no_grad()
def test_each_row_of_patches_becomes_one_position_of_its_own() -> None:
    eye, views = Eye(8, 32), pictures(2)
    before = eye(views)
    assert before.shape == (2 * VIEW_TOKENS, 32)
    assert torch.allclose(before.square().mean(-1), torch.ones(len(before)), atol=1e-3)
    views[1, 0, 40:80, 80:120] = 255 - views[1, 0, 40:80, 80:120]  # second row, third column
    changed = (eye(views) - before).abs().amax(-1) > 1e-5
    assert changed.nonzero()[:, 0].tolist() == [VIEW_TOKENS + 1]


@torch.no_grad()
def test_what_has_changed_is_seen() -> None:
    """The same picture after another one."""
    eye, views = Eye(8, 32), pictures(2)
    views[1, 0] = views[0, 0]
    now, other = eye(views).chunk(2)
    assert (now - other).abs().amax(-1).min() > 1e-3
