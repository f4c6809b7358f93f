"""Style names and what they look like.

A name is ``base[:format][+modifier...]``, for example ``angka:persen2+tebal``. Bases say what a cell is (heading, text,
figure, input, computed), formats how a value is shown, modifiers a small change. Everything is fixed here so that all
sheets and all writers agree.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

FONT: Final = "Arial"
FONT_SIZE: Final = 10

Properties = dict[str, str | int | float | bool]

# [$-421] is Indonesian: thousands with a dot and decimals with a comma wherever the program honours it.
_LOCALE: Final = "[$-421]"
# Keeps figures off the right border. A right indent would do the same, but LibreOffice forgets it from cell to cell.
_GAP: Final = "_)"

_BORDER: Final[Properties] = {"border": 1, "border_color": "#404040"}
_INPUT_BORDER: Final[Properties] = {"border": 1, "border_color": "#BFBFBF"}

_BASES: Final[dict[str, Properties]] = {
    "polos": {},
    "judul": {"bold": True, "font_size": 12, "align": "center", "valign": "vcenter", "text_wrap": True},
    "judul_lembar": {"bold": True, "font_size": 14, "valign": "vcenter"},
    "bagian": {"bold": True, "font_size": 11, "valign": "vcenter"},
    "subjudul": {"bold": True, "font_size": 11, "align": "center", "valign": "vcenter", "text_wrap": True},
    "kepala": {"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "bg_color": "#D9E2F3", **_BORDER},
    "nomor_kolom": {"italic": True, "font_size": 8, "align": "center", "valign": "vcenter", "bg_color": "#F2F2F2", **_BORDER},
    "teks": {"text_wrap": True, "valign": "top", "align": "left", **_BORDER},
    "angka": {"valign": "top", "align": "right", **_BORDER},
    "kaki": {"italic": True, "font_size": 9, "text_wrap": True, "valign": "top", "align": "left"},
    "label": {"text_wrap": True, "valign": "top", "align": "left"},
    "ttd": {"align": "center", "valign": "top", "text_wrap": True},
    "tautan": {"font_color": "#0563C1", "underline": 1, "text_wrap": True, "valign": "top", **_BORDER},
    "besar": {"bold": True, "font_size": 14, "align": "center", "valign": "vcenter", "bg_color": "#E2EFDA", **_BORDER},
    "isian": {"text_wrap": True, "valign": "top", "locked": False, "bg_color": "#FFFDF0", **_INPUT_BORDER},
    "isian_terbuka": {"text_wrap": True, "valign": "top", "locked": False, "bg_color": "#FFE699", "border": 2},
    "hitung": {"valign": "top", "align": "right", "bg_color": "#EDEDED", **_INPUT_BORDER},
    "kepala_isian": {
        "bold": True, "font_color": "#FFFFFF", "bg_color": "#1F4E78", "align": "center", "valign": "vcenter", "text_wrap": True,
        **_INPUT_BORDER,
    },
    "kepala_hitung": {
        "bold": True, "font_color": "#FFFFFF", "bg_color": "#7F7F7F", "align": "center", "valign": "vcenter", "text_wrap": True,
        **_INPUT_BORDER,
    },
    "pita": {"italic": True, "font_size": 9, "align": "center", "font_color": "#7F7F7F"},
    "petunjuk": {"italic": True, "font_size": 9, "font_color": "#595959", "valign": "top"},
    "tanda_galat": {"bold": True, "bg_color": "#FFC7CE", "align": "center", "valign": "top", **_BORDER},
    "tanda_peringatan": {"bold": True, "bg_color": "#FFEB9C", "align": "center", "valign": "top", **_BORDER},
    "tanda_info": {"bg_color": "#DDEBF7", "align": "center", "valign": "top", **_BORDER},
    "tanda_kritis": {"bold": True, "font_color": "#FFFFFF", "bg_color": "#C00000", "align": "center", "valign": "top", **_BORDER},
    "tanda_tinggi": {"bold": True, "bg_color": "#FFC7CE", "align": "center", "valign": "top", **_BORDER},
    "tanda_sedang": {"bold": True, "bg_color": "#FFEB9C", "align": "center", "valign": "top", **_BORDER},
    "tanda_rendah": {"bg_color": "#E2EFDA", "align": "center", "valign": "top", **_BORDER},
    "tanda_dikecualikan": {"italic": True, "bg_color": "#E7E6E6", "align": "center", "valign": "top", **_BORDER},
    "galat": {"bold": True, "font_color": "#C00000", "text_wrap": True, "valign": "top", **_BORDER},
}

_MODIFIERS: Final[dict[str, Properties]] = {
    "tebal": {"bold": True},
    "miring": {"italic": True},
    "garis": {"underline": 1},
    "kiri": {"align": "left"},
    "tengah": {"align": "center"},
    "kanan": {"align": "right"},
    "vtengah": {"valign": "vcenter"},
    "lekuk1": {"indent": 1},
    "lekuk2": {"indent": 2},
    "lekuk3": {"indent": 3},
    "program": {"bold": True, "bg_color": "#DDEBF7"},
    "kegiatan": {"bold": True},
    "total": {"bold": True, "bg_color": "#F2F2F2"},
    "wajib": {"font_color": "#C00000"},
    "kecil": {"font_size": 9},
    "bungkus": {"text_wrap": True},
}

_FIXED_FORMATS: Final[dict[str, str]] = {
    "umum": "General",
    "teks": "General",
    "kode": "@",
    "tahun": "0",
    "bulat": f"{_LOCALE}#,##0{_GAP}",
    "angka": f"{_LOCALE}General{_GAP}",
    "rupiah": f'{_LOCALE}"Rp "#,##0{_GAP};{_LOCALE}-"Rp "#,##0{_GAP}',
    "orang": f'{_LOCALE}#,##0" orang"{_GAP}',
    # Four sections: a format of nothing but text makes Excel keep a formula that is typed or assigned there as text.
    "butir1": 'General;General;General;"➤ "@',
    "butir2": 'General;General;General;"❖ "@',
    "butir3": 'General;General;General;"▪ "@',
    "persen": f'{_LOCALE}#,##0.00"%"{_GAP}',
}
_DECIMAL_FORMAT: Final = re.compile(r"(angka|persen)([0-4])\Z")


def number_format(key: str) -> str:
    """The Excel number format of a format key; ``angka2`` and ``persen2`` carry the number of decimals.

    Percent values are percent points (99.3 is 99,30%), so the sign is a literal and nothing is multiplied.
    """
    fixed = _FIXED_FORMATS.get(key)
    if fixed is not None:
        return fixed
    match = _DECIMAL_FORMAT.match(key)
    if match is None:
        raise KeyError(f"format sel tidak dikenal: {key}")
    decimals = int(match[2])
    digits = "#,##0" + ("." + "0" * decimals if decimals else "")
    return f"{_LOCALE}{digits}" + ('"%"' if match[1] == "persen" else "") + _GAP


@cache
def properties(name: str) -> Properties:
    """What a style name looks like, in XlsxWriter's property names. KeyError for a name that does not resolve."""
    head, *modifiers = name.split("+")
    base, _, format_key = head.partition(":")
    found: Properties = {"font_name": FONT, "font_size": FONT_SIZE, **_BASES[base]}
    for modifier in modifiers:
        found.update(_MODIFIERS[modifier])
    if format_key:
        found["num_format"] = number_format(format_key)
    return found
