"""Sample data, and the script that reads it."""
