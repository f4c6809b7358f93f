"""Faults of the file, the environment or the call. What is wrong *in* a readable workbook is a Finding, never an exception."""


class LkjipError(Exception):
    """Base of every error this package raises on purpose; its text is one Indonesian sentence for the user."""


class RefusedFileError(LkjipError):
    """A file that cannot be examined: broken, hostile, too large, or not a workbook.

    ``code`` is stable and meant for programs (for example ``ZIP_CRC``); ``sentence`` is what the user reads:
    what is the matter and what to do. No content of the file stands in it except a cleaned part or sheet name.
    """

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


class TemplateVersionError(LkjipError):
    """The workbook was made from a template newer than this tool."""


class UsageError(LkjipError):
    """The call makes no sense: output equals input, a missing folder, an unknown option value."""


class MissingExtraError(LkjipError, ImportError):
    """An optional package is needed; the text holds the exact pip command."""


class DiskFullError(LkjipError):
    """The disk of an output is full; what was finished before stays whole."""
