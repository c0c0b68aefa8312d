"""Leads that fixtures of wider scope make: in every workspace after them, for as long as the fixture lives."""

WIDE = """
import crm, pytest


def lead(phone):
    return crm.create(phone=phone).json()["lead_id"]


def is_there(lead_id):
    return crm.update(lead_id, name="Asha").status_code == 200
"""


def test_a_module_may_use_its_lead_in_its_own_teardown(shop):
    shop.makepyfile(
        WIDE
        + """
def setup_module(module):
    module.lead_id = lead("9876543210")

def teardown_module(module):
    assert is_there(module.lead_id)

def test_uses_it():
    assert is_there(lead_id)

def test_does_nothing():
    pass
"""
    )
    shop.runpytest("--leads").assert_outcomes(passed=2)


def test_a_session_fixture_that_came_later_outlives_the_module_fixture(shop):
    shop.makepyfile(
        made=WIDE
        + """
@pytest.fixture(scope="session")
def whole():
    lead_id = lead("9876543210")
    yield lead_id
    assert is_there(lead_id)

@pytest.fixture(scope="module")
def part():
    return lead("9876543211")
""",
        test_a="def test_1(part): pass\ndef test_2(whole): pass",
        test_b="""
            from made import is_there, lead

            def test_3(whole):
                assert is_there(whole)

            def test_4():
                assert lead("9876543211")
        """,
    )
    shop.makeconftest("from made import whole, part")
    shop.runpytest("--leads").assert_outcomes(passed=4)


def test_a_class_fixture_ends_before_the_module_fixture_that_came_after_it(shop):
    shop.makepyfile(
        WIDE
        + """
@pytest.fixture(scope="class")
def narrow():
    return lead("9876543210")

@pytest.fixture(scope="module")
def wide():
    return lead("9876543211")

class TestA:
    def test_1(self, narrow):
        pass

    def test_2(self, wide):
        pass

def test_3(wide):
    assert is_there(wide)
    assert lead("9876543210")
"""
    )
    shop.runpytest("--leads").assert_outcomes(passed=3)


def test_what_a_test_made_before_the_fixture_came_stays_its_own(shop):
    shop.makepyfile(
        WIDE
        + """
@pytest.fixture(scope="module")
def late():
    return lead("9876543211")

def test_1(request):
    assert lead("9876543210")
    request.getfixturevalue("late")

def test_2(late):
    assert lead("9876543210")
    assert is_there(late)
"""
    )
    shop.runpytest("--leads").assert_outcomes(passed=2)


def test_a_test_with_a_workspace_of_its_own_has_the_lead_too(shop):
    shop.makepyfile(
        WIDE
        + """
@pytest.fixture(scope="session")
def whole():
    return lead("9876543210")

@pytest.mark.leads(workspace={"date_format": "YYYY-MM-DD"})
def test_1(whole):
    assert is_there(whole)

def test_2(whole):
    assert is_there(whole)
"""
    )
    shop.runpytest("--leads").assert_outcomes(passed=2)


def test_a_fixture_that_outlives_the_marked_test_is_still_answered(shop):
    shop.makepyfile(
        WIDE
        + """
@pytest.fixture(scope="module")
def part():
    lead_id = lead("9876543210")
    yield
    assert is_there(lead_id)

@pytest.mark.leads
def test_marked(part):
    pass

def test_unmarked():
    pass
"""
    )
    shop.runpytest().assert_outcomes(passed=2)


def test_a_parametrised_fixture_gives_up_its_lead_with_each_parameter(shop):
    shop.makepyfile(
        WIDE
        + """
@pytest.fixture(scope="module", params=[1, 2])
def each(request):
    lead_id = lead("9876543210")
    yield lead_id
    assert is_there(lead_id)

def test_1(each):
    assert is_there(each)
"""
    )
    shop.runpytest("--leads").assert_outcomes(passed=2)
