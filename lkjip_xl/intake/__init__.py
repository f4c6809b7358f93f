"""From a hostile file to a Submission: the only place that reads cells of a submitted workbook."""
