"""One engine at one target: ``python -m tests.fuzz.mesin TARGET SEEDS FINDINGS SECONDS SEED``.

Runs in a process of its own, since libFuzzer ends the process it runs in. A fault does not stop it: it is kept and the search
goes on. Only what is not Python's to catch (a hang, memory without end, a crash of an extension) ends it early, and the
caller begins again.
"""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import atheris

with atheris.instrument_imports(include=["lkjip_xl"]):
    from tests.fuzz.catatan import Findings, fault_of
    from tests.fuzz.mutasi import MAX_PART, mutate
    from tests.fuzz.sasaran import TARGETS

HANG_SECONDS = 60
MEMORY_MIB = 2048


def main() -> None:
    """Run libFuzzer until the seconds are over."""
    name, seeds, folder, seconds, seed = sys.argv[1:6]
    target, findings = TARGETS[name], Findings(Path(folder))

    def one(data: bytes) -> None:
        error = fault_of(target, data)
        if error is not None and findings.add(data, error):
            print(f"TEMUAN {name}: {type(error).__name__}", file=sys.stderr, flush=True)

    def mutated(data: bytes, max_size: int, number: int) -> bytes:
        random = Random(number)

        def raw(content: bytes) -> bytes:
            return bytes(atheris.Mutate(content, len(content) + 64)) if content else b"PK\x03\x04"

        if name == "berkas" and random.random() < 0.5:
            return raw(data)[:max_size]
        changed = mutate(data, random, raw)
        return changed if len(changed) <= max_size else data

    options = [
        sys.argv[0], seeds, f"-max_total_time={seconds}", f"-max_len={MAX_PART}", f"-timeout={HANG_SECONDS}", f"-seed={seed}",
        f"-rss_limit_mb={MEMORY_MIB}", f"-artifact_prefix={folder}/", "-print_final_stats=1",
        "-close_fd_mask=1", "-len_control=0",
    ]  # fmt: skip
    Path(folder).mkdir(parents=True, exist_ok=True)
    atheris.Setup(options, one, custom_mutator=mutated)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
