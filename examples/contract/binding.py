"""The shop's four functions, bound for the contract suite."""

from pytest_leads import Integration

from . import crm


def integration(_api):
    return Integration(create=crm.create, update=crm.update, search=crm.find, search_by_status=crm.find_by_status)
