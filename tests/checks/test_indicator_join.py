"""One indicator over all sheets."""

from __future__ import annotations

from lkjip_xl.checks.indicator_join import Indicator, join
from lkjip_xl.intake.submission import Record
from lkjip_xl.values import Value

Pair = tuple[Value, Value]


def joined(pk: list[Pair], realisasi: list[Pair], supports: list[Value] | None = None) -> list[Indicator]:
    def records(pairs: list[Pair]) -> list[Record]:
        return [Record(row, {"kode_indikator": code, "indikator": name}) for row, (code, name) in enumerate(pairs, 5)]

    sheets = {"pk": records(pk), "renstra": [], "realisasi": records(realisasi), "analisis": []}
    return join(sheets, [Record(row, {"kode_indikator": code}) for row, code in enumerate(supports or [], 5)])


def rows(found: list[Indicator]) -> list[tuple[str, int | None, int | None]]:
    def row(indicator: Indicator, sheet: str) -> int | None:
        record = indicator.records.get(sheet)
        return record.row if record else None

    return [(indicator.key, row(indicator, "pk"), row(indicator, "realisasi")) for indicator in found]


def test_rows_meet_by_code_and_then_by_name() -> None:
    found = joined([("1.1", "A"), ("1.2", "B")], [("9.9", "b"), ("1-1", "lain")])
    assert rows(found) == [("1.1", 5, 6), ("1.2", 6, 5)]


def test_codes_that_differ_only_by_a_dot_are_two() -> None:
    assert rows(joined([("1.1", "A"), ("11", "B")], [("11", "B"), ("1.1", "A")])) == [("1.1", 5, 6), ("11", 6, 5)]


def test_a_number_is_read_as_the_code_it_looks_like() -> None:
    assert rows(joined([("2.1", "A")], [(2.1, "lain")])) == [("2.1", 5, 5)]


def test_a_row_with_a_wrong_code_does_not_take_the_place_of_the_right_one() -> None:
    found = joined([("1.1", "A"), ("1.2", "B")], [("1.2", "A"), ("1.2", "B")])
    assert rows(found) == [("1.1", 5, 5), ("1.2", 6, 6)]


def test_a_second_row_of_one_indicator_stays_by_itself() -> None:
    found = joined([("1.1", "A"), ("1.1", "A")], [("1.1", "A")])
    assert rows(found) == [("1.1", 5, 5), ("1.1", 6, None)]


def test_a_row_without_code_and_name_is_no_indicator() -> None:
    assert rows(joined([("1.1", "A"), (None, None)], [])) == [("1.1", 5, None)]


def test_supports_belong_to_codes_of_the_agreement() -> None:
    found = joined([("1.1", "A"), ("1.2", "B")], [("9.9", "B")], ["1.1", "1-1", "9.9", "1.2"])
    assert [len(indicator.supports) for indicator in found] == [2, 1]
