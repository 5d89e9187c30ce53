"""The fictional partnership: files in publishers' formats, with planted truths that tests find."""

from upriver.demo.files import Truths, write_files

__all__ = ["Truths", "write_files"]
