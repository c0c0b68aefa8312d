"""A façade in front of the Leads API, for the shops of a chain. It hands on what it gets."""

import httpx
from starlette.requests import Request
from starlette.responses import Response

SYNC = "https://next.telecrm.in/autoupdate/v2"
ASYNC = "https://next-api.telecrm.in"
PREFIX = "/crm"
HANDED_ON = ("authorization", "content-type")
HANDED_BACK = ("content-type", "allow")

crm = httpx.AsyncClient()


async def handed_on(request: Request, url: str) -> Response:
    headers = {name: request.headers[name] for name in HANDED_ON if name in request.headers}
    response = await crm.request(request.method, url, headers=headers, content=await request.body())
    kept = {name: response.headers[name] for name in HANDED_BACK if name in response.headers}
    return Response(response.content, response.status_code, kept)


async def app(scope, receive, send):
    request = Request(scope, receive)
    path = scope["raw_path"].decode()
    base = SYNC if path.startswith(f"{PREFIX}/") else ASYNC
    response = await handed_on(request, f"{base}{path.removeprefix(PREFIX)}?{request.url.query}")
    await response(scope, receive, send)
