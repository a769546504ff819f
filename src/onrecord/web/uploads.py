"""Reads forms that carry files, and keeps the files in a folder until they are read into the case.

Invariant: a file keeps the last part of its name and nothing that could lead out of its folder; what is too large is
refused before all of it has come.
"""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from onrecord.errors import UsageError
from onrecord.web.parameters import LARGEST_FORM

LARGEST_UPLOAD = 500 * 1024**2
"""Bytes of all files of a form together: some thousand saved pages, or an archive of them."""

MOST_FILES = 2_000
MOST_FIELDS = 200
LONGEST_NAME = 200


@asynccontextmanager
async def read_upload(request: Request, most: int = LARGEST_UPLOAD) -> AsyncIterator[FormData]:
    """Give the fields and files of a form; raise UsageError where it has more than `most` bytes, or is none."""
    length = request.headers.get("content-length", "")
    if not length.isdigit() or int(length) > most:
        raise UsageError(f"what is sent has at most {most // 1024**2} MB here")
    try:
        form = await request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=LARGEST_FORM)
    except HTTPException as error:
        raise UsageError(f"the form cannot be read: {error.detail}") from error
    try:
        yield form
    finally:
        await form.close()


def files_of(form: FormData, name: str) -> list[UploadFile]:
    """Return the files of a field; one without a name is a field that was left empty."""
    return [each for each in form.getlist(name) if isinstance(each, UploadFile) and each.filename]


def keep_file(upload: UploadFile, folder: Path) -> Path:
    """Write an uploaded file into the folder and return where; a name that is taken gets a number."""
    written = (upload.filename or "").replace("\\", "/").rpartition("/")[2].replace("\0", "")
    name = written.lstrip(".")[-LONGEST_NAME:] or "page"
    path, number = folder / name, 2
    while path.exists():
        path, number = folder / f"{Path(name).stem} ({number}){Path(name).suffix}", number + 1
    with path.open("wb") as file:
        shutil.copyfileobj(upload.file, file)
    return path
