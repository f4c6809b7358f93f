"""``python -m lkjip_xl``: the command line where the command ``lkjip`` is not on the path."""

import sys

from lkjip_xl.cli import main

sys.exit(main())
