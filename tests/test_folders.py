import pytest

from analysis import folders


@pytest.fixture(params=["exchange", "two renames"])
def way(request, monkeypatch):
    if request.param == "two renames":
        monkeypatch.setattr(folders, "_exchange", lambda *_: False)
    return request.param


def folder(path, text):
    path.mkdir()
    (path / "page.html").write_text(text)
    return path


def test_a_swap_puts_the_new_folder_in_place_and_leaves_nothing_else(tmp_path, way):
    target, staged = folder(tmp_path / "html", "old"), folder(tmp_path / ".html.new", "new")
    folders.swap_in(staged, target)
    assert (target / "page.html").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["html"]


def test_the_first_folder_needs_no_old_one(tmp_path, way):
    folders.swap_in(folder(tmp_path / ".html.new", "new"), tmp_path / "html")
    assert (tmp_path / "html" / "page.html").read_text() == "new"


def test_a_swap_cut_off_between_its_renames_is_mended(tmp_path):
    folder(tmp_path / ".html.old", "old")
    folders.recover(tmp_path / "html")
    assert (tmp_path / "html" / "page.html").read_text() == "old"


def test_an_old_folder_beside_a_whole_one_is_removed(tmp_path):
    folder(tmp_path / ".html.old", "old")
    folder(tmp_path / "html", "new")
    folders.recover(tmp_path / "html")
    assert [path.name for path in tmp_path.iterdir()] == ["html"]
    assert (tmp_path / "html" / "page.html").read_text() == "new"
