"""The card that a shared link shows."""

import matplotlib.image
import pytest

from analysis.publish.page.picture import HEIGHT, WIDTH, write_picture


@pytest.mark.parametrize(
    "text", ["CPI rose 11.1 %.", "", "$x^2$ <b>&amp;", "word " * 300, "薪酬 😀"]
)
def test_it_has_the_shape_that_readers_show_whole(tmp_path, text):
    write_picture(tmp_path / "a.png", "Offers", text)
    assert matplotlib.image.imread(tmp_path / "a.png").shape[:2] == (HEIGHT, WIDTH)


def test_long_text_is_cut_and_nothing_reaches_the_edge(tmp_path):
    write_picture(tmp_path / "a.png", "A very long title of a report " * 9, "i word " * 300)
    paper = matplotlib.image.imread(tmp_path / "a.png")[:, :, :3]
    assert (paper[30:, -20:] == 1).all()
    assert (paper[-20:] == 1).all()


def test_the_same_words_give_the_same_bytes(tmp_path):
    for name in ("a.png", "b.png"):
        write_picture(tmp_path / name, "Offers", "CPI rose 11.1 %.")
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()


def test_a_long_title_takes_more_lines_and_not_smaller_or_wider_ones(tmp_path):
    """Ink of a title of many words reaches further down than that of one, and no further right."""
    inked = []
    for title in ("Offers", "What happened to the pay of every grade of the civil service?"):
        write_picture(tmp_path / "a.png", title, "")
        dark = matplotlib.image.imread(tmp_path / "a.png")[30:-90, :, :3].max(axis=2) < 0.3
        rows, columns = dark.any(axis=1).nonzero()[0], dark.any(axis=0).nonzero()[0]
        inked.append((rows.max() - rows.min(), columns.max()))
    (one_line, _), (lines, right) = inked
    assert lines > 1.8 * one_line
    assert right < WIDTH - 20
