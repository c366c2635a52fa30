import torch

from microturn.core.units import VIEW_TOKENS
from microturn.model.eye import CELLS, Eye, Near, Search


def pictures(num: int) -> torch.Tensor:
    return torch.randint(0, 256, (num, 2, 120, 160, 3), generator=torch.Generator().manual_seed(0), dtype=torch.uint8)


@torch.no_grad()
def test_without_a_search_each_row_of_patches_becomes_one_position_of_its_own() -> None:
    eye, views = Eye(8, 32, num_queries=0), pictures(2)
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


@torch.no_grad()
def test_a_cell_looks_at_the_four_beside_it() -> None:
    near, cells = Near(16), torch.randn(1, 5, 5, 16, generator=torch.Generator().manual_seed(0))
    torch.nn.init.normal_(near.out.weight)
    before = near(cells)
    cells[0, 2, 2] = -cells[0, 2, 2]
    changed = (near(cells) - before)[0].abs().amax(-1) > 1e-5
    assert changed.nonzero().tolist() == [[1, 2], [2, 1], [2, 2], [2, 3], [3, 2]]


@torch.no_grad()
def test_a_search_finds_a_thing_wherever_it_stands() -> None:
    """With no places told apart."""
    search = Search(16, 32)
    torch.nn.init.normal_(search.out.weight)
    search.place.zero_()
    cells, thing = torch.ones(2, *CELLS, 16), torch.randn(16, generator=torch.Generator().manual_seed(0))
    cells[0, 3, 4], cells[1, 12, 17] = thing, thing
    first, second = search(cells)
    assert torch.allclose(first, second, atol=1e-4)
    cells[1, 12, 17] = 1
    assert not torch.allclose(first, search(cells)[1], atol=1e-2)
