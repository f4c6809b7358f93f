"""Pendidikan Umum ASN (section 1.4 A): level of education by sex."""

from lkjip_xl.definition.own_sheets import EDUCATION
from lkjip_xl.tables.pegawai import StaffTable

TABLE = StaffTable(EDUCATION, "PENDIDIKAN UMUM ASN", "PENDIDIKAN", "Pendidikan")
