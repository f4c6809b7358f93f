"""argparse in Indonesian. argparse takes its words from gettext by looking up ``_`` in its own module; for as long as the
command line is read, that name gives Indonesian words. A phrase not listed here stays as it is."""

from __future__ import annotations

import argparse

WORDS = {
    "usage: ": "pemakaian: ",
    "positional arguments": "argumen",
    "options": "pilihan",
    "show this help message and exit": "tampilkan bantuan ini, lalu selesai",
    "%(prog)s: error: %(message)s\n": "%(prog)s: %(message)s\n",
    "argument %(argument_name)s: %(message)s": "argumen %(argument_name)s: %(message)s",
    "the following arguments are required: %s": "argumen berikut wajib diberikan: %s",
    "one of the arguments %s is required": "salah satu argumen berikut wajib diberikan: %s",
    "unrecognized arguments: %s": "argumen tidak dikenal: %s",
    "unexpected option string: %s": "pilihan tidak dikenal: %s",
    "expected one argument": "harus diikuti satu nilai",
    "expected at most one argument": "paling banyak diikuti satu nilai",
    "expected at least one argument": "paling sedikit diikuti satu nilai",
    "expected %s argument": "harus diikuti %s nilai",
    "expected %s arguments": "harus diikuti %s nilai",
    "not allowed with argument %s": "tidak dapat dipakai bersama argumen %s",
    "ignored explicit argument %r": "tidak menerima nilai %r",
    "ambiguous option: %(option)s could match %(matches)s": "pilihan %(option)s bermakna ganda: %(matches)s",
    "invalid %(type)s value: %(value)r": "nilai %(value)r tidak sah",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r tidak dikenal (pilih dari: %(choices)s)",
    "invalid choice: %(value)r, maybe you meant %(suggestion)r? (choose from %(choices)s)": (
        "%(value)r tidak dikenal, mungkin maksudnya %(suggestion)r (pilih dari: %(choices)s)"
    ),
    "unknown parser %(parser_name)r (choices: %(choices)s)": "perintah %(parser_name)r tidak dikenal (pilih dari: %(choices)s)",
    "can't open '%(filename)s': %(error)s": "berkas '%(filename)s' tidak dapat dibuka: %(error)s",
}


def translate(message: str) -> str:
    """The Indonesian phrase for one of argparse's, or the phrase itself."""
    return WORDS.get(message, message)


def _translate_plural(singular: str, plural: str, number: int) -> str:
    return translate(singular if number == 1 else plural)


class IndonesianWords:
    """``with IndonesianWords(): ...`` builds and reads a command line in Indonesian, then gives argparse its words back."""

    def __enter__(self) -> None:
        self._kept = {name: getattr(argparse, name) for name in ("_", "ngettext")}
        setattr(argparse, "_", translate)  # noqa: B010 - argparse does not declare these names
        setattr(argparse, "ngettext", _translate_plural)  # noqa: B010

    def __exit__(self, *_: object) -> None:
        for name, value in self._kept.items():
            setattr(argparse, name, value)
