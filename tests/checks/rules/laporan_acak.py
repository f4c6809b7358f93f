"""A random office whose figures are plausible and whose prose tells them truly, and ways to make one sentence false."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from lkjip_xl.indonesian import percent_text, rupiah_text
from lkjip_xl.values import Value
from tests.buku import DATA
from tests.pengajuan import Rows

SUBJECTS = (
    "rumah sakit rujukan", "jalan lingkungan", "irigasi sawah", "kawasan kumuh", "pustaka keliling", "koperasi sehat",
    "pasar tradisional", "bendungan kecil", "taman bermain", "angkutan pedesaan", "sampah terpilah", "hutan mangrove",
    "pelabuhan rakyat", "museum sejarah", "sanggar tari",
)  # fmt: skip
MEASURES = ("Persentase", "Indeks mutu", "Jumlah", "Angka kerusakan", "Nilai layanan")
UNITS = ("%", "indeks", "unit", "per 1.000", "nilai")


@dataclass(frozen=True)
class Fact:
    """One indicator as it is."""

    subject: str
    goal: int
    target: float
    actual: float
    before: float
    negative: bool

    @property
    def met(self) -> bool:
        return self.actual <= self.target if self.negative else self.actual >= self.target

    @property
    def exceeded(self) -> bool:
        return self.met and self.actual != self.target

    @property
    def achievement(self) -> float:
        return ((2 * self.target - self.actual) if self.negative else self.actual) / self.target * 100


def random_office(seed: int) -> tuple[dict[str, Rows], list[Fact]]:
    """Records by sheet, prose left out, and the facts."""
    random = Random(seed)
    facts: list[Fact] = []
    data: dict[str, Rows] = {key: [dict(row) for row in rows] for key, rows in DATA.items()}
    for key in ("renstra", "pk", "realisasi", "analisis", "dukungan", "naskah"):
        data[key] = []
    for row, subject in enumerate(random.sample(SUBJECTS, random.randint(3, 8))):
        kind = random.randrange(len(MEASURES))
        fact = _fact(random, subject, 1 + row // 3)
        facts.append(fact)
        _records(data, fact, f"{fact.goal}.{row % 3 + 1}", f"{MEASURES[kind]} {subject}", UNITS[kind])
    weight = round(100 / len(facts), 2)
    for support in data["dukungan"]:
        support["bobot"] = weight
    data["dukungan"][0]["bobot"] = round(100 - weight * (len(facts) - 1), 2)
    return data, facts


def _fact(random: Random, subject: str, goal: int) -> Fact:
    target = round(random.uniform(40, 70), 2)
    actual = target if random.random() < 0.2 else round(target * random.uniform(0.82, 1.18), 2)
    before = round(actual + random.choice((-1, 1)) * random.uniform(1, 15), 2)
    return Fact(subject, goal, target, actual, before, random.random() < 0.3)


def _records(data: dict[str, Rows], fact: Fact, code: str, name: str, unit: str) -> None:
    both: dict[str, Value] = {"kode_indikator": code, "indikator": name}
    goal: dict[str, Value] = {"no_sasaran": fact.goal, "sasaran": f"Sasaran {fact.goal}", "satuan": unit, **both}
    polarity = "Negatif" if fact.negative else "Positif"
    yearly: dict[str, Value] = {f"target_{year}": fact.target + year - 3 for year in range(1, 6)}
    data["renstra"].append({**DATA["renstra"][0], **goal, "polaritas": polarity, **yearly})
    data["pk"].append({**goal, "target_murni": fact.target})
    compared: dict[str, Value] = {"nasional": 50, "label_nasional": "Target Nasional", "sumber_nasional": "Laporan nasional"}
    figures: dict[str, Value] = {"realisasi": fact.actual, "realisasi_n1": fact.before, "realisasi_n2": fact.before - 1}
    data["realisasi"].append({**both, **figures, **compared})
    cause = f"Penyebab pada {fact.subject} telah ditelusuri bersama petugas"
    data["analisis"].append({**both, "penyebab": cause, "solusi": f"Menambah petugas {fact.subject}"})
    data["dukungan"].append({**DATA["dukungan"][0], "kode_indikator": code})


def truths(facts: list[Fact], random: Random) -> list[tuple[str, int | None]]:
    """True sentences, each with the sasaran it stands under (None for the whole office)."""
    found: list[tuple[str, int | None]] = []
    for fact in facts:
        word = "telah melampaui" if fact.exceeded else "telah mencapai" if fact.met else "belum mencapai"
        under = random.choice((None, fact.goal))
        found.append((f"Capaian {fact.subject} sebesar {percent_text(fact.achievement)} {word} target.", under))
        rose = "naik" if fact.actual > fact.before else "turun"
        change = abs(fact.actual - fact.before)
        found.append((f"{fact.subject.capitalize()} {rose} {percent_text(change)} dibandingkan tahun 2023.", fact.goal))
    met = sum(fact.met for fact in facts)
    found.append((f"Dari {len(facts)} indikator, {met} indikator mencapai target, {len(facts) - met} belum.", None))
    mean = sum(fact.achievement for fact in facts) / len(facts)
    found.append((f"Rata-rata capaian kinerja {percent_text(mean)}; pagu {rupiah_text(600_000_000)} terserap 98,33%.", None))
    found.append(("LKjIP tahun 2024 ini memuat capaian Renstra tahun 2022-2026.", None))
    random.shuffle(found)
    return found


def falsehoods(facts: list[Fact], random: Random) -> list[tuple[str, str]]:
    """(sentence, code): one false sentence of each kind that these facts allow."""
    met = [fact for fact in facts if fact.met]
    missed = [fact for fact in facts if not fact.met]
    plain = [fact for fact in facts if fact.met and not fact.exceeded]
    found = [
        ("LKjIP tahun 2022 ini memuat capaian.", "NSK-09"),
        ("Renstra tahun 2021-2026 menjadi acuan.", "NSK-10"),
        (f"Pengukuran terhadap {len(facts) + 1} indikator kinerja utama.", "NSK-11"),
        (f"{len(met) + 1} indikator mencapai target dari semua indikator.", "NSK-04"),
        ("Pagu sebesar Rp 123.456.789.", "NSK-05"),
        ("Penyerapan sebesar 12,3456%.", "NSK-06"),
    ]
    if missed:
        found.append((f"Capaian {random.choice(missed).subject} telah mencapai target.", "NSK-01"))
    if met:
        found.append((f"Capaian {random.choice(met).subject} belum mencapai target.", "NSK-03"))
    if plain:
        found.append((f"Capaian {random.choice(plain).subject} melampaui target.", "NSK-02"))
    fact = random.choice(facts)
    wrong = "turun" if fact.actual > fact.before else "naik"
    found.append((f"{fact.subject.capitalize()} {wrong} {percent_text(abs(fact.actual - fact.before))}.", "NSK-08"))
    return found
