"""The kertas kerja of ``lkjip periksa``: the results of the cross-check as a workbook that a reviewer completes and signs."""
