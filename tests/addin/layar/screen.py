"""LibreOffice on a virtual screen, used by an ordinary user: buttons are pressed with a mouse, boxes are closed with a key."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import pytest

from lkjip_xl.addin.libreoffice.bridge import property_values, reach, service, uno
from lkjip_xl.addin.libreoffice.oxt import IDENTIFIER, library_paths

USER: Final = "lkjip-uji"
WITHOUT_SCREEN: Final = "LKJIP_TANPA_LAYAR"
TOOLS: Final = ("soffice", "unopkg", "Xvfb", "xdotool", "openbox", "import", "convert")
SYSTEM_PYTHON: Final = "/usr/bin/python3"
PROFILE: Final = Path(".config/libreoffice/4")
_LEFT_OUT: Final = shutil.ignore_patterns(
    "pandas*", "numpy*", "pyarrow*", "PIL", "pillow*", "mypy*", "formualizer*", "__pycache__"
)
_PICTURES: Final = 12
_PAINTING: Final = 0.6
"""Seconds in which a box that has come up is painted."""
_SIZE: Final = "1400x900x24"


def require_screen() -> None:
    """Fail without the tools, or skip with the reason where LKJIP_TANPA_LAYAR=1 says that this is on purpose."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing and os.environ.get(WITHOUT_SCREEN) == "1":
        pytest.skip(f"tidak terpasang: {', '.join(missing)}; {WITHOUT_SCREEN}=1")
    assert not missing, f"tidak terpasang: {', '.join(missing)}. `make siap` memasangnya, atau setel {WITHOUT_SCREEN}=1"
    if sys.version_info[:2] != system_python():
        pytest.skip(f"LibreOffice memakai Python {system_python()}, uji ini berjalan dengan {sys.version_info[:2]}")


def system_python() -> tuple[int, int]:
    """Version of the Python that Debian's LibreOffice runs extensions in."""
    done = subprocess.run(
        [SYSTEM_PYTHON, "-c", "import sys; print(*sys.version_info[:2])"], capture_output=True, text=True, check=True
    )
    major, minor = done.stdout.split()
    return int(major), int(minor)


def as_user(home: Path | None = None) -> list[str]:
    """What to put before a command so that an ordinary user runs it, at home in this folder: unopkg refuses root, and staff
    are not root."""
    if os.getuid() != 0:
        return []
    try:
        pwd.getpwnam(USER)
    except KeyError:
        subprocess.run(["useradd", "--create-home", USER], check=True)
    own_home = ["env", f"HOME={home}"] if home else []  # runuser puts the one of the password file into the environment
    return ["runuser", "-u", USER, "--", *own_home]


@contextmanager
def user_home() -> Iterator[Path]:
    """A new home folder of the ordinary user; pytest's own folders lie where only root may look."""
    as_user()
    folder = Path(tempfile.mkdtemp(prefix="lkjip-layar-"))
    folder.chmod(0o755)
    (folder / "Documents").mkdir()
    give(folder, folder / "Documents")
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def give(*paths: Path) -> None:
    """Make these the ordinary user's own."""
    if os.getuid() == 0:
        for path in paths:
            shutil.chown(path, USER, USER)


def readable_paths(folder: Path) -> list[str]:
    """The import paths of this Python, copied where the user may not read them (a checkout in root's home)."""
    paths = library_paths()
    if all(subprocess.run([*as_user(), "test", "-r", path], check=False).returncode == 0 for path in paths):
        return paths
    copies = []
    for number, path in enumerate(paths):
        copy = folder / f"pustaka{number}"
        if number == 0:  # the checkout: only what is imported
            for part in ("lkjip_xl", "schemas", "workbook_templates"):
                shutil.copytree(Path(path) / part, copy / part, ignore=_LEFT_OUT)
        else:
            shutil.copytree(path, copy, ignore=_LEFT_OUT)
        copies.append(str(copy))
    return copies


