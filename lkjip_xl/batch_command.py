"""``lkjip batch``: options in, printing out. The work is in ``lkjip_xl.batch``."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lkjip_xl.batch import console
from lkjip_xl.batch.run import Plan, Pool, run_batch
from lkjip_xl.batch.tables import require_parquet
from lkjip_xl.errors import LkjipError
from lkjip_xl.faults import describe

DONE, LEFT_OUT, FAILED = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Request:
    """The command's options, named as on the command line."""

    folder: Path
    keluaran: Path
    jobs: int | None = None
    lanjut: bool = False
    parquet: bool = False
    periksa: bool = False
    dask: str = ""


def run(request: Request, *, as_json: bool) -> int:
    """Run a batch and print what came of it: 0 every file has its report, 1 some have none, 2 the batch could not run."""
    try:
        if request.parquet:
            require_parquet()
        plan = _plan(request)
        with console.progress_bar() as progress:
            result = run_batch(plan, progress)
    except (LkjipError, OSError) as error:
        code, sentence = describe(error)
        print(f"lkjip: {sentence}", file=sys.stderr)
        if as_json:
            _print_object(console.refused_object(code, sentence))
        return FAILED
    if as_json:
        _print_object(console.batch_object(result))
    else:
        print("\n".join(console.summary_lines(result, str(request.keluaran))))
    return DONE if result.complete else LEFT_OUT


def _print_object(found: dict[str, Any]) -> None:
    from lkjip_xl.answers.machine import to_text  # it loads the checks, which the leading process does not need

    print(to_text(found))


def _plan(request: Request) -> Plan:
    plan = Plan(
        request.folder, request.keluaran, request.jobs, resume=request.lanjut, parquet=request.parquet, audit=request.periksa
    )
    return replace(plan, pool=_pool(request, plan))


def _pool(request: Request, plan: Plan) -> Pool | None:
    """The cluster's pool where one was named; None leaves the work to processes of this machine."""
    if not request.dask:
        return None
    from lkjip_xl.batch.cluster import ClusterPool

    return ClusterPool(request.dask, plan.output, plan.work)
