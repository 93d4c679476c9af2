"""What README.md promises: its example runs and prints what its comments say, its links lead somewhere."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
TEXTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.model
def test_the_example_in_python_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert found
    hidden = shutil.ignore_patterns(".*")
    shutil.copytree(ROOT / "data" / "notes", tmp_path / "data" / "notes", ignore=hidden)
    monkeypatch.chdir(tmp_path)
    exec(compile(found[1], "README.md", "exec"), {})
    printed = capsys.readouterr().out.splitlines()
    promised = re.findall(r"^ +# (.+)$", found[1], re.MULTILINE)
    assert promised
    assert [line for line in promised if line not in printed] == []
    assert (tmp_path / "efs.svg").read_bytes().startswith(b"<")


@pytest.mark.parametrize(
    "words", [("requirements.txt", "streamlit run app.py"), ("requirements-dev.txt", "pytest -n auto --dist loadfile")]
)
def test_each_of_the_two_commands_is_a_line_by_itself(words: tuple[str, str]) -> None:
    assert [line for line in README.splitlines() if all(word in line for word in words)] == [
        f"python3 -m venv .venv && . .venv/bin/activate && pip install -r {words[0]} && {words[1]}"
    ]


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.name)
def test_every_link_to_a_file_leads_somewhere(text: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text.read_text(encoding="utf-8"))
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (text.parent / target).exists()] == []


def test_the_map_names_every_folder_and_module_of_the_package() -> None:
    names = [path.name for path in (ROOT / "graph").iterdir() if not path.name.startswith(("_", "."))]
    assert [name for name in names if name not in README] == []
