"""oletools as the independent reader of VBA; its import alone raises deprecation warnings of a library it uses."""

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    from oletools.olevba import VBA_Parser, decompress_stream


def decompress(data: bytes) -> bytes:
    """A compressed container as oletools reads it."""
    return bytes(decompress_stream(bytearray(data)))


def macros(data: bytes) -> dict[str, str]:
    """File name → source of every module in an Office file, as olevba shows it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return {name: code for _, _, name, code in VBA_Parser("lkjip.xlam", data=data).extract_macros()}
