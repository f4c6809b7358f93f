"""``python -m lkjip_xl``: the command line where the command ``lkjip`` is not on the path."""


from lkjip_xl.cli import entry

entry()
