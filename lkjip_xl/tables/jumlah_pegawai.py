"""Jumlah Pegawai (section 1.4 A of the reference document): PNS/ASN, PPPK, Non ASN by sex."""

from lkjip_xl.definition.own_sheets import STAFF
from lkjip_xl.tables.pegawai import StaffTable

TABLE = StaffTable(STAFF, "JUMLAH PEGAWAI", "PEGAWAI", "Pegawai")
