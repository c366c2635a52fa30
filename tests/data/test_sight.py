"""Films made from a seed: the same again, with what they are said to show in them."""

from itertools import pairwise

import numpy as np
import pytest

from microturn.data.sight import timing
from microturn.data.sight.actions import ACTIONS, HELD_OUT, KNOWN, STAND
from microturn.data.sight.body import FIELDS, INDEX, Body, pose
from microturn.data.sight.camera import HEIGHT, WIDTH, Camera
from microturn.data.sight.draw import Light, capsule, ellipse, polygon
from microturn.data.sight.exercise import Exercise, exercise
from microturn.data.sight.marks import THING_MARKS
from microturn.data.sight.room import FLOORS, HELD_OUT_FLOORS, Room
from microturn.data.sight.tabletop import KINDS, Tabletop, Wanted, first_picture, tabletop
from microturn.data.sight.things import HELD_OUT_THINGS, THINGS

FLOOR_M = 1e-9


def film_of(name: str, num: int = 3, seed: int = 0, is_held_out: bool = False) -> Exercise:
    return exercise([(ACTIONS[name], num)], np.random.default_rng(seed), is_held_out)


def test_shapes_cover_what_they_should_and_blend_at_their_edges() -> None:
    canvas = np.zeros((40, 60, 3), np.float32)
    capsule(canvas, ((10, 20.25), (30, 20.25)), (5, 5), (1, 1, 1), Light(depth=0.0))
    assert canvas.sum() / 3 == pytest.approx(20 * 10 + np.pi * 25, rel=0.02)
    assert canvas[20, 20, 0] == 1 and canvas[20, 40, 0] == 0 and 0 < canvas[25, 20, 0] < 1
    canvas[:] = 0
    polygon(canvas, ((10, 10), (30, 10), (30, 25), (10, 25)), (1, 1, 1))
    ellipse(canvas, (45, 20), (6, 3), (1, 1, 1))
    assert canvas.sum() / 3 == pytest.approx(20 * 15 + np.pi * 18, rel=0.05)


def test_shapes_beyond_the_picture_change_nothing() -> None:
    canvas = np.zeros((40, 60, 3), np.float32)
    capsule(canvas, ((-50, -50), (-40, -50)), (5, 5), (1, 1, 1), Light())
    ellipse(canvas, (500, 20), (6, 3), (1, 1, 1))
    assert not canvas.any()


@pytest.mark.parametrize("name", sorted(ACTIONS))
def test_a_repetition_starts_and_ends_in_its_stance_and_moves_between(name: str) -> None:
    action, body = ACTIONS[name], Body()
    at = np.zeros(3)
    ready, peak = (body.joints(action.ready + action.moved(share, 0), at) for share in (0.0, 0.5))
    assert np.allclose(ready, body.joints(action.ready + action.moved(1.0, 0), at))
    assert np.abs(peak - ready).max() > 0.25  # metres: a movement that can be seen
    for joints in (ready, peak):
        assert (joints[:, 1] - body.radii).min() == pytest.approx(0, abs=1e-6)  # on the floor


def test_limbs_keep_their_length_in_every_pose() -> None:
    body = Body()
    rng = np.random.default_rng(0)
    for _ in range(20):
        angles = rng.uniform(-1.5, 1.5, len(FIELDS))
        joints = body.joints(angles, np.array([1.0, -0.5, 0.7]))
        thigh = joints[INDEX["left_knee"]] - joints[INDEX["left_hip"]]
        assert np.linalg.norm(thigh) == pytest.approx(body.leg_share * body.height_m / 2)


def test_left_is_left_and_forward_is_towards_the_camera() -> None:
    joints = Body().joints(pose(left_arm=(1.5, 0, 1.5, 0)), np.zeros(3))
    assert joints[INDEX["left_hand"], 0] > joints[INDEX["right_hand"], 0]
    assert joints[INDEX["left_hand"], 2] > joints[INDEX["right_hand"], 2] + 0.3
    turned = Body().joints(STAND, np.array([0, 0, np.pi / 2]))
    assert turned[INDEX["face"], 0] > turned[INDEX["head"], 0]  # faces the right of the picture


def test_what_is_framed_is_in_the_picture() -> None:
    points = np.array([[-1.0, 0.0, 0.0], [1.0, 2.0, 0.5]])
    pixels, _ = Camera(distance_m=3.0).framing(points, 0.8).project(points)
    assert (pixels > 0).all() and (pixels < (WIDTH, HEIGHT)).all()
    assert max(np.ptp(pixels[:, 0]) / WIDTH, np.ptp(pixels[:, 1]) / HEIGHT) == pytest.approx(0.8, abs=0.05)


def test_pictures_are_the_same_for_the_same_seed_and_differ_for_others() -> None:
    pictures = [film_of("squats", seed=seed).picture(12) for seed in (1, 1, 2)]
    assert pictures[0].shape == (HEIGHT, WIDTH, 3) and pictures[0].dtype == np.uint8
    assert (pictures[0] == pictures[1]).all()
    assert (pictures[0] != pictures[2]).mean() > 0.5


