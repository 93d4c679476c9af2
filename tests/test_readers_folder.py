from __future__ import annotations

import os
from pathlib import Path

import pytest

from graph.errors import NotesError
from graph.readers import find_notes, parse_note, read_note, read_notes


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# {path.stem}\n", encoding="utf-8")


def found(folder: Path, *exclude: str) -> list[str]:
    paths, warnings = find_notes(folder, exclude=exclude)
    assert warnings == []
    return [path.relative_to(folder).as_posix() for path in paths]


def test_markdown_files_are_found_sorted_by_path(tmp_path: Path) -> None:
    write(tmp_path, "b.md", "a/z.markdown", "a-b.md", "C.MD", "x.txt", "md", "a/deep/er.md")
    assert found(tmp_path) == ["C.MD", "a-b.md", "a/deep/er.md", "a/z.markdown", "b.md"]


def test_hidden_and_generated_folders_are_left_out(tmp_path: Path) -> None:
    write(tmp_path, "a.md", ".obsidian/x.md", ".notegraph/x.md", "_site/x.md", "d/node_modules/x.md", "d/.git/x.md")
    assert found(tmp_path) == ["a.md"]


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("drafts", ["a.md", "b/c.md", "b/old.draft.md"]),
        ("drafts/", ["a.md", "b/c.md", "b/old.draft.md"]),
        ("/drafts/**", ["a.md", "b/c.md", "b/old.draft.md"]),
        ("*.draft.md", ["a.md", "b/c.md", "drafts/d.md", "drafts/e/f.md"]),
        ("b/*.md", ["a.md", "drafts/d.md", "drafts/e/f.md"]),
        ("**/e", ["a.md", "b/c.md", "b/old.draft.md", "drafts/d.md"]),
        ("drafts/e", ["a.md", "b/c.md", "b/old.draft.md", "drafts/d.md"]),
        ("", ["a.md", "b/c.md", "b/old.draft.md", "drafts/d.md", "drafts/e/f.md"]),
    ],
)
def test_excluded_by_pattern(tmp_path: Path, pattern: str, left: list[str]) -> None:
    write(tmp_path, "a.md", "b/c.md", "b/old.draft.md", "drafts/d.md", "drafts/e/f.md")
    assert found(tmp_path, pattern) == left


def test_a_folder_that_is_none_is_named(tmp_path: Path) -> None:
    write(tmp_path, "a.md")
    with pytest.raises(NotesError, match=r"nowhere does not exist: name the folder"):
        find_notes(tmp_path / "nowhere")
    with pytest.raises(NotesError, match=r"a\.md is a file, not a folder"):
        find_notes(tmp_path / "a.md")


def test_links_never_lead_out_and_never_in_a_circle(tmp_path: Path) -> None:
    notes, outside = tmp_path / "notes", tmp_path / "outside"
    write(notes, "a.md", "sub/b.md")
    write(outside, "secret.md")
    (notes / "out").symlink_to(outside)
    (notes / "secret.md").symlink_to(outside / "secret.md")
    (notes / "sub/up").symlink_to(notes)
    (notes / "self.md").symlink_to(notes / "self.md")
    (notes / "gone.md").symlink_to(notes / "nothing.md")
    (notes / "same.md").symlink_to(notes / "a.md")
    (notes / "twin").symlink_to(notes / "sub")
    paths, warnings = find_notes(notes)
    assert [path.relative_to(notes).as_posix() for path in paths] == ["a.md", "sub/b.md"]
    assert [str(warning) for warning in warnings] == [
        "gone.md: is a link that leads nowhere or in a circle; it was left out",
        "out: is a link that leads out of the folder; it was not followed",
        "secret.md: is a link that leads out of the folder; it was not followed",
        "self.md: is a link that leads nowhere or in a circle; it was left out",
        "sub/up: is a link to a folder that it stands in; it was not followed",
    ]


def test_a_linked_folder_of_notes_is_read(tmp_path: Path) -> None:
    write(tmp_path / "real", "a.md")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert found(tmp_path / "link") == ["a.md"]


def test_a_link_to_a_file_that_is_no_note_by_itself_is_read(tmp_path: Path) -> None:
    write(tmp_path, ".hidden/a.md")
    (tmp_path / "a.md").symlink_to(tmp_path / ".hidden/a.md")
    assert found(tmp_path) == ["a.md"]


def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    assert [str(w) for w in find_notes(tmp_path)[1]] == ["pipe.md: is not a regular file; it was left out"]


def test_a_file_name_that_is_not_utf_8_can_be_printed(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.md"))
    path.write_text("# x\n")
    note, warnings = read_note(path, tmp_path)
    assert warnings == []
    assert note is not None
    assert note.file == "caf?.md"


def test_odd_files_give_one_warning_each_and_the_others_load(tmp_path: Path) -> None:
    write(tmp_path, "good.md", "z/also.md")
    (tmp_path / "binary.md").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    (tmp_path / "broken.md").write_text("---\ntitle: a: b\n---\n")
    (tmp_path / "empty.md").touch()
    notes, warnings = read_notes(tmp_path)
    assert [note.file for note in notes] == ["broken.md", "empty.md", "good.md", "z/also.md"]
    assert [warning.file for warning in warnings] == ["binary.md", "broken.md"]
    assert notes[1].blocks == ()
    assert notes[1].title == "empty"


def test_a_file_that_went_away_is_reported(tmp_path: Path) -> None:
    note, warnings = read_note(tmp_path / "gone.md", tmp_path)
    assert note is None
    assert [str(w) for w in warnings] == ["gone.md: cannot be opened (No such file or directory); it was left out"]


def test_a_huge_file_is_left_out() -> None:
    note, warnings = parse_note(b"x" * 10_000_001, "big.md")
    assert note is None
    assert [str(w) for w in warnings] == ["big.md: is larger than 10 MB; it was left out"]
