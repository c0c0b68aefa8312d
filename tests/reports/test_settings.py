"""Values of options and ini keys."""

import pytest

from pytest_leads.errors import UsageError
from pytest_leads.settings import Settings, audit_mode, host_name, seed_number


def test_a_misspelt_audit_mode_is_refused_with_the_nearest():
    with pytest.raises(UsageError, match=r"--leads-audit = 'wran': no such mode; did you mean 'warn'\?"):
        audit_mode("wran", given_by="--leads-audit")


@pytest.mark.parametrize("value", ["-1", "x", "1.5", "", "٣"])
def test_a_seed_is_a_whole_number(value):
    with pytest.raises(UsageError, match="a whole number"):
        seed_number(value, given_by="ini leads_seed")


def test_a_seed_of_absurd_length_is_refused_without_being_repeated():
    assert seed_number("9" * 18, given_by="--leads-seed") == 10**18 - 1
    with pytest.raises(UsageError, match=r"--leads-seed: a number of 5000 digits is too long; at most 18 are taken$"):
        seed_number("9" * 5000, given_by="--leads-seed")


@pytest.mark.parametrize("value", ["a.example.com,b.example.com", "a.example.com,", "*.example.com", "*"])
def test_hosts_are_separated_by_blanks_and_there_are_no_wildcards(value):
    with pytest.raises(UsageError, match="names are separated by blanks, and there are no wildcards"):
        host_name(value, given_by="ini leads_hosts")


@pytest.mark.parametrize("value", ["https://crm.example.com", "crm.example.com:8080", "crm.example.com/v2", "a b", ""])
def test_a_host_is_a_bare_name(value):
    with pytest.raises(UsageError, match="not a host name"):
        host_name(value, given_by="ini leads_hosts")


def test_hosts_are_kept_in_lower_case():
    assert host_name("CRM.Example.com", given_by="ini leads_hosts") == "crm.example.com"


def test_by_default_findings_fail_tests():
    assert Settings().audit == "error"
