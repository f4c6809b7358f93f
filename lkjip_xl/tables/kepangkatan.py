"""Data Kepangkatan ASN (section 1.4 A): golongan IV to I and PPPK classes by sex."""

from lkjip_xl.definition.own_sheets import RANKS
from lkjip_xl.tables.pegawai import StaffTable

TABLE = StaffTable(RANKS, "DATA KEPANGKATAN ASN", "KEPANGKATAN", "Kepangkatan")
