"""What the prose of a report claims: sentences, the indicators they name, claims about targets, figures."""
