"""What a clause claims about a target: reached, exceeded or missed; of whom; or of how many.

Only plain statements about this year's target of an indicator count. Wishes, plans, conditions, other years, and the targets
of others (nasional, RPJMD, anggaran, program) are left alone: a claim not seen costs nothing, a claim wrongly seen costs the
reader's trust.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from lkjip_xl.checks.narrative.numbers import number_at_end
from lkjip_xl.checks.narrative.sentences import word_set


class Kind(Enum):
    """What is claimed. ABOVE and BELOW compare the figure with the target, whatever the polarity."""

    REACHED = "tercapai"
    EXCEEDED = "melampaui"
    MISSED = "belum"
    ABOVE = "di_atas"
    BELOW = "di_bawah"


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim found in a clause. ``everyone`` is True for "semua", ``count`` the number of indicators it is made of."""

    kind: Kind
    everyone: bool = False
    count: int | None = None


_VERBS: Final = {"mencapai": Kind.REACHED, "memenuhi": Kind.REACHED, "melebihi": Kind.EXCEEDED, "melampaui": Kind.EXCEEDED}
_BETWEEN: Final = word_set("seluruh semua angka nilai batas dari kinerja")
"""Words that may stand between the verb and "target"."""
_NEGATIONS: Final = word_set("belum tidak tak gagal kurang bukan")
_ONLY: Final = word_set("hanya saja sekadar sekedar cuma")
_ASSERTIVE: Final = word_set("sudah telah berhasil")
_WISHES: Final = word_set(
    "untuk agar supaya guna akan diharapkan harapan perlu harus rangka upaya berupaya demi ingin bertujuan menuju mendorong "
    "strategi komitmen optimis diupayakan ditargetkan hendak wajib mampu bisa berpotensi memastikan menjamin terus"
)
_CONDITIONS: Final = word_set(
    "jika apabila bila bilamana kalau seandainya andai hampir nyaris mendekati agar supaya apakah kecuali selain mungkin"
)
"""Words that take a statement back, whatever else stands there."""
_OTHER_TARGETS: Final = word_set(
    "nasional provinsi rpjmd rpjmn renstra spm sdgs akhir menengah bulanan triwulan semester pusat kementerian anggaran fisik "
    "keuangan pendapatan retribusi pad belanja pagu serapan penyerapan kegiatan subkegiatan program sub tw1 tw2 tw3 tw4"
)
_PARTS: Final = word_set(
    "kecamatan kelurahan desa puskesmas sekolah wilayah rt rw posyandu unit bidang seksi upt uptd bulan triwulan semester"
)
"""A part of the whole: what holds for one kecamatan need not hold for the indicator."""
_OTHER_TIMES: Final = word_set("lalu sebelumnya mendatang depan berikutnya dulu semula")
_EVERYONE: Final = word_set("semua seluruh seluruhnya semuanya keseluruhan")
_FILLERS: Final = word_set(
    "indikator kinerja utama iku sasaran di antaranya diantaranya sudah telah masih yang dapat berhasil orang buah"
)
_OF_TARGETS: Final = word_set("target target-target indikator kinerja capaian sasaran")
"""What must stand in a clause whose only verb is "tercapai", which many things can be."""
_CLAIM_WORDS: Final = frozenset(_VERBS) | word_set("tercapai target belum")
_FAR: Final = 3
"""Words between a negation and its verb."""


def speaks_of_targets(plain: Sequence[str]) -> bool:
    """True where a clause may hold a claim at all: a quick look before the names are looked for."""
    return not _CLAIM_WORDS.isdisjoint(plain)


def claims(plain: Sequence[str], year: int | None, own: frozenset[str]) -> Iterator[Claim]:
    """The claims of a clause, given as words. ``own`` are words that belong to the names spoken of: they do not turn the
    claim into one about something else."""
    if _speaks_of_others(plain, year, own):
        return
    for place, word in enumerate(plain):
        kind = _kind(plain, place, word)
        if kind is None:
            continue
        before = plain[max(0, place - _FAR) : place]
        negated = any(one in _NEGATIONS for one in before) and not _ONLY.intersection(before)
        asserted = negated or bool(_ASSERTIVE.intersection(before))
        if not asserted and _WISHES.intersection(plain[:place]):
            continue
        everyone = bool(_EVERYONE.intersection(plain[:place])) and not negated
        yield Claim(Kind.MISSED if negated else kind, everyone, _count(plain, place))


def short_missed(plain: Sequence[str]) -> Claim | None:
    """``tiga belum``: the count of those that missed, said without a verb at the end of a clause that follows a claim."""
    if len(plain) >= 2 and plain[-1] == "belum":
        count = _count(plain, len(plain) - 1)
        return Claim(Kind.MISSED, count=count) if count is not None else None
    return None


def _speaks_of_others(plain: Sequence[str], year: int | None, own: frozenset[str]) -> bool:
    told = set(plain) - own
    if told & _CONDITIONS or told & _OTHER_TARGETS or told & _PARTS or told & _OTHER_TIMES:
        return True
    if sum(word in _NEGATIONS for word in plain) > 1:
        return True
    return any(len(word) == 4 and word.isdigit() and word.startswith("20") and int(word) != year for word in plain)


def _kind(plain: Sequence[str], place: int, word: str) -> Kind | None:
    """What the word at this place claims, if anything."""
    if word in _VERBS:
        return _VERBS[word] if _leads_to_target(plain, place + 1) else None
    if word == "tercapai" and _OF_TARGETS.intersection(plain):
        following = plain[place + 1 : place + 3]
        partial = any(one[0].isdigit() for one in following)
        negated = any(one in _NEGATIONS for one in plain[max(0, place - _FAR) : place])
        return Kind.REACHED if negated or not partial else None
    if word in ("dari", "daripada") and _leads_to_target(plain, place + 1) and plain[max(0, place - 2) : place - 1] == ["lebih"]:
        return {"tinggi": Kind.ABOVE, "besar": Kind.ABOVE, "rendah": Kind.BELOW, "kecil": Kind.BELOW}.get(plain[place - 1])
    if word in ("atas", "bawah") and place and plain[place - 1] == "di" and plain[place + 1 : place + 2] == ["target"]:
        return Kind.ABOVE if word == "atas" else Kind.BELOW
    return None


def _leads_to_target(plain: Sequence[str], place: int) -> bool:
    """True where "target" follows, at most two harmless words later."""
    for word in plain[place : place + 3]:
        if word == "target":
            return True
        if word not in _BETWEEN:
            return False
    return False


def _count(plain: Sequence[str], place: int) -> int | None:
    """The number of indicators the claim at this place is made of: ``tiga indikator belum …``."""
    end = place
    while end and (plain[end - 1] in _FILLERS or plain[end - 1] in _NEGATIONS):
        end -= 1
    return number_at_end(plain[:end])
