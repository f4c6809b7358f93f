"""The steps that lead from one template version to the current one."""

from __future__ import annotations

from pathlib import Path

from lkjip_xl.definition.resources import data_folder
from lkjip_xl.errors import TemplateVersionError
from lkjip_xl.intake.binding import version_numbers
from lkjip_xl.migration.step import Step, read_step
from lkjip_xl.version import TEMPLATE_ID, TEMPLATE_VERSION


def steps_folder() -> Path:
    """Where the data files of the product are."""
    return data_folder("schemas") / "migrasi"


def chain_from(version: str, folder: Path) -> tuple[Step, ...]:
    """The steps from ``version`` to the current one, in order; none for the current version itself.

    Versions are compared as numbers, so 0.10 comes after 0.9. TemplateVersionError for a version no file describes;
    ValueError where a file leads backwards or to a version that no file goes on from.
    """
    current = _numbers(TEMPLATE_VERSION)
    steps = {_numbers(step.source): step for step in map(read_step, sorted(folder.glob("*.json")))}
    at = _numbers(version)
    if at != current and at not in steps:
        raise TemplateVersionError(_unknown(version, [steps[number].source for number in sorted(steps)]))
    found: list[Step] = []
    while at != current:
        step = steps.get(at)
        if step is None or not at < _numbers(step.target) <= current:
            raise ValueError(f"schemas/migrasi: no way from version {'.'.join(map(str, at))} to {TEMPLATE_VERSION}")
        found.append(step)
        at = _numbers(step.target)
    return tuple(found)


def _numbers(version: str) -> tuple[int, ...]:
    numbers = version_numbers(version)
    if numbers is None:
        raise ValueError(f"no version: {version!r}")
    return numbers


def _unknown(version: str, known: list[str]) -> str:
    return (
        f"Program ini tidak mengenal templat {TEMPLATE_ID} versi {version}. Yang dapat dimigrasi: versi "
        f"{', '.join(known) or 'tidak ada'}. Salin isian dengan tangan ke templat versi {TEMPLATE_VERSION}: "
        "lkjip templat -o BERKAS.xlsx"
    )
