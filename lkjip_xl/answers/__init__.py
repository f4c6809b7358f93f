"""How a command answers: words for people at a terminal, JSON for programs."""
