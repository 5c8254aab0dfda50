"""The rooms of the code: no circle, each says what it is for, the page about them is true."""

import ast
import tomllib
from collections.abc import Iterator, Mapping

import pytest

from tests.rooms import COMMAND, PICTURE, ROOT, Arrows, drawing, floors, imports, needed
from tests.shape import CODE, caught, figures

PAGE = ROOT / "docs" / "architecture.md"
ROOMS = sorted(
    str(init.parent.relative_to(ROOT))
    for code in CODE
    for init in (ROOT / code).rglob("*/__init__.py")
)
LOOSE = sorted(
    str(file.relative_to(ROOT)) for code in CODE for file in (ROOT / code).glob("[!_]*.py")
)


@pytest.fixture(scope="module")
def arrows() -> Arrows:
    return imports()


def test_there_is_no_circle_between_rooms(arrows):
    assert caught(arrows) == set()
    assert floors(arrows)


def test_the_picture_shows_the_imports_as_they_are(arrows):
    assert PICTURE.read_text("utf-8") == drawing(arrows), f"draw it anew: {COMMAND}"


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_in_three_lines_what_it_is_for(room):
    said = ast.get_docstring(ast.parse((ROOT / room / "__init__.py").read_text("utf-8")))
    assert said
    assert len(said.splitlines()) <= 3


def test_the_page_names_every_room_and_every_file_beside_them():
    named = list(_tree())
    assert set(named) >= {*ROOMS, *LOOSE}
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_page_explains_every_import_contract():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    page = PAGE.read_text("utf-8")
    assert [c["name"] for c in contracts["contracts"] if f"**{c['name']}**" not in page] == []


def test_an_arrow_that_a_longer_way_says_is_left_out():
    assert needed({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == {"a": {"b"}, "b": {"c"}, "c": set()}


def test_who_is_on_a_circle_is_found_and_who_only_leads_to_one_is_not():
    circle: Mapping[str, set[str]] = {
        "roof": {"a"},
        "a": {"b"},
        "b": {"a", "ground"},
        "ground": set(),
    }
    assert caught(circle) == {"a", "b"}


def test_a_floor_stands_upon_those_below(arrows):
    height = {room: number for number, floor in enumerate(floors(arrows)) for room in floor}
    assert all(height[room] > height[to] for room, targets in arrows.items() for to in targets)


def test_the_figures_count_lines_files_and_functions(tmp_path):
    for code in CODE:
        (tmp_path / code).mkdir()
    (tmp_path / "bot" / "app.py").write_text("def run():\n    '''Run.'''\n    return 1\n", "utf-8")
    (tmp_path / "faq" / "__init__.py").write_text("", "utf-8")
    found = figures(tmp_path)
    assert (found["files"], found["lines"], found["loose files in bot/"]) == (1, 3, 1)
    assert found["longest function"] == "3 (bot/app.py:run)"


def _tree() -> Iterator[str]:
    """The paths in the page's tree, told by how far its lines are indented."""
    tree = PAGE.read_text("utf-8").split("```")[1].strip().splitlines()
    folders: list[str] = []
    for line in tree:
        depth = (len(line) - len(line.lstrip())) // 2
        name = line.split()[0].rstrip("/")
        folders = [*folders[:depth], name]
        yield "/".join(folders)
