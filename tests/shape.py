"""The shape of the code in figures: `python -m tests.shape [REV]`, beside those of a revision."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import chain
from pathlib import Path
from statistics import median

import click
import grimp

from tests.rooms import ROOT, Arrows, floors, imports

CODE = ("bot", "faq")
_LONG_FUNCTION, _LONG_FILE = 25, 250

Figures = Mapping[str, str | int]


def figures(root: Path) -> Figures:
    """Those of the code under `root`, which is also what `import bot` must find."""
    files = [file for code in CODE for file in sorted((root / code).rglob("*.py"))]
    texts = {file: file.read_text("utf-8") for file in files}
    return {**_of_files(root, texts), **_of_functions(root, texts), **_of_imports()}


def caught(arrows: Arrows) -> set[str]:
    """Who is on an import circle, or between two of them."""
    back: dict[str, set[str]] = {name: set() for name in arrows}
    for name, targets in arrows.items():
        for target in targets:
            back[target].add(name)
    return _unsorted(arrows) & _unsorted(back)


def _of_files(root: Path, texts: Mapping[Path, str]) -> Figures:
    lengths = {file: len(text.splitlines()) for file, text in texts.items() if text}
    longest = max(lengths, key=lambda file: lengths[file])
    return {
        "files": len(lengths),
        "lines": sum(lengths.values()),
        "median file": round(median(lengths.values())),
        "longest file": f"{lengths[longest]} ({longest.relative_to(root)})",
        f"files over {_LONG_FILE} lines": _over(_LONG_FILE, lengths.values()),
        **{f"loose files in {code}/": len(list((root / code).glob("[!_]*.py"))) for code in CODE},
    }


def _of_functions(root: Path, texts: Mapping[Path, str]) -> Figures:
    found = sorted(
        (length, f"{file.relative_to(root)}:{name}")
        for file, text in texts.items()
        for name, length in _functions(text)
    )
    lengths = [length for length, _ in found]
    longest, where = found[-1]
    return {
        "functions": len(lengths),
        "median function": round(median(lengths)),
        "nine functions in ten up to": lengths[len(lengths) * 9 // 10],
        "longest function": f"{longest} ({where})",
        f"functions over {_LONG_FUNCTION} lines": _over(_LONG_FUNCTION, lengths),
    }


def _functions(text: str) -> Iterator[tuple[str, int]]:
    """Each function with its lines, from `def` on, with its docstring."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            yield node.name, node.end_lineno - node.lineno + 1


def _of_imports() -> Figures:
    rooms = imports()
    return {
        "files on import circles": len(caught(_files())),
        "rooms and loose files": len(rooms),
        "of these on import circles": len(caught(rooms)),
        "floors": "-" if caught(rooms) else len(floors(rooms)),
    }


def _files() -> Arrows:
    graph = grimp.build_graph(*CODE, cache_dir=None)
    return {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}


def _unsorted(arrows: Arrows) -> set[str]:
    """What imports a circle, however far away."""
    waiting = TopologicalSorter(arrows)
    try:
        waiting.prepare()
    except CycleError:
        left = set(arrows)
        while ready := waiting.get_ready():
            left -= set(ready)
            waiting.done(*ready)
        return left
    return set()


def _over(most: int, lengths: Iterable[int]) -> int:
    return sum(length > most for length in lengths)


def _at(revision: str) -> Figures:
    """The figures of a revision of the repository, found by a process that imports its code."""
    with tempfile.TemporaryDirectory() as folder:
        archive = subprocess.run(
            ["git", "archive", revision, *CODE], cwd=ROOT, check=True, capture_output=True
        )
        subprocess.run(["tar", "-x"], cwd=folder, input=archive.stdout, check=True)
        # -P, or the code of the folder where this runs would be imported in its place.
        found = subprocess.run(
            [sys.executable, "-P", "-m", "tests.shape", "--under", folder],
            env={**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"},
            check=True,
            capture_output=True,
        )
    of_then: Figures = json.loads(found.stdout)
    return of_then


def _table(columns: Mapping[str, Figures]) -> str:
    """As Markdown, so that a page can show it as it is."""
    names = dict.fromkeys(chain.from_iterable(columns.values()))
    rows = [[name, *(str(of[name]) for of in columns.values())] for name in names]
    every = [["", *columns], *rows]
    widths = [max(len(row[number]) for row in every) for number in range(len(columns) + 1)]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in every
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


@click.command(help=__doc__)
@click.argument("revision", required=False)
@click.option("--under", type=click.Path(exists=True, path_type=Path), hidden=True)
def main(revision: str | None, under: Path | None) -> None:
    if under is not None:
        click.echo(json.dumps(figures(under)))
        return
    before = {revision: _at(revision)} if revision else {}
    click.echo(_table({**before, "now": figures(ROOT)}))


if __name__ == "__main__":
    main()
