import asyncio

import pytest

from . import falls_into, repaired


@pytest.mark.parametrize("landing_page", [falls_into, repaired])
def test_a_visitor_who_comes_back_is_thanked_again(landing_page):
    for interest in ("2 BHK", "3 BHK"):
        form = {"name": "Meera Iyer", "phone": "+919812345673", "interest": interest}
        assert asyncio.run(landing_page.send_in(form)) == "/thank-you"
