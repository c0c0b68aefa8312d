"""Landing pages of a property developer: each form that is sent in becomes a lead."""

import os

import aiohttp

LEADS = "https://next.telecrm.in/autoupdate/v2/enterprise/63c8d1e5b94f2a0016d70f58/lead"
HEADERS = {"Authorization": f"Bearer {os.environ.get('CRM_TOKEN', 'landing-token')}"}


async def update(crm: aiohttp.ClientSession, form: dict) -> bool:
    """Write the form to the lead that has its phone number."""
    async with crm.post(f"{LEADS}/search", json={"fields": {"phone": form["phone"]}}) as response:
        response.raise_for_status()
        [lead] = (await response.json())["data"]
    fields = {name: value for name, value in form.items() if name != "phone"}
    async with crm.post(f"{LEADS}/{lead['id']}", json={"fields": fields}) as response:
        return response.ok


async def send_in(form: dict) -> str:
    """The page that the visitor sees next."""
    async with aiohttp.ClientSession(headers=HEADERS) as crm:
        async with crm.post(LEADS, json={"fields": form}) as response:
            known_already = response.status == 409
        saved = await update(crm, form) if known_already else response.ok
        return "/thank-you" if saved else "/sorry"
