import pytest
HEAD="import crm, pytest\nfrom pytest_leads import Integration, LeadsContract\n"
CASES={
"module": HEAD+"""
@pytest.fixture(scope="session")
def integration():
    return Integration(update=crm.update)
class TestCrm(LeadsContract):
    pass
class TestOther(LeadsContract):
    pass
""",
"param": HEAD+"""
class TestCrm(LeadsContract):
    @pytest.fixture(params=["good", "bad"])
    def integration(self, request):
        return Integration(update=crm.update if request.param == "good" else crm.update_with_everything)
""",
"nothing": HEAD+"""
class TestCrm(LeadsContract):
    @pytest.fixture
    def integration(self):
        return Integration()
""",
"reported only": HEAD+"""
class TestCrm(LeadsContract):
    @pytest.fixture
    def integration(self):
        return Integration(reported=lambda o: True)
""",
"other": HEAD+"""
class TestCrm(LeadsContract):
    @pytest.fixture
    def integration(self):
        return {"update": crm.update}
""",
"none": HEAD+"""
class TestCrm(LeadsContract):
    @pytest.fixture
    def integration(self):
        pass
""",
"no fixture": HEAD+"""
class TestCrm(LeadsContract):
    pass
""",
"plain method": HEAD+"""
class TestCrm(LeadsContract):
    def integration(self):
        return Integration(update=crm.update)
""",
"signature": HEAD+"""
class TestCrm(LeadsContract):
    @pytest.fixture
    def integration(self):
        return Integration(update=lambda fields: None)
""",
"callable": HEAD+"""
class TestCrm(LeadsContract):
    @pytest.fixture
    def integration(self):
        return Integration(update="crm.update")
""",
"unknown": HEAD+"""
class TestCrm(LeadsContract):
    @pytest.fixture
    def integration(self):
        return Integration(updat=crm.update)
""",
"outside": HEAD+"""
def test_x_update_leaves_out_the_identifier(leads_check):
    leads_check(Integration(update=crm.update))
""",
"own": HEAD+"""
class TestCrm(LeadsContract):
    @pytest.fixture
    def integration(self):
        return Integration(update=crm.update)
    def test_own_update_leaves_out_the_identifier(self):
        crm.post("/lead", {"fields": {"phone": "919876543210", "rating": 9}})
    def test_own2_update_leaves_out_the_identifier(self, leads_check):
        leads_check(Integration(update=crm.update))
""",
"xunit": HEAD+"""
class TestCrm(LeadsContract):
    def setup_method(self):
        self.it = Integration(update=crm.update)
    @pytest.fixture
    def integration(self):
        return self.it
""",
"async fixture": HEAD+"""
import pytest_asyncio
class TestCrm(LeadsContract):
    @pytest_asyncio.fixture
    async def integration(self):
        return Integration(update=crm.update)
""",
"async fixture strict": HEAD+"""
class TestCrm(LeadsContract):
    @pytest.fixture
    async def integration(self):
        return Integration(update=crm.update)
""",
"anyio": HEAD+"""
@pytest.mark.anyio
class TestCrm(LeadsContract):
    @pytest.fixture
    async def integration(self, anyio_backend):
        yield Integration(update=crm.update)
""",
"aiohttp": HEAD+"""
import pytest_asyncio, aiohttp
class TestCrm(LeadsContract):
    @pytest_asyncio.fixture
    async def integration(self):
        async with aiohttp.ClientSession(crm.API, headers=crm.HEADERS) as session:
            async def update(lead_id, fields):
                async with session.post(crm.API+f"/lead/{lead_id}", json={"fields": {k: v for k, v in fields.items() if k != "phone"}}) as r:
                    return await r.json()
            yield Integration(update=update)
""",
"httpx": HEAD+"""
import pytest_asyncio, httpx
class TestCrm(LeadsContract):
    @pytest_asyncio.fixture
    async def integration(self):
        async with httpx.AsyncClient(base_url=crm.API, headers=crm.HEADERS) as session:
            async def update(lead_id, fields):
                r = await session.post(crm.API+f"/lead/{lead_id}", json={"fields": {k: v for k, v in fields.items() if k != "phone"}})
                return r.json()
            yield Integration(update=update)
""",
"raises": HEAD+"""
class TestCrm(LeadsContract):
    @pytest.fixture
    def integration(self):
        raise RuntimeError("no database")
""",
"testfalse": HEAD+"""
class Base(LeadsContract):
    __test__ = False
class TestCrm(Base):
    @pytest.fixture
    def integration(self):
        return Integration(update=crm.update)
""",
"name not Test": HEAD+"""
class CrmContract(LeadsContract):
    @pytest.fixture
    def integration(self):
        return Integration(update=crm.update)
""",
"unittest": HEAD+"""
import unittest
class TestCrm(LeadsContract, unittest.TestCase):
    @pytest.fixture
    def integration(self):
        return Integration(update=crm.update)
""",
"init": HEAD+"""
class TestCrm(LeadsContract):
    def __init__(self):
        self.x = 1
    @pytest.fixture
    def integration(self):
        return Integration(update=crm.update)
""",
"override fixture args": HEAD+"""
class TestCrm(LeadsContract):
    @pytest.fixture
    def integration(self, leads_api):
        assert leads_api.workspace is not None
        crm.API = leads_api.sync_url + "/enterprise/" + leads_api.enterprise_id
        return Integration(update=crm.update)
""",
"pytestmark override": HEAD+"""
class TestCrm(LeadsContract):
    pytestmark = pytest.mark.skipif(False, reason="x")
    @pytest.fixture
    def integration(self):
        return Integration(update=crm.update)
""",
"pytestmark override2": HEAD+"""
class TestCrm(LeadsContract):
    pytestmark = []
    @pytest.fixture
    def integration(self):
        crm.post("/lead", {"fields": {"phone": "919876543210", "name": "A"}})
        return Integration(update=crm.update)
""",
"param test class": HEAD+"""
@pytest.mark.parametrize("x", [1, 2])
class TestCrm(LeadsContract):
    @pytest.fixture
    def integration(self, x):
        return Integration(update=crm.update)
""",
}
@pytest.mark.parametrize("c", CASES)
def test_x(project, c):
    project.write(CASES[c])
    r = project.run("-p", "no:httpx")
    print("RET", r.ret)
