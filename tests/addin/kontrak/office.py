"""A headless LibreOffice of one's own for the contract tests: a profile, a pipe, and an ``xlwings.App`` over it."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import xlwings

from lkjip_xl.addin.libreoffice.book import Book
from lkjip_xl.addin.libreoffice.bridge import NoOfficeError, reach, service, uno
from lkjip_xl.addin.libreoffice.engine import connect
from tests.recalc.engines import LibreOfficeMissingError, require_libreoffice

WRONG_VERSION = "bukan untuk Python"
"""Debian builds its bridge for one Python; a virtual environment of another version cannot load it."""


@contextmanager
def running_office(folder: Path) -> Iterator[xlwings.App]:
    """LibreOffice on a pipe, ended with the block whatever happens in it."""
    soffice = require_libreoffice()
    try:
        uno()
    except NoOfficeError as error:
        if WRONG_VERSION in str(error):
            pytest.skip(str(error))
        raise LibreOfficeMissingError(f"{error} `make siap` memasangnya di Debian/Ubuntu.") from error
    pipe = f"lkjip{os.getpid()}"
    command = [soffice, "--headless", "--norestore", "--nologo", "--nodefault"]
    command += [f"-env:UserInstallation={(folder / 'profil').as_uri()}", f"--accept=pipe,name={pipe};urp;"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        context = reach(f"pipe,name={pipe}", 120)
        app = connect(context)
        yield app
        service(context, "com.sun.star.frame.Desktop").terminate()
    finally:
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def open_hidden(app: xlwings.App, path: Path) -> xlwings.Book:
    """Open a file without a window: nothing is painted while the test talks to LibreOffice from outside."""
    return xlwings.Book(impl=Book(app.impl, app.impl.load_unseen(str(path))))