@pytest.mark.parametrize("name", ["jumping jacks", "push-ups", "sit-ups"])
def test_a_repetition_can_be_seen(name: str) -> None:
    """The body is where its stance is before and after, and elsewhere in between."""
    film = film_of(name, 2, seed=3)
    start_s, end_s = film.bouts[0].reps[0]
    shown = [film.joints(at_s) for at_s in (start_s, (start_s + end_s) / 2, end_s)]
    moved, back = (np.abs(joints - shown[0]).max() for joints in shown[1:])
    assert moved > 0.3 > 3 * back


def test_repetitions_are_in_order_within_the_film_and_none_too_short_to_be_seen() -> None:
    for seed in range(30):
        film = film_of("waving", 1 + seed % 20, seed, is_held_out=seed % 2 == 0)
        reps = film.bouts[0].reps
        assert len(reps) == 1 + seed % 20
        assert all(end - start >= timing.MIN_S - FLOOR_M for start, end in reps)
        assert all(one[1] <= two[0] for one, two in pairwise(reps))
        assert reps[0][0] > 0.5 and reps[-1][1] < film.seconds - 0.5


def test_a_partial_movement_is_no_repetition_and_stays_small() -> None:
    films = [film_of("squats", 2, seed) for seed in range(30)]
    partial = [m for film in films for m in film.performance.moves if m.action is not None and m.size < 0.5]
    assert len(partial) > 5
    assert all(move.size <= 0.3 for move in partial)
    counted = {rep for film in films for rep in film.bouts[0].reps}
    assert not any((move.start_s, move.end_s) in counted for move in partial)


def test_lengths_and_counts_follow_the_measured_ones() -> None:
    rng = np.random.default_rng(0)
    for is_held_out, (low, median, high) in ((False, (17, 27, 71)), (True, (20, 46, 101))):
        frames = 30 * np.array([timing.cycle_s(rng, is_held_out) for _ in range(4000)])
        assert np.percentile(frames, [10, 50, 90]) == pytest.approx([low, median, high], rel=0.1)
    counts = np.array([timing.count(float(share)) for share in rng.random(4000)])
    assert counts.min() == 1 and counts.max() == 20
    assert max(np.mean(np.abs(counts - k) <= 1) for k in range(1, 21)) == pytest.approx(0.29, abs=0.02)


def test_films_for_testing_share_no_action_place_or_thing_with_those_for_training() -> None:
    assert not {a.name for a in KNOWN} & {a.name for a in HELD_OUT} and len(ACTIONS) >= 8
    assert not set(THINGS) & set(HELD_OUT_THINGS)
    rng = np.random.default_rng(0)
    floors = [{Room.draw(rng, is_held_out).floor for _ in range(40)} for is_held_out in (False, True)]
    assert floors == [set(FLOORS), set(HELD_OUT_FLOORS)]
    films = [film_of("squats", 1, seed, is_held_out) for seed in range(20) for is_held_out in (False, True)]
    hoops = [film.look.shirt_pattern.hoops if film.look.shirt_pattern else 0 for film in films]
    assert not any(hoops[::2]) and any(hoops[1::2])


def table_of(wanted: Wanted, seed: int, is_held_out: bool = False) -> Tabletop:
    return tabletop(wanted, np.random.default_rng(seed), is_held_out)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_wanted_happens_once_and_is_told_from_the_rest(kind: str) -> None:
    for seed in range(25):
        film = table_of(Wanted(kind, "ball", "red" if kind != "changes" else ""), seed)
        assert len(film.targets) == 1 and film.targets[0].thing == "ball" and film.targets[0].kind == kind
        times = [event.time_s for event in film.events]
        assert times == sorted(times) and film.seconds > times[-1] + 4
        assert sum(event.kind == kind and event.thing == "ball" for event in film.events) == 1
    assert len(table_of(Wanted("leaves"), 0).targets) == 2


@pytest.mark.parametrize("kind", KINDS)
def test_an_event_can_be_seen_at_its_time(kind: str) -> None:
    film = next(f for f in (table_of(Wanted(kind, "ball"), s) for s in range(50)) if not f.stage.shake.size_px)
    at_s = film.targets[0].time_s
    before, after = (film.picture(round((at_s + step) * 5)).astype(int) for step in (-1.2, 1.2))
    assert (np.abs(after - before).max(axis=2) > 40).sum() > 40  # pixels of the thing


def test_what_leaves_is_told_when_it_is_out_of_the_picture_and_was_there_in_the_one_before() -> None:
    seen = 0
    films = [f for f in (table_of(Wanted("leaves"), seed) for seed in range(40)) if not f.stage.shake.size_px]
    gone = [(film, e) for film in films for e in film.events if e.kind == "leaves" and e.way != "drop"]
    for film, event in gone:
        number, thing = first_picture(event), 1 + sorted(THINGS).index(event.thing)
        assert thing not in film.marks(number)[THING_MARKS][::2]
        seen += thing in film.marks(number - 1)[THING_MARKS][::2]
    assert len(gone) > 10 and seen > 0.8 * len(gone)
