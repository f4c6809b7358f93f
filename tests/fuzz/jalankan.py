"""`make fuzz`: mencari berkas yang membuat pembaca, pemeriksaan, penanda, laporan, atau audit jatuh.

`python -m tests.fuzz.jalankan [--detik N] [--sasaran NAMA ...] [--temuan FOLDER] [--benih ANGKA]`. The seconds are shared by
the targets. Exit code: 0 nothing found, 1 something found (each in FOLDER/TARGET, made small, with its trace), 2 usage,
3 no fuzzing engine for this Python or system.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

from tests.fuzz.bibit import write_seeds
from tests.fuzz.catatan import fault_of, shrunk
from tests.fuzz.sasaran import TARGETS

ROOT = Path(__file__).resolve().parents[2]
SHARES = {"berkas": 1, "isi": 4, "validasi": 3, "tandai": 4, "laporan": 2, "umum": 2}
NO_ENGINE = 3
NO_ENGINE_SENTENCE = (
    "make fuzz memerlukan atheris, yang tersedia untuk Linux x86_64 dengan CPython 3.11 sampai 3.14; "
    "di sini {python} pada {sistem}. "
    "Uji hypothesis di tests/fuzz/ mencari hal yang sama tanpa atheris: make test UJI=tests/fuzz"
)
_ARTIFACTS = ("crash-", "timeout-", "oom-", "leak-", "slow-unit-")


def run_target(name: str, seconds: int, findings: Path, seed: int) -> str:
    """Fuzz one target for its time, beginning again where the engine was brought down; what it says of itself at the end."""
    folder = findings / name
    until = time.monotonic() + seconds
    runs = executed = covered = corpus = 0
    with tempfile.TemporaryDirectory(prefix="lkjip-fuzz-") as made:
        seeds = Path(made)
        begun = write_seeds(name, seeds)
        while (left := round(until - time.monotonic())) > 0 and runs < 20:
            command = [sys.executable, "-m", "tests.fuzz.mesin", name, made, str(folder), str(left), str(seed + runs)]
            done = subprocess.run(
                command, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, check=False, env=_environment()
            )
            said = done.stderr.decode("utf-8", "replace")
            runs += 1
            executed += _number(said, r"stat::number_of_executed_units:\s*(\d+)") or _number(said, r"#(\d+)\s")
            covered = max(covered, _number(said, r"\bcov: (\d+)"))
            corpus = len(list(seeds.iterdir()))
            if done.returncode and not any(folder.glob("*")):
                raise RuntimeError(f"mesin fuzz berakhir dengan kode {done.returncode}: {said[-2000:]}")
    return f"{executed} berkas dicoba, {covered} cabang terlewati, korpus {begun} menjadi {corpus}, mesin dimulai {runs} kali"


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}


def _number(text: str, pattern: str) -> int:
    """The last number of this shape in the engine's words."""
    found = re.findall(pattern, text)
    return int(found[-1]) if found else 0


def small_findings(name: str, folder: Path) -> list[Path]:
    """Every finding of a target, made small where Python can still catch it. What is mended since an earlier run goes."""
    found: list[Path] = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith(_ARTIFACTS):
            found.append(path)
        elif path.suffix == ".xlsx":
            data = path.read_bytes()
            if fault_of(TARGETS[name], data) is None:
                path.unlink()
                path.with_suffix(".txt").unlink(missing_ok=True)
                continue
            found.append(path)
            path.write_bytes(shrunk(TARGETS[name], data))
    return found


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make fuzz", description="Mencari berkas yang membuat lkjip_xl jatuh.")
    parser.add_argument("--detik", type=int, default=120, help="lama seluruhnya (bawaan: 120)")
    parser.add_argument(
        "--sasaran", nargs="*", default=list(SHARES), choices=list(TARGETS), help="bawaan: satu per satu semuanya"
    )
    parser.add_argument("--temuan", type=Path, default=ROOT / "hasil" / "fuzz", help="folder temuan (bawaan: hasil/fuzz)")
    parser.add_argument("--benih", type=int, default=1, help="benih acak (bawaan: 1)")
    return parser.parse_args()


def main() -> int:
    """Run every target for its share of the time and report."""
    request = _arguments()
    if find_spec("atheris") is None:
        python = f"{sys.implementation.name} {sys.version_info.major}.{sys.version_info.minor}"
        print(NO_ENGINE_SENTENCE.format(python=python, sistem=sys.platform), file=sys.stderr)
        return NO_ENGINE
    found = 0
    whole = sum(SHARES.get(name, 1) for name in request.sasaran)
    for name in request.sasaran:
        seconds = max(1, round(request.detik * SHARES.get(name, 1) / whole))
        print(f"{name}: {seconds} detik", flush=True)
        print(f"  {run_target(name, seconds, request.temuan, request.benih)}", flush=True)
        for path in small_findings(name, request.temuan / name):
            found += 1
            print(f"  TEMUAN {path}", flush=True)
    print("Tidak ada temuan." if not found else f"{found} temuan; jejaknya di berkas .txt di sebelahnya.")
    return int(found > 0)


if __name__ == "__main__":
    raise SystemExit(main())
