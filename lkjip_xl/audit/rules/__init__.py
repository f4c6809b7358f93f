"""The rules of audit.md §3, one module per family. A rule looks at a Case and yields findings; it changes nothing."""
