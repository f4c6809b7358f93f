"""The house's order: layers import downwards only, no cycles, and nothing heavy is loaded where it is not used."""

from __future__ import annotations

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from lkjip_xl.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "lkjip_xl"

LAYERS: list[set[str]] = [
    {
        "lkjip_xl.version",
        "lkjip_xl.values",
        "lkjip_xl.address",
        "lkjip_xl.errors",
        "lkjip_xl.garbage",
        "lkjip_xl.indonesian",
    },
    {"lkjip_xl.definition", "lkjip_xl.workbook", "lkjip_xl.faults", "lkjip_xl.ooxml"},
    {"lkjip_xl.reader", "lkjip_xl.compute", "lkjip_xl.workbook.patch"},
    {"lkjip_xl.intake"},
    {"lkjip_xl.checks", "lkjip_xl.template"},
    {"lkjip_xl.tables"},
    {"lkjip_xl.report"},
    {"lkjip_xl.audit", "lkjip_xl.feedback", "lkjip_xl.migration"},
    {"lkjip_xl.verbs"},
    {"lkjip_xl.batch"},
    {
        "lkjip_xl.answers",
        "lkjip_xl.indonesian_argparse",
    },
    {"lkjip_xl.addin", "lkjip_xl.batch_command", "lkjip_xl.impor"},
    {"lkjip_xl.commands"},
    {"lkjip_xl.cli"},
    {"lkjip_xl.__main__"},
]
"""From the ground up. A module may import its own room and any lower layer; rooms of one layer do not know each other.
``lkjip_xl`` itself only names where its verbs live."""

FORBIDDEN = {
    "lkjip_xl.workbook": ("definition", "reader", "intake", "checks", "compute", "tables", "template", "report"),
    "lkjip_xl.ooxml": ("definition", "reader", "intake", "workbook"),
    "lkjip_xl.reader": ("definition", "intake", "workbook"),
    "lkjip_xl.compute": ("reader", "intake", "checks", "tables", "template", "workbook"),
}


def _modules() -> dict[str, Path]:
    found = {}
    for path in PACKAGE.rglob("*.py"):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = _modules()


def _imports(name: str) -> set[str]:
    """Modules of this package that a module imports, inside functions too; imports for type checkers are left out."""
    tree = ast.parse(MODULES[name].read_text("utf-8"))
    skipped = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for child in node.body
        for inner in ast.walk(child)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("lkjip_xl"):
            found |= {
                f"{node.module}.{alias.name}" if f"{node.module}.{alias.name}" in MODULES else node.module for alias in node.names
            }
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name.startswith("lkjip_xl")}
        assert not (isinstance(node, ast.ImportFrom) and node.level), f"{name}: relative import"
    return found - {name}


GRAPH = {name: _imports(name) for name in MODULES}


def _room(name: str) -> tuple[int, str]:
    """(layer, room) of a module; the longest name that fits counts."""
    fits = [
        (len(room), number, room) for number, layer in enumerate(LAYERS) for room in layer if f"{name}.".startswith(f"{room}.")
    ]
    assert fits, f"{name} belongs to no layer: add its room to LAYERS"
    _, number, room = max(fits)
    return number, room


@pytest.mark.parametrize("name", sorted(set(MODULES) - {"lkjip_xl"}))
def test_imports_go_downwards(name: str) -> None:
    layer, room = _room(name)
    for target in GRAPH[name] - {"lkjip_xl"}:
        other_layer, other_room = _room(target)
        assert other_room == room or other_layer < layer, f"{name} imports {target}"


@pytest.mark.parametrize("room", FORBIDDEN)
def test_rooms_that_must_not_know_each_other(room: str) -> None:
    for name, targets in GRAPH.items():
        if name.startswith(room) and _room(name)[1] == room:
            for stranger in FORBIDDEN[room]:
                assert not [t for t in targets if t.startswith(f"lkjip_xl.{stranger}")], name


def test_no_cycles() -> None:
    TopologicalSorter(GRAPH).prepare()


