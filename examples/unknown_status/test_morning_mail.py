import asyncio

import pytest

from . import falls_into, repaired


@pytest.mark.parametrize("mail", [falls_into, repaired])
def test_the_mail_greets_the_team(mail):
    assert asyncio.run(mail.morning_mail("team North")).startswith("Good morning, team North! Deals won")
