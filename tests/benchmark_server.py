"""Prints how many requests a second the loopback server answers, beside others; and holds it under load for a while.

Run it with ``tox run -e bench-server``; asserts nothing but that no request is lost under load. Every server answers
the same bytes to an ``httpx.Client`` with keep-alive; they are measured in turn, and the median of the rounds is shown.
``tox run -e bench-server -- 60`` is the load alone, for so many seconds.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import statistics
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx

from pytest_leads.doors.connection import Connection
from pytest_leads.doors.loopback import loopback
from pytest_leads.journal import Exchange
from pytest_leads.serving import serve
from pytest_leads.wire import Answer, Response
from pytest_leads.workspace.lead import Lead

ROUNDS, CALLS = 15, 200
CONNECTIONS = 64
PATH = "/autoupdate/v2/enterprise/e1/lead"
SENT = json.dumps({"fields": {"phone": "9876543210", "note": "x" * 440}}).encode()
TOLD = json.dumps({"lead_id": "64f1a2b3c4d5e6f708192a3b", "note": "x" * 500}).encode()
JSON = "application/json; charset=utf-8"


@contextmanager
def ours():
    answer = Answer(Response(201, (("Content-Type", JSON),), TOLD))
    with loopback(lambda _: answer) as server:
        yield server.port


@contextmanager
def simulator():
    with serve() as served:
        yield int(served.url.rpartition(":")[2])


class Buffered(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_POST(self):  # http.server's name
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response_only(201)
        self.send_header("Content-Type", JSON)
        self.send_header("Content-Length", str(len(TOLD)))
        self.end_headers()
        self.wfile.write(TOLD)


@contextmanager
def http_server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Buffered) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield server.server_address[1]
        server.shutdown()


@contextmanager
def uvicorn_httptools():
    import uvicorn

    async def app(scope, receive, send):
        if scope["type"] == "http":
            while (await receive()).get("more_body"):
                pass
            headers = [(b"content-type", JSON.encode()), (b"content-length", b"%d" % len(TOLD))]
            await send({"type": "http.response.start", "status": 201, "headers": headers})
            await send({"type": "http.response.body", "body": TOLD})

    config = uvicorn.Config(
        app, port=0, http="httptools", lifespan="off", log_config=None, access_log=False, date_header=False
    )
    server = uvicorn.Server(config)
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.01)  # uvicorn has no call that waits until it listens
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True


@contextmanager
def aiohttp_web():
    from aiohttp import web

    async def answer(request):
        await request.read()
        return web.Response(status=201, body=TOLD, headers={"Content-Type": JSON})

    async def start():
        app = web.Application()
        app.router.add_post(PATH, answer)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        return site._server.sockets[0].getsockname()[1]  # noqa: SLF001  # there is no other way to learn the port

    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    yield asyncio.run_coroutine_threadsafe(start(), loop).result()
    loop.call_soon_threadsafe(loop.stop)


SERVERS = {
    "pytest-leads, the same bytes": ours,
    "uvicorn with httptools": uvicorn_httptools,
    "aiohttp.web": aiohttp_web,
    "ThreadingHTTPServer, buffered": http_server,
    "pytest-leads, the simulator searching": simulator,
}


@contextmanager
def in_a_process(name):
    """The port of a server in a process of its own."""
    command = [sys.executable, __file__, "serve", name]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield int(process.stdout.readline())
        process.stdin.close()
        process.terminate()


def rate(client, port, name):
    search = SERVERS[name] is simulator
    url = f"http://127.0.0.1:{port}{PATH}{'/search' if search else ''}"
    body = b'{"fields":{"phone":"9876543210"}}' if search else SENT
    headers = {"Content-Type": "application/json", "Authorization": "Bearer t"}
    start = time.perf_counter()
    for _ in range(CALLS):
        assert client.post(url, content=body, headers=headers).is_success
    return CALLS / (time.perf_counter() - start)


def throughput(where, place):
    with ExitStack() as stack:
        ports = {name: stack.enter_context(where(name)) for name in SERVERS}
        clients = {name: stack.enter_context(httpx.Client()) for name in SERVERS}
        rounds = [{name: rate(clients[name], port, name) for name, port in ports.items()} for _ in range(ROUNDS + 1)]
    rates = {name: [one[name] for one in rounds[1:]] for name in SERVERS}
    others = list(SERVERS)[1:4]
    best = [max(kind(rates[name]) for name in others) for kind in (statistics.median, max)]
    for name in SERVERS:
        median, most = statistics.median(rates[name]), max(rates[name])
        print(
            f"{place}: {name:<38} median {median:5.0f}/s, {median / best[0]:4.2f} of the best other; "
            f"best round {most:5.0f}/s, {most / best[1]:4.2f}"
        )


class Load:
    """Connections that create leads one after another, no number twice, and count the answers."""

    def __init__(self, port):
        self.port = port
        self.created = 0
        self.errors = []

    async def run(self, seconds):
        until = time.monotonic() + seconds
        await asyncio.gather(*(self._one(number, until) for number in range(CONNECTIONS)))

    async def _one(self, number, until):
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            serial = 0
            while time.monotonic() < until:
                serial += 1
                body = b'{"fields":{"phone":"9%02d%07d"}}' % (number + 10, serial)
                await self._create(reader, writer, body)
            writer.close()
            await writer.wait_closed()
        except (OSError, asyncio.IncompleteReadError, ValueError) as error:
            self.errors.append(repr(error))

    async def _create(self, reader, writer, body):
        head = f"POST {PATH} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer t\r\nContent-Type: application/json\r\n"
        writer.write(head.encode() + b"Content-Length: %d\r\n\r\n" % len(body) + body)
        answer = await reader.readuntil(b"\r\n\r\n")
        length = int(answer.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
        content = await reader.readexactly(length)
        if not answer.startswith(b"HTTP/1.1 201 "):
            raise ValueError(content)
        self.created += 1


def resident():
    """Megabytes of memory in use, where the system tells."""
    status = Path("/proc/self/status")
    return int(status.read_text().partition("VmRSS:")[2].split()[0]) / 1024 if status.exists() else 0.0


def alive(*types):
    """How many objects of these types there are."""
    gc.collect()
    return sum(isinstance(thing, types) for thing in gc.get_objects())


def sockets():
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.exists() else 0


def settle(threads):
    """Wait until there are no more threads than this, for five seconds at most."""
    until = time.monotonic() + 5
    while threading.active_count() > threads and time.monotonic() < until:
        time.sleep(0.01)


def under_load(seconds):
    """Sixty-four connections at once: what the clients counted, what the journal did, and what is left afterwards."""
    with serve() as served:
        httpx.get(f"{served.control_url}/clock")  # all of the server is there after its first answer
        settle(2)
        before = threading.active_count(), sockets(), resident()
        port = served.url.rpartition(":")[2]
        command = [sys.executable, __file__, "load", port, str(seconds)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            samples = []
            while process.poll() is None:
                samples.append((len(served.journal), threading.active_count(), sockets(), resident()))
                time.sleep(min(seconds / 6, 10))
            told = json.loads(process.stdout.read())
        settle(before[0])
        after = threading.active_count(), sockets(), resident()
        exchanges, leads = len(served.journal), len(served.workspace.leads)
    del served
    left = alive(Exchange, Lead, Connection)
    return {
        "seconds": seconds,
        **told,
        "exchanges": exchanges,
        "leads": leads,
        "per second": round(told["created"] / seconds),
        "threads before and after": [before[0], after[0]],
        "sockets before and after": [before[1], after[1]],
        "MB before and after": [round(mb, 1) for mb in (before[2], after[2])],
        "exchanges, leads and connections in memory at the end": left,
        "samples (exchanges, threads, sockets, MB)": [[*s[:3], round(s[3], 1)] for s in samples],
    }


def main(arguments):
    if arguments[:1] == ["serve"]:
        with SERVERS[arguments[1]]() as port:
            print(port, flush=True)
            sys.stdin.read()
            os._exit(0)
    elif arguments[:1] == ["load"]:
        load = Load(int(arguments[1]))
        asyncio.run(load.run(float(arguments[2])))
        print(json.dumps({"created": load.created, "errors": load.errors[:5]}))
    elif arguments:
        told = under_load(float(arguments[0]))
        for name, value in told.items():
            print(f"{name}: {value}")
        assert not told["errors"]
        assert told["created"] == told["exchanges"] == told["leads"] > 0
        assert told["exchanges, leads and connections in memory at the end"] == 0
    else:
        print(f"Python {sys.version.split()[0]}, medians of {ROUNDS} rounds of {CALLS} requests")
        throughput(lambda name: SERVERS[name](), "same process")
        throughput(in_a_process, "own process ")


if __name__ == "__main__":
    main(sys.argv[1:])
