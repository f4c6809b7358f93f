-- Ditulis oleh "lkjip addin pasang". Excel memanggil "jalankan" bila tombol LKjIP ditekan.
-- Excel hanya mengirim nama aksi dan nama buku kerja; program yang berjalan ditentukan baris berikut.
property penerjemah : {{INTERPRETER}}

on jalankan(pesan)
	set bagian to paragraphs of pesan
	set aksi to item 1 of bagian
	set buku to ""
	if (count of bagian) > 1 then set buku to item 2 of bagian
	set argumen to " -I -X utf8 -m lkjip_xl.addin.pita " & quoted form of aksi
	set argumen to argumen & " " & quoted form of ("--wb=" & buku) & " --from_xl=1 --hwnd=0"
	do shell script "cd / && " & quoted form of penerjemah & argumen & " >/dev/null 2>&1 &"
end jalankan
