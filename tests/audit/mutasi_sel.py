"""Mutants whose cells hold something else: typed numbers, edited caches, inputs as text."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from lkjip_xl.definition.sheets import sheet_def
from lkjip_xl.indonesian import number_text
from lkjip_xl.values import CellError, Value, is_number
from tests.audit.buku_xml import holds, references
from tests.audit.mutasi import Clean, Kind, Mutant, recalculated


def _value_for_formula(clean: Clean, random: Random, *, same: bool) -> Mutant | None:
    """A formula replaced by what it shows, or by another value; nothing is recalculated."""
    sheet, cell = random.choice([(s, c) for s, c in clean.formulas if c.value not in (None, "")])
    value: Value = cell.value
    if not same:
        value = cell.value + random.choice((0.01, 1, 1000, -5)) if is_number(cell.value) else f"{cell.value} x"  # type: ignore[operator]
    book = clean.xml.copy()
    book.put(sheet, cell.address, value=value)
    return Mutant("rumus jadi nilai", book.data(), sheet, frozenset({cell.address}), frozenset({"A02"}))


def value_with_recalculation(clean: Clean, random: Random) -> Mutant | None:
    """A typed number, and the whole book recalculated with it."""
    candidates = [(s, c) for s, c in clean.formulas if is_number(c.value)]
    sheet, cell = random.choice(candidates)
    book = clean.xml.copy()
    book.put(sheet, cell.address, value=float(cell.value) * 1.5 + 7)  # type: ignore[arg-type]
    return Mutant("rumus jadi nilai, dihitung ulang", recalculated(book), sheet, frozenset({cell.address}), frozenset({"A02"}))


def blanked(clean: Clean, random: Random) -> Mutant | None:
    """A formula deleted."""
    sheet, cell = random.choice(clean.formulas)
    book = clean.xml.copy()
    book.put(sheet, cell.address)
    return Mutant("rumus dihapus", book.data(), sheet, frozenset({cell.address}), frozenset({"A01"}))


def cache_edited(clean: Clean, random: Random) -> Mutant | None:
    """A cached number changed in the XML only."""
    sheet, cell = random.choice([(s, c) for s, c in clean.formulas if is_number(c.value)])
    book = clean.xml.copy()
    seen = float(cell.value)  # type: ignore[arg-type]
    value = seen + random.choice((0.01, 1.0, -3.5, 1_000_000.0)) * max(1.0, abs(seen) / 1e6)
    book.put(sheet, cell.address, formula=cell.formula, value=value)
    return Mutant("nilai tersimpan disunting", book.data(), sheet, frozenset({cell.address}), frozenset({"A05"}))


def cache_text_edited(clean: Clean, random: Random) -> Mutant | None:
    """A cached text changed in the XML only."""
    candidates = [(s, c) for s, c in clean.formulas if isinstance(c.value, str) and c.value]
    if not candidates:
        return None
    sheet, cell = random.choice(candidates)
    book = clean.xml.copy()
    book.put(sheet, cell.address, formula=cell.formula, value=f"{cell.value}!")
    return Mutant("teks tersimpan disunting", book.data(), sheet, frozenset({cell.address}), frozenset({"A05"}))


def cache_of_other_type(clean: Clean, random: Random) -> Mutant | None:
    """``t="str"`` holding ``99,30%``."""
    sheet, cell = random.choice([(s, c) for s, c in clean.formulas if is_number(c.value)])
    book = clean.xml.copy()
    book.put(sheet, cell.address, formula=cell.formula, value=random.choice(("99,30%", CellError("#N/A"))))
    return Mutant("jenis nilai tersimpan", book.data(), sheet, frozenset({cell.address}), frozenset({"A08"}))


def input_edited(clean: Clean, random: Random) -> Mutant | None:
    """An input changed in the XML only: the caches of the cells that look at it are stale."""
    candidates = []
    for sheet, cell, kind in clean.inputs("dpa", "realisasi", "sdm"):
        users = frozenset(
            (where, user.address)
            for where, user in clean.formulas
            if kind in ("rupiah", "bulat") and any(holds(match, where, sheet, cell) for match in references(user.formula or ""))
        )
        if users:
            candidates.append((sheet, cell, users))
    if not candidates:
        return None
    sheet, cell, users = random.choice(candidates)
    book = clean.xml.copy()
    book.put(sheet, cell.address, value=int(cell.value) + 1_000_003)  # type: ignore[arg-type]
    return Mutant("isian disunting tanpa hitung ulang", book.data(), also=users, codes=frozenset({"A05", "A08"}))


def _input_text(
    clean: Clean,
    random: Random,
    kind: str,
    write: Callable[[float], str],
    codes: set[str],
    wanted: Callable[[float, str], bool],
    *keys: str,
) -> Mutant | None:
    """An input number typed as a text, everything recalculated."""
    candidates = [item for item in clean.inputs(*keys) if wanted(float(item[1].value), item[2])]  # type: ignore[arg-type]
    if not candidates:
        return None
    sheet, cell, _ = random.choice(candidates)
    book = clean.xml.copy()
    book.put(sheet, cell.address, value=write(float(cell.value)))  # type: ignore[arg-type]
    return Mutant(kind, recalculated(book), sheet, frozenset({cell.address}), frozenset(codes))


def decimal_comma(clean: Clean, random: Random) -> Mutant | None:
    """``99,30`` typed as text."""
    return _input_text(
        clean, random, "koma desimal", lambda value: number_text(value, 2), {"C02", "C03"}, lambda value, _: 0 < abs(value) < 1000
    )


def rupiah_text(clean: Clean, random: Random) -> Mutant | None:
    """``Rp 1.234.567``."""
    return _input_text(
        clean, random, "teks rupiah", lambda value: f"Rp {number_text(value)}", {"C02"},
        lambda value, kind: kind == "rupiah" and value >= 1000, "dpa", "pk_program",
    )  # fmt: skip


def digits_as_text(clean: Clean, random: Random) -> Mutant | None:
    """Plain digits stored as text."""
    return _input_text(
        clean, random, "angka sebagai teks", lambda value: str(int(value)), {"C01"},
        lambda value, _: value.is_integer() and value >= 0,
    )  # fmt: skip


def number_with_unit(clean: Clean, random: Random) -> Mutant | None:
    """``12 dokumen``."""
    return _input_text(
        clean, random, "angka bersatuan", lambda value: f"{int(value)} dokumen", {"C02"}, lambda value, _: value >= 0
    )


def percent_sign(clean: Clean, random: Random) -> Mutant | None:
    """``99,3%`` as text."""
    return _input_text(
        clean, random, "tanda persen", lambda value: f"{number_text(value, 1)}%", {"C02"}, lambda value, _: 0 < value < 1000,
        "realisasi",
    )  # fmt: skip


def percent_times_100(clean: Clean, random: Random) -> Mutant | None:
    """99.3 becomes 9930, in an indicator in percent."""
    sheet = clean.raw.sheet("Renstra")
    definition = sheet_def("renstra")
    if sheet is None:
        return None
    candidates = []
    for row in sheet.rows:
        unit = sheet.cell(row, definition.by_key["satuan"].order)
        for key in ("target_1", "target_2", "target_3"):
            cell = sheet.cell(row, definition.by_key[key].order)
            if unit and unit.value == "%" and cell and is_number(cell.value) and 11 < float(cell.value) < 200:  # type: ignore[arg-type]
                candidates.append(cell)
    if not candidates:
        return None
    cell = random.choice(candidates)
    book = clean.xml.copy()
    book.put("Renstra", cell.address, value=float(cell.value) * 100)  # type: ignore[arg-type]
    return Mutant("persen kali 100", recalculated(book), "Renstra", frozenset({cell.address}), frozenset({"C04"}))


def error_in_input(clean: Clean, random: Random) -> Mutant | None:
    """``#REF!`` typed into an input."""
    sheet, cell, _ = random.choice(clean.inputs("dpa", "realisasi", "pk", "sdm"))
    book = clean.xml.copy()
    book.put(sheet, cell.address, value=CellError("#REF!"))
    return Mutant("galat di isian", recalculated(book), sheet, frozenset({cell.address}), frozenset({"C06"}))


