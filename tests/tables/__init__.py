"""The official tables: what stands where, and from which cells it comes."""
