"""Prose as sentences, clauses and words. Indonesian marks: a dot ends a sentence unless it belongs to a number, an
abbreviation or a list mark; conjunctions of contrast and cause part clauses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from lkjip_xl.checks.shown import MAX_TEXT, plain_text

_END: Final = re.compile(r"[\n\r]+|(?<=[.!?;:])\s+")
_ABBREVIATION: Final = re.compile(
    r"(?:(?:^|[\s(])(?:Rp|No|Kab|Kec|Kel|Tk|Th|Jl|dr|Drs|Dra|Ir|Hj|Ps|Psl|hal|hlm|a\.n|u\.p|s\.d|[A-Za-z])|^\d{1,2})\.$",
    re.IGNORECASE,
)
_CLAUSE: Final = re.compile(
    r"[,;:]\s+|\s+(?=(?:tetapi|namun|melainkan|sedangkan|sementara|meski|meskipun|walau|walaupun|padahal|sehingga|karena|akibat|"
    r"disebabkan|dikarenakan|dimana|di mana|bahkan)\b)",
    re.IGNORECASE,
)
_ASIDE: Final = re.compile(r"\([^()]*\)")
_WORD: Final = re.compile(r"\d[\d.,]*(?:-\d+)?%?|[^\W\d_]+(?:[-/][^\W_]+)*|%")
LONGEST_ABBREVIATION: Final = 8
LONGEST_ASIDE: Final = 24
"""Letters in brackets that stay in the clause, such as ``(KTP-el)`` or ``2 (dua)``; longer ones are remarks."""


def word_set(text: str) -> frozenset[str]:
    """A set of words, written as one text."""
    return frozenset(text.split())


def sentences(text: str) -> list[str]:
    """The sentences of a text; every line ends one, and so does a colon or semicolon."""
    found: list[str] = []
    start = 0
    for match in _END.finditer(text):
        ends_line = "\n" in match[0] or "\r" in match[0]
        if ends_line or not _ABBREVIATION.search(text[max(start, match.start() - LONGEST_ABBREVIATION) : match.start()]):
            found.append(text[start : match.start()])
            start = match.end()
    found.append(text[start:])
    return [sentence.strip() for sentence in found if sentence.strip()]


def clauses(sentence: str) -> list[str]:
    """The clauses of a sentence, without remarks in brackets."""
    plain = _ASIDE.sub(lambda match: match[0] if len(match[0]) <= LONGEST_ASIDE and "," not in match[0] else " ", sentence)
    return [clause.strip() for clause in _CLAUSE.split(plain) if clause and clause.strip()]


def span(sentence: str, parts: Sequence[str], first: int, last: int) -> str:
    """The words of a sentence from one of its clauses through another."""
    begin, end = sentence.find(parts[first]), sentence.find(parts[last])
    if begin < 0 or end < begin:
        return " ".join(parts[first : last + 1])
    return sentence[begin : end + len(parts[last])]


def excerpt(text: str) -> str:
    """A quotation for a message: on one line, the beginning left out where it is too long, for a claim stands at the end."""
    plain = plain_text(text, len(text))
    return f"“{plain}”" if len(plain) <= MAX_TEXT else f"“…{plain[-MAX_TEXT:].partition(' ')[2]}”"


def words(clause: str) -> list[str]:
    """The words of a clause in small letters; numbers keep their marks and their percent sign."""
    return [word.rstrip(".,").casefold() for word in _WORD.findall(clause)]


_SUFFIXES: Final = ("nya", "kan", "an", "i")
_PREFIXES: Final = (
    "meng", "meny", "mem", "men", "peng", "peny", "pem", "pen", "ber", "ter", "per", "pel", "me", "pe", "di", "ke", "se",
)  # fmt: skip
_SHORTEST_STEM: Final = 4


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A rough stem, so that ``terakreditasi`` meets ``akreditasi`` and ``kepemilikan`` meets ``memiliki``. Wrong stems only
    make words look alike that are not, which costs a finding and never makes one by itself."""
    if not word.isalpha():
        return word
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST_STEM:
            word = word[: -len(suffix)]
    for _ in range(2):
        for prefix in _PREFIXES:
            if word.startswith(prefix) and len(word) - len(prefix) >= _SHORTEST_STEM:
                word = word[len(prefix) :]
                break
    return word