def formula_as_text(clean: Clean, random: Random) -> Mutant | None:
    """The formula stays as a text: it looks live and is dead."""
    sheet, cell = random.choice(clean.formulas)
    book = clean.xml.copy()
    book.put(sheet, cell.address, value=f"={cell.formula}")
    return Mutant("rumus sebagai teks", book.data(), sheet, frozenset({cell.address}), frozenset({"A02"}))


def array_formula(clean: Clean, random: Random) -> Mutant | None:
    """Ctrl+Shift+Enter."""
    sheet, cell = random.choice(clean.formulas)
    book = clean.xml.copy()
    book.put(sheet, cell.address, formula=cell.formula, value=cell.value, attributes=f' t="array" ref="{cell.address}"')
    return Mutant("rumus larik", book.data(), sheet, frozenset({cell.address}), frozenset({"A13"}))


CELL_KINDS: dict[str, Kind] = {
    "nilai sama": lambda clean, random: _value_for_formula(clean, random, same=True),
    "nilai lain": lambda clean, random: _value_for_formula(clean, random, same=False),
    "nilai dihitung ulang": value_with_recalculation,
    "rumus dihapus": blanked,
    "nilai tersimpan": cache_edited,
    "teks tersimpan": cache_text_edited,
    "jenis tersimpan": cache_of_other_type,
    "isian basi": input_edited,
    "koma desimal": decimal_comma,
    "teks rupiah": rupiah_text,
    "angka sebagai teks": digits_as_text,
    "angka bersatuan": number_with_unit,
    "tanda persen": percent_sign,
    "persen kali 100": percent_times_100,
    "galat di isian": error_in_input,
    "rumus sebagai teks": formula_as_text,
    "rumus larik": array_formula,
}
"""Every kind by its name."""
