"""Official folders as they come, in miniature: labels and films are read as what they are."""

import json
import pickle
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from microturn.bench.sight import localise, proactive, repcount
from microturn.bench.sight.official import charades_sta, proactive_video_qa, repcount_a
from microturn.bench.sight.recorded import Recorded
from microturn.bench.sight.slots import KeyWords
from microturn.bench.sight.watch import watch
from microturn.bench.sources import Sources
from microturn.bench.suite.benchmark import Data
from microturn.bench.suite.take import Take
from microturn.core.errors import BadData
from tests.bench.sight import Seeing
from tests.fakes import FakeClock


def make_film(file: Path, num_frames: int = 30, rate_hz: int = 10, size: tuple[int, int] = (64, 48)) -> Path:
    """Grey frames, each brighter than the one before it by 6."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(file), "w") as container:
        stream: Any = container.add_stream("mpeg4", rate=rate_hz)
        stream.width, stream.height, stream.pix_fmt, stream.bit_rate = *size, "yuv420p", 2_000_000
        for number in range(num_frames):
            picture = np.full((size[1], size[0], 3), min(16 + 6 * number, 250), np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode())
    return file


def test_a_film_comes_at_5_pictures_a_second_with_bars_where_its_shape_differs(tmp_path: Path) -> None:
    film = Recorded(make_film(tmp_path / "wide.mp4", size=(128, 48)))
    assert film.num_pictures == 15 and film.frames_hz == pytest.approx(10)
    for number in (0, 1, 7, 14):
        picture = film.picture(number)
        assert picture.shape == (120, 160, 3)
        assert picture[60, 80].mean() == pytest.approx(16 + 6 * 2 * number, abs=6)
        assert not picture[:28].any() and not picture[-28:].any()  # 128 x 48 becomes 160 x 60
    assert film.picture(3)[60, 80].mean() == pytest.approx(16 + 36, abs=6)  # from the beginning again
    assert film.picture(99)[60, 80].mean() == pytest.approx(16 + 6 * 29, abs=6)  # the last frame stays


def test_a_film_that_is_half_read_can_go_to_another_process(tmp_path: Path) -> None:
    film = Recorded(make_film(tmp_path / "a.mp4"))
    film.picture(5)
    assert (pickle.loads(pickle.dumps(film)).picture(5) == film.picture(5)).all()


def test_what_is_no_film_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_text("not a film")
    with pytest.raises(BadData, match=r"a\.mp4"):
        Recorded(tmp_path / "a.mp4")


def repcount_folder(folder: Path) -> Path:
    make_film(folder / "video" / "test" / "stu1_2.mp4", 40)
    make_film(folder / "video" / "test" / "val7.mp4", 40)
    (folder / "annotation").mkdir()
    (folder / "annotation" / "test.csv").write_text(
        ",type,name,count,L1,L2,L3,L4,L5,L6\n"
        "0,jump_jack,stu1_2.mp4,2,5,15.0,15.0,30.0,,\n"
        "1,situp,val7.mp4,1,0,20,,,,\n"
        "2,others,gone.mp4,0,,,,,,\n"
    )
    return folder


def test_repcount_a_gives_actions_and_times_of_repetitions(tmp_path: Path) -> None:
    found = {each.text: each.spans for each in repcount_a(repcount_folder(tmp_path), 10, 0)}
    assert found == {"jumping jacks": ((0.5, 1.5), (1.5, 3.0)), "sit-ups": ((0.0, 2.0),)}
    assert len(repcount_a(tmp_path, 1, 0)) == 1


def test_a_recorded_film_is_played_and_its_count_scored(tmp_path: Path, sources: Sources) -> None:
    bench = repcount.make()
    case = next(c for c in bench.items(Data(sources, repcount_folder(tmp_path)), 5, 0) if len(c.reps) == 2)
    player = Seeing([(case.show_s + 3.2, "two")])
    takes = watch(case, lambda: Take(lambda: player, FakeClock(0.01)))
    assert player.told == "Please count out reps for jumping jacks." and len(player.pictures) == 20
    assert bench.score(case, takes, None)["off_by_one"] == 1
    assert list(bench.controls([case]))


def test_repcount_a_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(BadData, match=r"test\.csv"):
        repcount_a(tmp_path, 1, 0)
    folder = repcount_folder(tmp_path)
    (folder / "video" / "test" / "val7.mp4").unlink()
    with pytest.raises(BadData, match=r"val7\.mp4"):
        repcount_a(folder, 10, 0)


def test_proactive_video_qa_gives_questions_and_turns(tmp_path: Path, sources: Sources) -> None:
    make_film(tmp_path / "WEB" / "videos" / "a.52.mp4", 60)
    turns = [
        {"role": "assistant", "content": "A donkey.", "related_timespan": [1.0, 2.0], "reply_timespan": [1.0, 3.0]},
        {"role": "assistant", "content": "Two crowns.", "related_timespan": [3.0, 4.0], "reply_timespan": [3.0, 5.0]},
    ]
    row = {"video": "a.52.mp4", "question_id": "a", "duration": 6.0, "answer": turns}
    row |= {"conversation": [{"role": "user", "content": "What appears?", "time": 0}]}
    (tmp_path / "WEB" / "anno.json").write_text(json.dumps([row]))
    (case,) = proactive.make().items(Data(sources, tmp_path), 5, 0)
    assert case.kind == "WEB" and case.typed.endswith("What appears?")
    assert [(turn.start_s, turn.end_s) for turn in case.turns] == [(1.0, 3.0), (3.0, 5.0)]
    assert case.turns[0].truth == KeyWords("A donkey.")
    (tmp_path / "WEB" / "anno.json").write_text(json.dumps([{"video": "a.52.mp4"}]))
    with pytest.raises(BadData, match="reply_timespan"):
        proactive_video_qa(tmp_path, 1, 0)


def test_charades_sta_gives_sentences_and_spans_within_the_film(tmp_path: Path, sources: Sources) -> None:
    make_film(tmp_path / "Charades_v1_480" / "3MSZA.mp4", 60)
    (tmp_path / "charades_sta_test.txt").write_text("3MSZA 2.0 9.5##person turn a light on.\n")
    (case,) = localise.make().items(Data(sources, tmp_path), 5, 0)
    assert case.span == (2.0, pytest.approx(6.0)) and "person turn a light on." in case.typed
    (tmp_path / "charades_sta_test.txt").write_text("3MSZA 2.0\n")
    with pytest.raises(BadData, match="VIDEO START END"):
        charades_sta(tmp_path, 1, 0)
