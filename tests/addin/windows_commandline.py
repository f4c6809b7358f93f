"""How Windows takes a command line apart, and the launcher's quoting in Python: oracles for the VBA in LkjipJalan."""

from __future__ import annotations

import re
from collections.abc import Mapping


def quote(text: str) -> str:
    """LkjipJalan.KutipArgumen: backslashes doubled before a quote, a quote escaped, a percent sign outside the quotes."""
    quoted = ""
    for slashes, sign in re.findall(r"(\\*)([^\\]|$)", text, re.DOTALL):
        if sign == '"':
            quoted += slashes * 2 + '\\"'
        elif sign == "%":
            quoted += slashes * 2 + '"%"'
        elif sign:
            quoted += slashes + sign
        else:
            quoted += slashes * 2
    return f'"{quoted}"'


def launcher_command(python: str, action: str, book: str, window: str) -> str:
    """LkjipJalan.BuatPerintah."""
    return f'"{python}" -I -X utf8 -m lkjip_xl.addin.pita {action} {quote("--wb=" + book)} --from_xl=1 --hwnd={window}'


def expand_environment(line: str, variables: Mapping[str, str]) -> str:
    """What WScript.Shell.Run does before it starts anything: %NAME% of a known variable becomes its value, once."""
    done, rest = "", line
    while "%" in rest:
        before, _, after = rest.partition("%")
        name, closing, behind = after.partition("%")
        if closing and name.upper() in variables:
            done, rest = done + before + variables[name.upper()], behind
        else:
            done, rest = f"{done}{before}%", after
    return done + rest


def shell_arguments(line: str) -> list[str]:
    """CommandLineToArgvW of shell32: three quotes in a row stand for one."""
    found, place = _program(line)
    while place < len(line):
        place = _skip_blanks(line, place)
        if place == len(line):
            break
        argument, place = _shell_argument(line, place)
        found.append(argument)
    return found


def _shell_argument(line: str, place: int) -> tuple[str, int]:
    argument, quotes = "", 0
    while place < len(line) and not (line[place] in " \t" and quotes == 0):
        slashes = len(line[place:]) - len(line[place:].lstrip("\\"))
        place += slashes
        if not line.startswith('"', place):
            argument += "\\" * slashes
            if not slashes:
                argument, place = argument + line[place], place + 1
            continue
        argument += "\\" * (slashes // 2)
        if slashes % 2:
            argument += '"'
        else:
            quotes += 1
        place += 1
        while line.startswith('"', place):
            quotes, place = quotes + 1, place + 1
            if quotes == 3:
                argument, quotes = argument + '"', 0
        if quotes == 2:
            quotes = 0
    return argument, place


def runtime_arguments(line: str) -> list[str]:
    """What Python sees: the C runtime's rules, where two quotes inside a quoted part stand for one."""
    found, place = _program(line)
    while place < len(line):
        place = _skip_blanks(line, place)
        if place == len(line):
            break
        argument, place = _runtime_argument(line, place)
        found.append(argument)
    return found


def _runtime_argument(line: str, place: int) -> tuple[str, int]:
    argument, inside = "", False
    while place < len(line):
        slashes = len(line[place:]) - len(line[place:].lstrip("\\"))
        place += slashes
        literal = True
        if line.startswith('"', place):
            if slashes % 2 == 0:
                if inside and line.startswith('""', place):
                    place += 1
                else:
                    literal, inside = False, not inside
            slashes //= 2
        argument += "\\" * slashes
        if place == len(line) or (not inside and line[place] in " \t"):
            break
        if literal:
            argument += line[place]
        place += 1
    return argument, place


def _program(line: str) -> tuple[list[str], int]:
    """The first argument, where a backslash means nothing special: up to the next quote, or to a blank."""
    if line.startswith('"'):
        end = line.index('"', 1)
        return [line[1:end]], end + 1
    end = len(re.match(r"[^ \t]*", line)[0])  # type: ignore[index]
    return [line[:end]], end


def _skip_blanks(line: str, place: int) -> int:
    while place < len(line) and line[place] in " \t":
        place += 1
    return place
