"""Which indicators a piece of prose names: by the words only their names hold, never by common ones.

Naming takes a short form that stands in capitals (``KTP-el``, ``AKI``), or two words of a name that no other indicator's name
has, or its only such word together with another word of the name. In doubt nothing is named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from lkjip_xl.checks.indicator_join import Indicator
from lkjip_xl.checks.narrative.sentences import stem, word_set, words

_COMMON: Final = frozenset(
    map(
        stem,
        word_set(
            "persentase prosentase presentase jumlah tingkat rata-rata nilai indeks angka rasio cakupan capaian kinerja "
            "indikator target realisasi tahun yang dan atau dengan dari untuk pada terhadap atas oleh dalam sesuai standar kota "
            "kabupaten provinsi daerah dinas badan orang lebih kurang tersebut sebagai secara usia jam hari bulan"
        ),
    )
)
"""Words that tell nothing apart, as stems."""
_SHORT_FORM: Final = re.compile(r"\b[A-Z]{3,}(?:-[A-Za-z]+)?\b")
_SHORTEST: Final = 3


class _Name(NamedTuple):
    """What gives an indicator away: short forms that only it has, stems that only it has, and all stems of its name."""

    short_forms: frozenset[str]
    own: frozenset[str]
    all: frozenset[str]


class Mentions:
    """The names of a submission's indicators, ready to be looked for in prose."""

    def __init__(self, indicators: Sequence[Indicator]) -> None:
        stems = [_stems(_SHORT_FORM.sub(" ", indicator.name)) for indicator in indicators]
        forms = [{form.casefold() for form in _SHORT_FORM.findall(indicator.name)} for indicator in indicators]
        shared = Counter(one for several in stems for one in several)
        shared_forms = Counter(one for several in forms for one in several)
        self._indicators = indicators
        self._names = [
            _Name(
                frozenset(form for form in own_forms if shared_forms[form] == 1),
                frozenset(one for one in own if shared[one] == 1),
                frozenset(own),
            )
            for own, own_forms in zip(stems, forms, strict=True)
        ]
        self._homes: dict[str, list[int]] = {}
        for place, name in enumerate(self._names):
            for key in name.own | name.short_forms:
                self._homes.setdefault(key, []).append(place)

    def named(self, clause: str) -> list[Indicator]:
        """The indicators a clause names, in the order of the submission."""
        plain = words(clause)
        spoken = {stem(word) for word in plain}
        candidates = {place for key in {*spoken, *plain} for place in self._homes.get(key, ())}
        return [self._indicators[place] for place in sorted(candidates) if _is_named(self._names[place], spoken, plain)]


def _stems(name: str) -> set[str]:
    found = {stem(word) for word in words(name)}
    return {one for one in found if one not in _COMMON and (len(one) >= _SHORTEST or "-" in one)}


def _is_named(name: _Name, spoken: set[str], plain: Iterable[str]) -> bool:
    if name.short_forms.intersection(plain):
        return True
    found = name.own & spoken
    if len(found) >= 2:
        return True
    return len(found) == 1 and len(name.own) == 1 and (len(name.all) == 1 or len(name.all & spoken) > 1)
