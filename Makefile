# lkjip_xl: perintah sehari-hari. `make` atau `make help` menampilkan daftarnya.
#
#   PYTHON=python3.12   interpreter untuk membuat .venv (bawaan: dicari sendiri, 3.11 atau lebih baru)
#   PROSES=4            banyaknya proses pytest (bawaan: 2)
#   UJI=tests/recalc    bagian uji yang dijalankan (bawaan: semua)
#   DETIK=600           lama `make fuzz` (bawaan: 120); SASARAN='isi tandai' bagiannya (bawaan: semua)

SHELL := /bin/bash
.DEFAULT_GOAL := help

VENV ?= .venv
PROSES ?= 2
UJI ?=
DETIK ?= 120
SASARAN ?=
CONTOH := samples/disdukcapil_probolinggo_2024.xlsx
HASIL := hasil/laporan_disdukcapil_probolinggo_2024.xlsx

export PYTHON

# The stamps live inside the environment: delete it and everything is prepared again.
SIAP_PAKAI := $(VENV)/.siap-pakai
SIAP_UJI := $(VENV)/.siap-uji
SIAP_UKUR := $(VENV)/.siap-ukur
SIAP_FUZZ := $(VENV)/.siap-fuzz

$(SIAP_PAKAI): pyproject.toml .ci/siapkan
	@.ci/siapkan venv $(VENV)
	@touch $@

$(SIAP_UJI): pyproject.toml .ci/siapkan
	@.ci/siapkan venv $(VENV) uji
	@touch $(SIAP_PAKAI) $@

$(SIAP_UKUR): $(SIAP_UJI)
	@.ci/siapkan venv $(VENV) ukur
	@touch $@

$(SIAP_FUZZ): $(SIAP_UJI)
	@.ci/siapkan venv $(VENV) fuzz
	@touch $@

.PHONY: help demo test fuzz lint types samples docs bench regenerasi-banding siap siap-fuzz libreoffice clean

help: ## tampilkan daftar perintah ini
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-20s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(SIAP_PAKAI) ## buat laporan contoh Disdukcapil Kota Probolinggo 2024 di folder hasil/
	@mkdir -p $(dir $(HASIL))
	@$(VENV)/bin/lkjip laporan $(CONTOH) -o $(HASIL) --timpa
	@printf '\nHasilnya di: %s\n' '$(abspath $(HASIL))'

test: siap ## siapkan semuanya, lalu jalankan seluruh uji
	$(VENV)/bin/python -m pytest -n $(PROSES) --dist loadgroup $(UJI)

fuzz: $(SIAP_FUZZ) ## cari berkas yang menjatuhkan pembaca dan lanjutannya: make fuzz DETIK=600
	$(VENV)/bin/python -m tests.fuzz.jalankan --detik $(DETIK) $(if $(SASARAN),--sasaran $(SASARAN))

lint: $(SIAP_UJI) ## periksa gaya kode dengan ruff
	$(VENV)/bin/ruff check .

types: $(SIAP_UJI) ## periksa tipe dengan mypy --strict
	$(VENV)/bin/mypy

samples: $(SIAP_UJI) ## bangun ulang buku kerja contoh di samples/
	$(VENV)/bin/python -m tools.regenerate

docs: $(SIAP_UJI) ## bangun ulang templat, kamus data, dan katalog temuan dari schemas/
	$(VENV)/bin/python -m tools.regenerate

bench: $(SIAP_UKUR) ## ukur kecepatan dan tulis docs/kinerja.md
	$(VENV)/bin/python bench/jalankan.py

regenerasi-banding: $(SIAP_UJI) ## pastikan berkas bangkitan sama dengan yang tersimpan
	$(VENV)/bin/python -m tools.regenerate --compare

siap-fuzz: $(SIAP_FUZZ)

siap: $(SIAP_UJI) libreoffice ## siapkan .venv dan LibreOffice untuk uji, tanpa menjalankannya

libreoffice:
	@.ci/siapkan libreoffice

clean: ## hapus .venv dan tembolok; folder hasil/ dibiarkan
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
