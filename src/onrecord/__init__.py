"""onrecord: who said what, when, and who denies it, each line traceable to the characters it was read from."""

__version__ = "0.1.0"
