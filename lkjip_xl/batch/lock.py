"""One batch an output folder: the journal is locked while it is written. The lock ends with the process, however it ends."""

from __future__ import annotations

import sys
from io import FileIO

if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 40
    """A place no journal reaches: Windows keeps other readers off locked bytes."""

    def lock(stream: FileIO) -> bool:
        """Lock an open file for this process; False where another one has it."""
        place = stream.tell()
        stream.seek(_FAR)
        try:
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            stream.seek(place)
        return True

else:
    import errno
    import fcntl

    def lock(stream: FileIO) -> bool:
        """Lock an open file for this process; False where another one has it. A file system without locks gives none."""
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            return error.errno not in (errno.EAGAIN, errno.EACCES)
        return True
