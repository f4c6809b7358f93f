"""What the reference document prints, and which of its figures are misprints."""
