"""Carrying out what happens to a response on its way (``wire.Delivery``), as each kind of client meets it.

In this process, a client waits as long as it would, with one exception: a wait that would end in the client's own
timeout ends in it at once. An event loop is never held up; other tasks run while one waits.
"""

from __future__ import annotations

import errno
import io
import os
import time
from itertools import batched, chain
from typing import TYPE_CHECKING, Any
