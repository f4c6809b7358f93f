"""Every formula of the report, as text and as Python value side by side. Pure: no files, no Excel."""
