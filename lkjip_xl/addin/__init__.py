"""LKjIP inside Excel: the add-in file built from source, its installer and doctor, and the program behind its buttons."""
