"""TLS contexts that read their certificates only when they are used.

Reading the certificate authorities takes 19 ms, and ``httpx.post()`` and urllib make a context for each call.
While intercepted, a context made with the defaults puts that off until a connection wants to be wrapped, which an
intercepted one never does. It verifies exactly as strictly: certificates and host names are required from the
start, and until the authorities are read it would accept nobody.
"""

from __future__ import annotations

import os
import ssl
import threading
from functools import cache
from typing import TYPE_CHECKING, Any

from pytest_leads.interception import taps
from pytest_leads.interception.patching import Patch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_COPIED = ("options", "verify_flags", "minimum_version", "maximum_version", "check_hostname", "verify_mode")


_loading = threading.Lock()


class LateContext(ssl.SSLContext):
    """A default client context; ``late`` are the arguments of the call that reads its authorities."""

    late: dict[str, str] | None = None

    def _load(self) -> None:
        with _loading:
            if self.late:
                self.load_verify_locations(**self.late)
            elif self.late is not None:
                self.load_default_certs()
            self.late = None

    def wrap_socket(self, *args: Any, **kwargs: Any) -> ssl.SSLSocket:
        """Wrap a socket, with the authorities read."""
        self._load()
        return super().wrap_socket(*args, **kwargs)

    def wrap_bio(self, *args: Any, **kwargs: Any) -> ssl.SSLObject:
        """Wrap a pair of buffers, with the authorities read."""
        self._load()
        return super().wrap_bio(*args, **kwargs)

    def cert_store_stats(self) -> dict[str, int]:
        """Count the certificates, with the authorities read."""
        self._load()
        return super().cert_store_stats()

    def get_ca_certs(self, *args: Any, **kwargs: Any) -> Any:
        """List the certificates, with the authorities read."""
        self._load()
        return super().get_ca_certs(*args, **kwargs)


@cache
def _template(original: Callable[..., ssl.SSLContext], cafile: str | None, _state: object) -> ssl.SSLContext:
    """Make one context for real: it shows the interpreter's defaults, and that the file can be read."""
    return original(cafile=cafile)


def _state(cafile: str | None) -> object:
    """What would change if the file did, or the variables that OpenSSL finds its own files by."""
    if cafile is None:
        return os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")
    found = os.stat(cafile)  # noqa: PTH116  # a missing file must fail as it would without us
    return found.st_mtime_ns, found.st_size


def _can_be_late(args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
    """Whether a call asks for the defaults, and nobody changed what they are (truststore) or logs keys."""
    plain = not args and kwargs.keys() <= {"cafile"} and isinstance(kwargs.get("cafile"), str | None)
    return plain and ssl.SSLContext is LateContext.__base__ and not os.environ.get("SSLKEYLOGFILE")


def _make(original: Callable[..., ssl.SSLContext]) -> Callable[..., ssl.SSLContext]:
    def create_default_context(*args: Any, **kwargs: Any) -> ssl.SSLContext:
        if not taps.active() or not _can_be_late(args, kwargs):
            return original(*args, **kwargs)
        cafile = kwargs.get("cafile") or None
        template = _template(original, cafile, _state(cafile))
        context = LateContext(ssl.PROTOCOL_TLS_CLIENT)
        for name in _COPIED:
            setattr(context, name, getattr(template, name))
        context.late = {"cafile": cafile} if cafile else {}
        return context

    return create_default_context


def tls_patches() -> Iterable[Patch]:
    """Patches for ``ssl``; ``_create_default_https_context`` is what ``http.client`` calls (3.11 to 3.14)."""
    yield Patch(ssl, "create_default_context", _make)
    if ssl._create_default_https_context is ssl.create_default_context:  # noqa: SLF001  # PEP 476's hook
        yield Patch(ssl, "_create_default_https_context", _make)