def user_environment(home: Path) -> dict[str, str]:
    """The environment of the user in this home, whatever the one of the test is."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "PYTHON", "VIRTUAL_ENV"))}
    return {**kept, "HOME": str(home), "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}


def addin(home: Path, paths: list[str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """``lkjip addin …`` as the user types it, with the Python of LibreOffice."""
    command = [*as_user(home), SYSTEM_PYTHON, "-m", "lkjip_xl", "addin", *arguments]
    environ = {**user_environment(home), "PYTHONPATH": os.pathsep.join(paths)}
    return subprocess.run(command, env=environ, cwd=home, capture_output=True, text=True, check=False)


class Screen:
    """A running LibreOffice with one workbook open. ``pictures`` is where screenshots go."""

    def __init__(self, environ: Mapping[str, str], pipe: str, pictures: Path) -> None:
        self._environ = environ
        self._pictures = pictures
        self.context = reach(f"pipe,name={pipe}", 120)
        self.desktop = service(self.context, "com.sun.star.frame.Desktop")
        self._toolkit = service(self.context, "com.sun.star.awt.Toolkit")
        self.document = self._wait_for(self._spreadsheet, "buku kerja", 90)
        self._wait_for(self._toolbar, "bilah alat", 30)
        time.sleep(1)

    def _spreadsheet(self) -> Any:
        found = self.desktop.getCurrentComponent()
        is_book = found is not None and found.supportsService("com.sun.star.sheet.SpreadsheetDocument")
        return found if is_book and found.CurrentController is not None else None

    def _toolbar(self) -> Any:
        layout = self.document.CurrentController.Frame.LayoutManager
        address = next((element.ResourceURL for element in layout.getElements() if IDENTIFIER in element.ResourceURL), None)
        return layout.getElement(address).RealInterface if address else None

    def _wait_for(self, find: Callable[[], Any], what: str, seconds: float) -> Any:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = find()
            if found:
                return found
            time.sleep(0.1)
        self.picture("gagal")
        raise AssertionError(f"{what} tidak muncul dalam {seconds:.0f} detik; lihat {self._pictures / 'gagal.png'}")

    def run(self, *command: str) -> str:
        return subprocess.run(command, env=self._environ, capture_output=True, text=True, check=False).stdout

    def picture(self, name: str) -> Path:
        """Photograph the screen once it has come to rest: what is being painted shows two pictures that differ."""
        target, before = self._pictures / f"{name}.png", b""
        for _ in range(_PICTURES):
            shot = subprocess.run(["import", "-window", "root", "ppm:-"], env=self._environ, capture_output=True, check=False)
            if shot.stdout == before:
                break
            before = shot.stdout
            time.sleep(0.15)
        subprocess.run(["convert", "ppm:-", str(target)], input=before, env=self._environ, check=True)
        return target

    def press(self, label: str, name: str, boxes: int = 1) -> list[str]:
        """Click a button, photograph the boxes that follow and close them with Return. Returns what stands in the boxes."""
        x, y = self._place(label)
        self.run("xdotool", "mousemove", str(x), str(y), "click", "1")
        said: list[str] = []
        seen: set[str] = set()
        for number in range(1, boxes + 1):
            box = self._wait_for(lambda: self._boxes() - seen, f"pesan {number} dari {label}", 240).pop()
            seen.add(box)
            said.append(self._wait_for(self._text, f"isi pesan {label}", 10))
            time.sleep(_PAINTING)
            self.picture(f"{name}_pesan" if number == 1 else f"{name}_pesan{number}")
            self._close(box, label)
        self.picture(name)
        return said

    def _close(self, box: str, label: str) -> None:
        end = time.monotonic() + 20
        while box in self._boxes() and time.monotonic() < end:
            self.run("xdotool", "key", "Return")
            time.sleep(0.3)
        assert box not in self._boxes(), f"pesan {label} tidak tertutup"

    def _boxes(self) -> set[str]:
        return set(self.run("xdotool", "search", "--onlyvisible", "--name", "^LKjIP$").split())

    def _text(self) -> str:
        """The words of the message box in front."""
        for number in range(self._toolkit.getTopWindowCount()):
            top = self._toolkit.getTopWindow(number).getAccessibleContext()
            if top.getAccessibleName() == "LKjIP":
                return max((item.getAccessibleName() for item in _walk(top, 2) if item is not top), key=len, default="")
        return ""

    def labels(self) -> list[str]:
        """What stands on the toolbar, from left to right."""
        names = [item.getAccessibleName() for item in _walk(self._toolbar().getAccessibleContext())]
        return [name for name in names[1:] if name]

    def _place(self, label: str) -> tuple[int, int]:
        for item in _walk(self._toolbar().getAccessibleContext()):
            if item.getAccessibleName() == label:
                corner, size = item.getLocationOnScreen(), item.getSize()
                return corner.X + size.Width // 2, corner.Y + size.Height // 2
        raise AssertionError(f"tombol {label} tidak ada")

    def save_copy(self, target: Path) -> Path:
        """The workbook as it is now, as a file."""
        self.document.storeToURL(target.as_uri(), property_values(FilterName="Calc MS Excel 2007 XML"))
        return target

    def close_others(self) -> list[str]:
        """Close every other document; their addresses."""
        closed = []
        components = self.desktop.Components.createEnumeration()
        while components.hasMoreElements():
            document = components.nextElement()
            if hasattr(document, "close") and document.URL != self.document.URL:
                closed.append(uno().fileUrlToSystemPath(document.URL))
                document.close(True)
        return closed


def _walk(item: Any, depth: int = 0) -> Iterator[Any]:
    yield item
    if depth < 6:
        for number in range(min(item.getAccessibleChildCount(), 80)):
            child = item.getAccessibleChild(number)
            if child is not None:
                yield from _walk(child.getAccessibleContext(), depth + 1)


@contextmanager
def office_on_screen(
    workbook: Path, pictures: Path, prepare: Callable[[Path], None] = lambda home: None
) -> Iterator[tuple[Screen, Path]]:
    """LibreOffice with the extension, installed by ``lkjip addin pasang``, and a copy of the workbook; gives the screen and
    the user's home, where the copy lies. ``prepare`` is called with the home before LibreOffice starts."""
    with user_home() as home, ExitStack() as ends:
        copy = Path(shutil.copy(workbook, home / workbook.name))
        give(copy)
        done = addin(home, readable_paths(home), "pasang")
        assert done.returncode == 0, done.stdout + done.stderr
        prepare(home)
        environ = {**user_environment(home), "SAL_USE_VCLPLUGIN": "gen"}
        environ["DISPLAY"] = ends.enter_context(_display(environ))
        ends.enter_context(_process(["openbox"], environ))
        pipe = home.name.replace("-", "")
        ends.callback(_forget_pipe, pipe)
        command = [*as_user(home), "soffice", "--norestore", "--nologo", "--nofirststartwizard"]
        ends.enter_context(_process([*command, f"--accept=pipe,name={pipe};urp;", "--calc", str(copy)], environ))
        if as_user():
            _let_root_in(pipe)
        yield Screen(environ, pipe, pictures), home


