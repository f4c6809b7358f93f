"""The rules for any workbook (audit.md §3: A, B, C, D). A rule looks at a Survey and yields signals; it changes nothing."""
