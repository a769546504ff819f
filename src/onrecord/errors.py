"""The whole exception tree, grouped by what the caller can do about it.

OnRecordError
├── InputError        what was given cannot be read at all: fix the path or the file (exit code 2)
│   ├── UsageError    the arguments contradict each other
│   └── CaseError     the case file is corrupt, newer than this program, or no case
├── StorageError      the case could not be written (disk full, read-only): free space and run again (exit code 2)
├── WorkerError       no worker process could be started (memory, processes): close programs, run again (exit code 2)
└── PageError         one page cannot be processed: stored as a failure, the rest goes on (exit code 1)
"""


class OnRecordError(Exception):
    """Root of every error this package raises on purpose."""


class InputError(OnRecordError):
    """What was given cannot be read at all."""


class UsageError(InputError):
    """The arguments contradict each other or name nothing."""


class CaseError(InputError):
    """The case file is corrupt, newer than this program, or not a case."""


class StorageError(OnRecordError):
    """The case could not be written; what was already there is kept."""


class WorkerError(OnRecordError):
    """No worker process could be started; what was finished is kept."""


class PageError(OnRecordError):
    """One page cannot be processed.

    Args:
        stage: the stage that gave up: `sources`, `clean`, `read` or `resolve`.
        code: a short machine word, the same for the same cause: `empty`, `too_large`, `binary`, `encoding`, …
        detail: what a person needs to know, naming the file and the cause.
    """

    def __init__(self, stage: str, code: str, detail: str) -> None:
        super().__init__(detail)
        self.stage = stage
        self.code = code
        self.detail = detail

    def __reduce__(self) -> tuple[type["PageError"], tuple[str, str, str]]:
        return (type(self), (self.stage, self.code, self.detail))