def test_every_module_is_reached() -> None:
    """Nothing is dead: every module is imported by another, but for the entrances."""
    reached = {target for targets in GRAPH.values() for target in targets}
    packages = {name for name, path in MODULES.items() if path.name == "__init__.py"}
    entrances = {"lkjip_xl.__main__", "lkjip_xl.cli", "lkjip_xl.verbs", "lkjip_xl.addin.pita", "lkjip_xl.addin.libreoffice.front"}
    entrances |= {f"lkjip_xl.commands.{name}" for name in COMMANDS}
    assert set(MODULES) - reached - packages - entrances == set()


def test_a_command_is_loaded_only_when_it_is_called() -> None:
    """Every command has its module, and a call loads no other's."""
    here = "sorted(name for name in sys.modules if name.startswith('lkjip_xl.commands.'))"
    script = "import sys; from lkjip_xl.cli import main; main({}); print(" + here + ", file=sys.stderr)"
    for name in COMMANDS:
        module = ast.parse(MODULES[f"lkjip_xl.commands.{name}"].read_text("utf-8"))
        assert {node.name for node in module.body if isinstance(node, ast.FunctionDef)} >= {"arguments", "run"}
    for call, loaded in ((["--help"], []), (["isi", "--help"], ["lkjip_xl.commands.isi", "lkjip_xl.commands.options"])):
        done = subprocess.run([sys.executable, "-c", script.format(call)], cwd=ROOT, capture_output=True, text=True, check=True)
        assert done.stderr.strip() == str(loaded)


HEAVY = ("pandas", "numpy", "openpyxl", "xlwings", "jsonschema", "rich", "xlsxwriter", "formualizer")

GATES = {
    "import lkjip_xl": ("import lkjip_xl", (*HEAVY, "jsonschema_rs", "dataclasses", "json", "pathlib")),
    "--help": ("from lkjip_xl.cli import main; main(['--help'])", (*HEAVY, "jsonschema_rs", "json", "pathlib", "dataclasses")),
    "validasi --help": (
        "from lkjip_xl.cli import main; main(['validasi', '--help'])",
        (*HEAVY, "jsonschema_rs", "json", "pathlib", "dataclasses"),
    ),
    "validasi": ("from lkjip_xl.cli import main; main(['validasi', SAMPLE])", HEAVY),
    "validasi --json": ("from lkjip_xl.cli import main; main(['validasi', SAMPLE, '--json'])", HEAVY),
    "periksa": ("from lkjip_xl.cli import main; main(['periksa', SAMPLE])", (*HEAVY, "jsonschema_rs")),
    "periksa --json": ("from lkjip_xl.cli import main; main(['periksa', SAMPLE, '--json'])", (*HEAVY, "jsonschema_rs")),
    "templat": ("from lkjip_xl.cli import main; main(['templat', '-o', OUT])", (*HEAVY, "jsonschema_rs")),
    "addin": ("from lkjip_xl.cli import main; main(['addin', 'status', '--folder', OUT])", (*HEAVY, "jsonschema_rs")),
    "migrasi": (
        "from lkjip_xl.cli import main; main(['migrasi', SAMPLE, '-o', OUT, '--tulis-ulang'])",
        tuple(name for name in (*HEAVY, "jsonschema_rs") if name != "xlsxwriter"),
    ),
    "laporan": (
        "from lkjip_xl.cli import main; main(['laporan', SAMPLE, '-o', OUT])",
        tuple(name for name in HEAVY if name != "xlsxwriter"),
    ),
}


@pytest.mark.parametrize("gate", GATES)
def test_nothing_heavy_is_loaded(gate: str, tmp_path: Path) -> None:
    code, banned = GATES[gate]
    sample = ROOT / "samples" / "rekaan_banyak_salah.xlsx"
    script = (
        f"import sys; before = set(sys.modules); SAMPLE, OUT = {str(sample)!r}, {str(tmp_path / 'a.xlsx')!r}\n"
        f"{code}\nsys.stdout = sys.stderr\n"
        f"print('|', *sorted(set(sys.modules) & set({banned!r}) - before))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr.strip().splitlines()[-1].strip() == "|", done.stderr
