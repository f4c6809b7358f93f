Attribute VB_Name = "LkjipPita"
Option Explicit
' Jawaban atas pita LKjIP: nama setiap prosedur di sini disebut oleh customUI14.xml.
' Modul ini hanya meneruskan. Yang menjalankan Python adalah LkjipJalan.

Private pita As IRibbonUI

Public Sub SaatMuat(ribbon As IRibbonUI)
    Set pita = ribbon
    ThisWorkbook.AwasiExcel
End Sub

Public Sub BolehTekan(control As IRibbonControl, ByRef hasil)
    hasil = AdaBuku()
End Sub

Public Sub Tekan(control As IRibbonControl)
    Jalankan control.Tag, True
End Sub

Public Sub TekanTanpaBuku(control As IRibbonControl)
    Jalankan control.Tag, False
End Sub

' Menyuruh Excel bertanya lagi kepada BolehTekan.
Public Sub SegarkanPita()
    If Not pita Is Nothing Then pita.Invalidate
End Sub
