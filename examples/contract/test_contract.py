import pytest

from pytest_leads import Integration, LeadsContract

from . import crm


class TestCrm(LeadsContract):
    @pytest.fixture
    def integration(self):
        return Integration(create=crm.create, update=crm.update, search=crm.find, search_by_status=crm.find_by_status)
