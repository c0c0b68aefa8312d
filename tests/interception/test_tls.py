from __future__ import annotations

import ssl

import httpx
import pytest

from pytest_leads.interception.tls import LateContext

ATTRIBUTES = ("options", "verify_flags", "verify_mode", "check_hostname", "minimum_version", "maximum_version")


@pytest.fixture
def no_variables(monkeypatch):
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("no_variables")
def test_a_late_context_is_as_strict_as_the_real_one(request):
    real = ssl.create_default_context()
    request.getfixturevalue("tapped")
    late = ssl.create_default_context()
    assert isinstance(late, LateContext)
    assert [getattr(late, name) for name in ATTRIBUTES] == [getattr(real, name) for name in ATTRIBUTES]
    assert late.verify_mode is ssl.CERT_REQUIRED


@pytest.mark.usefixtures("no_variables", "tapped")
def test_a_late_context_reads_its_authorities_before_it_wraps_anything():
    import certifi

    late = ssl.create_default_context(cafile=certifi.where())
    assert late.late == {"cafile": certifi.where()}
    late.wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), server_hostname="example.org")
    assert late.late is None
    assert late.cert_store_stats()["x509_ca"] > 50
    assert len(ssl.create_default_context(cafile=certifi.where()).get_ca_certs()) > 50


@pytest.mark.usefixtures("tapped")
def test_no_two_clients_share_a_context():
    with httpx.Client() as first, httpx.Client() as second:
        contexts = [client._transport._pool._ssl_context for client in (first, second)]  # noqa: SLF001  # no public name
    assert contexts[0] is not contexts[1]


@pytest.mark.usefixtures("tapped")
def test_a_bad_file_of_authorities_fails_where_it_did_before(tmp_path):
    with pytest.raises(FileNotFoundError):
        ssl.create_default_context(cafile=str(tmp_path / "none.pem"))
    bad = tmp_path / "bad.pem"
    bad.write_text("nonsense")
    with pytest.raises(ssl.SSLError):
        ssl.create_default_context(cafile=str(bad))


@pytest.mark.usefixtures("tapped")
def test_a_context_that_is_not_the_default_is_made_at_once():
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    assert type(context) is ssl.SSLContext
    assert context.verify_mode is ssl.CERT_NONE


def test_contexts_are_real_without_an_interception():
    assert type(ssl.create_default_context()) is ssl.SSLContext
