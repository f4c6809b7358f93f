"""Commands for people who work on the project; none of this ships in the package."""
