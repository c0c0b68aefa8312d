// Every way in which a Node program without packages sends a request; each asks for the field of its own name.
// `node clients.mjs NAME...` tries those, and prints one line of JSON for each; `in:NAME` is what a child does.

import childProcess from 'node:child_process';
import dns from 'node:dns';
import http, { request as namedRequest } from 'node:http';
import http2 from 'node:http2';
import https, { get as namedGet } from 'node:https';
import { createRequire } from 'node:module';
import net from 'node:net';
import tls from 'node:tls';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

const require = createRequire(import.meta.url);
const HERE = fileURLToPath(import.meta.url);
const HOST = 'next.telecrm.in';
const headers = { Authorization: 'Bearer t' };
const path = (name) => `/autoupdate/v2/enterprise/e1/custom-fields/${name}`;
const url = (name) => `https://${HOST}${path(name)}`;
const keeping = new https.Agent({ keepAlive: true, maxSockets: 1 });
const toAProxy = Object.assign(new https.Agent(), { createConnection: () => net.connect(9, '127.0.0.1') });

const fetching = {
  fetch_text: (name) => fetch(url(name), { headers }),
  fetch_url: (name) => fetch(new URL(url(name)), { headers }),
  fetch_request: (name) => fetch(new Request(url(name), { headers })),
  fetch_plain_http: (name) => fetch(`http://${HOST}${path(name)}`, { headers }),
  fetch_other_spelling: (name) => fetch(`https://NEXT.TeleCRM.in:443${path(name)}`, { headers }),
};
const requesting = {
  https_get: (name, back) => https.get(url(name), { headers }, back),
  https_get_url: (name, back) => https.get(new URL(url(name)), { headers }, back),
  https_request: (name, back) => https.request({ hostname: HOST, path: path(name), headers }, back),
  https_host_port: (name, back) => https.request({ host: HOST, port: 443, path: path(name), headers }, back),
  https_no_callback: (name, back) => https.request(url(name), { headers }).on('response', back),
  https_array_headers: (name, back) =>
    https.request({ host: HOST, path: path(name), headers: ['Host', HOST, ...Object.entries(headers).flat()] }, back),
  https_expect: (name, back) => https.request(url(name), { headers: { ...headers, Expect: '100-continue' } }, back),
  https_no_agent: (name, back) => https.get(url(name), { headers, agent: false }, back),
  https_proxy_agent: (name, back) => https.get(url(name), { headers, agent: toAProxy }, back),
  https_keep_alive: (name, back) => https.get(url(name), { headers, agent: keeping }, back),
  https_kept_alive: (name, back) => https.get(url(name), { headers, agent: keeping }, back),
  http_get: (name, back) => http.get({ host: HOST, path: path(name), headers }, back),
  named_get: (name, back) => namedGet(url(name), { headers }, back),
  named_request: (name, back) => namedRequest(`http://${HOST}${path(name)}`, { headers }, back),
  required: (name, back) => require('https').get(url(name), { headers }, back),
};
const connecting = {
  tls_socket: () => tls.connect(443, HOST, { servername: HOST }),
  tls_options: () => tls.connect({ host: HOST, port: 443 }),
  net_socket: () => net.connect(80, HOST),
};
const starting = {
  worker: (name) => new Worker(HERE, { argv: [`in:${name}`], env: {}, stdout: true }).stdout,
  child: (name) => childProcess.spawn(process.execPath, [HERE, `in:${name}`], { env: {} }).stdout,
  forked: (name) => childProcess.fork(HERE, [`in:${name}`], { env: {}, silent: true }).stdout,
};
const refused = {
  http2: () => new Promise((_, reject) => http2.connect(`https://${HOST}`).on('error', reject)),
  through_a_proxy: (name) => http.get({ host: '127.0.0.1', port: 9, path: url(name) }),
  looked_up: () => new Promise((resolve) => dns.lookup(HOST, resolve)),
  looked_up_by_promise: () => dns.promises.resolve4(HOST),
};

const first = (stream) => new Promise((resolve, reject) => stream.once('data', resolve).on('error', reject));
const request = (name) =>
  new Promise((resolve, reject) => {
    const back = (response) => response.resume().on('end', () => resolve(response.statusCode));
    requesting[name](name, back).on('error', reject).end();
  });
const connection = async (name) => {
  const socket = connecting[name]();
  socket.write(`GET ${path(name)} HTTP/1.1\r\nHost: ${HOST}\r\nAuthorization: Bearer t\r\nConnection: close\r\n\r\n`);
  return Number(String(await first(socket)).split(' ')[1]);
};

async function statusOf(name) {
  if (name.startsWith('in:')) return (await fetch(url(name.slice(3)), { headers })).status;
  if (name in fetching) return (await fetching[name](name)).status;
  if (name in requesting) return request(name);
  if (name in connecting) return connection(name);
  if (name in starting) return JSON.parse(await first(starting[name](name))).status;
  if (name !== 'child_sync') return refused[name](name);
  return JSON.parse(childProcess.execFileSync(process.execPath, [HERE, `in:${name}`], { env: {} })).status;
}

for (const name of process.argv.slice(2)) {
  let told;
  try {
    told = { name, status: await statusOf(name) };
  } catch (error) {
    told = { name, error: error.cause?.message ?? error.message };
  }
  console.log(JSON.stringify(told));
}
keeping.destroy();
