"""Right: aiohttp; remarks are raised, and so is every status from 400 up.

partial-success: noticed
duplicate-lead: noticed
"""

import asyncio

import aiohttp

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


async def create_lead(fields):
    async with (
        aiohttp.ClientSession(headers=HEADERS, raise_for_status=True) as session,
        session.post(f"{API}/lead", json={"fields": fields}) as answer,
    ):
        created = await answer.json()
    if created["remarks"]:
        raise ValueError(created["remarks"])
    return created["lead_id"]


def test_a_lead_gets_an_id():
    assert asyncio.run(create_lead({"phone": "9876543210", "name": "Asha"}))
