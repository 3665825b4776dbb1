"""Starts Ralph's learning record store on a port of this machine, its statements in a file.

Run by the Python of the record store's own environment. Ralph 5.0.1 creates that file with the first request
and refuses every later one, for its file backend only creates; told to append, it is what it should be.
"""

from __future__ import annotations

import sys

import uvicorn
from ralph.backends.data.base import BaseOperationType
from ralph.backends.lrs.fs import FSLRSBackend

FSLRSBackend.default_operation_type = BaseOperationType.APPEND
uvicorn.run("ralph.api:app", host="127.0.0.1", port=int(sys.argv[1]))
