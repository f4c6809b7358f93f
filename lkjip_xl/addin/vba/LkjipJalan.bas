Attribute VB_Name = "LkjipJalan"
Option Explicit
Option Private Module
' Menjalankan satu aksi LKjIP dengan Python di luar Excel.
'
' Yang menentukan program mana yang berjalan hanya dua: lkjip.conf milik pengguna dan lembar Setelan pengaya ini.
' Buku kerja yang sedang terbuka hanya menyumbang namanya, sebagai satu argumen yang dikutip.
'
' Fungsi di modul biasa dapat dipanggil dari rumus sel buku kerja mana pun. Karena itu di sini hanya ada fungsi yang
' mengolah teks; semua yang menyentuh komputer berada di kelas LkjipSistem, yang tidak terjangkau dari sel.

Private Const MODUL_PYTHON As String = " -I -X utf8 -m lkjip_xl.addin.pita "
Private Const PASANG_ULANG As String = "Jalankan ""lkjip addin pasang"" pada komputer ini, lalu buka kembali Excel."
Private Const PANGGIL_DOKTER As String = "Jalankan ""lkjip addin dokter"" untuk mengetahui sebabnya."

' Satu-satunya pintu: dipanggil tombol pita dengan nama aksinya.
Public Sub Jalankan(aksi As String, perluBuku As Boolean)
    Dim sistem As LkjipSistem
    Dim buku As String
    Set sistem = New LkjipSistem
    On Error GoTo Gagal
    If Not AksiSah(aksi) Then
        sistem.Beritahu "Tombol ini tidak dikenal."
        Exit Sub
    End If
    If perluBuku And Not AdaBuku() Then
        sistem.Beritahu "Buka dahulu buku kerja LKjIP, lalu tekan tombol ini lagi."
        Exit Sub
    End If
    If AdaBuku() Then buku = ActiveWorkbook.Name
#If Mac Then
    sistem.MulaiLewatAppleScript aksi & vbLf & buku
#Else
    MulaiPython sistem, aksi, buku
#End If
    Exit Sub
Gagal:
    sistem.Beritahu "LKjIP tidak dapat dijalankan: " & Err.Description & vbLf & vbLf & PANGGIL_DOKTER
End Sub

Private Sub MulaiPython(sistem As LkjipSistem, aksi As String, buku As String)
    Dim python As String
    Dim pesan As String
    python = NilaiSetelan(sistem.BacaSetelan(), "interpreter")
    If python = "" Then python = sistem.SetelanPengaya("interpreter")
    If python = "" Then
        sistem.Beritahu "Letak Python untuk LKjIP belum disetel. " & PASANG_ULANG
    ElseIf Not PythonSah(python) Then
        sistem.Beritahu "Letak Python untuk LKjIP tidak sah: " & python & vbLf & vbLf & PASANG_ULANG
    ElseIf Not sistem.AdaBerkas(python) Then
        sistem.Beritahu "Python untuk LKjIP tidak ditemukan: " & python & vbLf & vbLf & PASANG_ULANG
    Else
        pesan = ArtiKode(sistem.Mulai(BuatPerintah(python, aksi, buku, sistem.Jendela()), FolderDari(python)))
        If pesan <> "" Then sistem.Beritahu pesan
    End If
End Sub

Public Function AdaBuku() As Boolean
    AdaBuku = Not (ActiveWorkbook Is Nothing)
End Function

Public Function BuatPerintah(python As String, aksi As String, buku As String, jendela As String) As String
    BuatPerintah = """" & python & """" & MODUL_PYTHON & aksi & " " & KutipArgumen("--wb=" & buku) & _
        " --from_xl=1 --hwnd=" & jendela
End Function

' Satu argumen untuk baris perintah Windows: "\" digandakan di muka tanda kutip, tanda kutip diberi "\".
' "%" dikeluarkan dari kutipan ("%") supaya WScript.Shell tidak pernah melihat %NAMA% yang utuh dan menggantinya.
Public Function KutipArgumen(teks As String) As String
    Dim hasil As String
    Dim huruf As String
    Dim tempat As Long
    Dim miring As Long
    For tempat = 1 To Len(teks)
        huruf = Mid$(teks, tempat, 1)
        If huruf = "\" Then
            miring = miring + 1
        Else
            If huruf = """" Then
                hasil = hasil & Ulang("\", 2 * miring + 1) & huruf
            ElseIf huruf = "%" Then
                hasil = hasil & Ulang("\", 2 * miring) & """%"""
            Else
                hasil = hasil & Ulang("\", miring) & huruf
            End If
            miring = 0
        End If
    Next tempat
    KutipArgumen = """" & hasil & Ulang("\", 2 * miring) & """"
End Function

Private Function Ulang(huruf As String, kali As Long) As String
    Dim ke As Long
    For ke = 1 To kali
        Ulang = Ulang & huruf
    Next ke
End Function

' Nama aksi terdiri atas huruf kecil dan "-" saja, sehingga aman di baris perintah tanpa kutipan.
Public Function AksiSah(aksi As String) As Boolean
    Dim tempat As Long
    For tempat = 1 To Len(aksi)
        If InStr("abcdefghijklmnopqrstuvwxyz-", Mid$(aksi, tempat, 1)) = 0 Then Exit Function
    Next tempat
    AksiSah = Len(aksi) > 0
End Function

' Letak penuh di komputer ini atau di jaringan, tanpa tanda kutip dan "%".
Public Function PythonSah(python As String) As Boolean
    If InStr(python, """") > 0 Or InStr(python, "%") > 0 Then Exit Function
    PythonSah = Mid$(python, 2, 2) = ":\" Or Left$(python, 2) = "\\"
End Function

Public Function FolderDari(jalur As String) As String
    FolderDari = Left$(jalur, InStrRev(jalur, "\"))
End Function

' Nilai pada baris "kunci=nilai" yang pertama; kosong bila tidak ada.
Public Function NilaiSetelan(teks As String, kunci As String) As String
    Dim baris() As String
    Dim ke As Long
    Dim batas As Long
    baris = Split(Replace(teks, vbCr, ""), vbLf)
    For ke = LBound(baris) To UBound(baris)
        batas = InStr(baris(ke), "=")
        If batas > 1 Then
            If LCase$(Trim$(Left$(baris(ke), batas - 1))) = kunci Then
                NilaiSetelan = Trim$(Mid$(baris(ke), batas + 1))
                Exit Function
            End If
        End If
    Next ke
End Function

' Kode keluar Python dalam kata-kata; kosong bila Python sudah mengatakan semuanya.
Public Function ArtiKode(kode As Long) As String
    Select Case kode
        Case 0
            ArtiKode = ""
        Case 3
            ArtiKode = "Tombol ini belum tersedia pada versi lkjip_xl yang terpasang."
        Case Else
            ArtiKode = "LKjIP berhenti sebelum selesai (kode " & CStr(kode) & "). " & PANGGIL_DOKTER
    End Select
End Function
