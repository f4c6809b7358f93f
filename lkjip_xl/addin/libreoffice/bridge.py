"""The one door to UNO: finding Debian's ``uno`` from a virtual environment, reaching a running LibreOffice, and small makers.

UNO objects describe themselves only at run time, so they are ``Any`` from here on; the classes of this package give them types.
"""

from __future__ import annotations

import sys
import time
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from lkjip_xl.errors import LkjipError

DEBIAN_PACKAGES: Final = "/usr/lib/python3/dist-packages"
"""Where Debian and Ubuntu put ``uno.py`` and ``pyuno``; both load in any Python of the same version."""
_PATIENCE: Final = 0.25


class NoOfficeError(LkjipError):
    """LibreOffice, or its bridge for Python, is not there."""


@cache
def uno() -> Any:
    """The module ``uno``. Raises NoOfficeError where no interpreter of this version can load it."""
    try:
        return import_module("uno")
    except ImportError:
        return _debian_uno()


def _debian_uno() -> Any:
    if not Path(DEBIAN_PACKAGES, "uno.py").is_file():
        raise NoOfficeError("Jembatan Python ke LibreOffice tidak ada. Pasang paket python3-uno.")
    sys.path.append(DEBIAN_PACKAGES)
    try:
        return import_module("uno")
    except ImportError as error:
        version = ".".join(map(str, sys.version_info[:2]))
        raise NoOfficeError(f"python3-uno di komputer ini bukan untuk Python {version}.") from error
    finally:
        sys.path.remove(DEBIAN_PACKAGES)


def reach(address: str, seconds: float = 60) -> Any:
    """The component context of a running LibreOffice, such as ``pipe,name=x``; waits for it to come up."""
    local = uno().getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    refused = uno().getClass("com.sun.star.connection.NoConnectException")
    end = time.monotonic() + seconds
    while True:
        try:
            return resolver.resolve(f"uno:{address};urp;StarOffice.ComponentContext")
        except refused:
            if time.monotonic() > end:
                raise NoOfficeError(f"LibreOffice tidak menjawab di {address}.") from None
            time.sleep(_PATIENCE)


def service(context: Any, name: str) -> Any:
    """A new instance of a service."""
    return context.ServiceManager.createInstanceWithContext(name, context)


def property_values(**values: Any) -> tuple[Any, ...]:
    """Keyword arguments as UNO's PropertyValue structures."""
    made = []
    for name, value in values.items():
        item = uno().createUnoStruct("com.sun.star.beans.PropertyValue")
        item.Name, item.Value = name, value
        made.append(item)
    return tuple(made)


def enum(kind: str, value: str) -> Any:
    """A value of a UNO enumeration, such as ("com.sun.star.sheet.ConditionOperator", "FORMULA")."""
    return uno().Enum(kind, value)