@contextmanager
def _display(environ: Mapping[str, str]) -> Iterator[str]:
    """A virtual screen under a number that was free."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", _SIZE]
    with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        try:
            yield f":{server.stdout.readline().strip()}"
        finally:
            server.terminate()


def _pipe(user: int, name: str) -> Path:
    """LibreOffice names a pipe after the user who made it."""
    return Path(f"/tmp/OSL_PIPE_{user}_{name}")


def _let_root_in(pipe: str) -> None:
    """Give the pipe the name under which this user looks for it."""
    theirs = _pipe(pwd.getpwnam(USER).pw_uid, pipe)
    end = time.monotonic() + 60
    while not theirs.exists() and time.monotonic() < end:
        time.sleep(0.1)
    if theirs.exists():
        _pipe(os.getuid(), pipe).symlink_to(theirs)


def _forget_pipe(pipe: str) -> None:
    _pipe(os.getuid(), pipe).unlink(missing_ok=True)
    if as_user():
        _pipe(pwd.getpwnam(USER).pw_uid, pipe).unlink(missing_ok=True)


@contextmanager
def _process(command: list[str], environ: Mapping[str, str]) -> Iterator[None]:
    """A program that ends with the block. Killed, not asked: asked, LibreOffice would want to know what to do with changes."""
    process = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        yield
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(20)
