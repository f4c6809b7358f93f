"""The submitted file given back: its faulty cells marked, its computed columns filled. The original is never touched."""
