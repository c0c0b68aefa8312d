'use strict';
// Loaded into every Node program that `pytest-leads run` starts, by NODE_OPTIONS=--require. What the program sends to
// a Leads host goes to the server on loopback: connections are made to it instead, without TLS, so every client is
// reached, and Host header, path and cookies stay as they are. Other hosts are not touched. A request carries, in
// private headers that the server takes off, the line of the program that sent it.

const { AsyncLocalStorage } = require('node:async_hooks');
const childProcess = require('node:child_process');
const diagnostics = require('node:diagnostics_channel');
const dns = require('node:dns');
const fs = require('node:fs');
const http = require('node:http');
const https = require('node:https');
const Module = require('node:module');
const net = require('node:net');
const tls = require('node:tls');
const { fileURLToPath } = require('node:url');
const workerThreads = require('node:worker_threads');

const INSTALLED = Symbol.for('pytest-leads.run');
const TOLD = 'PYTEST_LEADS_RUN';
const FRAMES = 100;
/** `    at async name (/path/of/file.js:12:5)`; name and brackets may be missing, and the path may be a URL. */
const FRAME = /^ *at (?:async )?(?:(.*?) \()?((?:file:\/\/|[a-z]:[\\/]|\/)(?:(?!\), ).)*?):(\d+):\d+\)?$/i;

const told = process.env[TOLD] ? JSON.parse(process.env[TOLD]) : null;

function isLeads(name) {
  return typeof name === 'string' && told.hosts.includes(name.toLowerCase().replace(/\.$/, ''));
}

// Errors

/** A request that cannot be redirected: it is told of at once, noted for the report, and never sent. */
function refusal(name, why) {
  const text = `a request to the Leads host '${name}' was stopped: ${why}`;
  try {
    fs.appendFileSync(told.notes, `${JSON.stringify({ refused: text })}\n`);
  } catch {
    // The run has ended, and nobody reads any more.
  }
  process.stderr.write(`pytest-leads run: ${text}\n`);
  return Object.assign(new Error(`pytest-leads run: ${text}`), { code: 'ELEADSREFUSED' });
}

// Where a request comes from

/**
 * Who sends, as the private headers carry it: the innermost line of the program's own code (empty if there is none on
 * the stack), and the outermost package on the way from there; `fallback` is the client where there is none.
 */
function sender(fallback) {
  const frames = stack();
  const own = frames.findIndex(({ file }) => packageOf(file) === undefined);
  const packages = frames.slice(0, own < 0 ? frames.length : own).map(({ file }) => packageOf(file));
  const { file, line, name } = frames[own] ?? {};
  return {
    client: packages.at(-1) ?? fallback,
    line: file === undefined ? '' : [file, line, name].map(encodeURIComponent).join(':'),
  };
}

/** Frames in files, innermost first, without those of Node and of this file. */
function stack() {
  const { stackTraceLimit } = Error;
  try {
    Error.stackTraceLimit = FRAMES;
    // As text: it is what Node and test runners put source maps to use in, so that TypeScript has its own lines.
    return String(new Error().stack).split('\n').map(frameOf).filter((frame) => frame && frame.file !== __filename);
  } catch {
    return []; // Error is frozen, or a file has a name that is none
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function frameOf(text) {
  const [, name, place, line] = FRAME.exec(text) ?? [];
  if (place === undefined) return undefined;
  return {
    name: name?.replace(/^new |^Object\.| \[as .*\]$/g, '') || '<anonymous>',
    file: place.startsWith('file:') ? fileURLToPath(place) : place,
    line,
  };
}

function packageOf(file) {
  return /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(file)?.[1];
}

// Connections

function socketToServer(options = {}) {
  const { highWaterMark, keepAlive, keepAliveInitialDelay, noDelay, signal, timeout } = options;
  const socket = new net.Socket({ highWaterMark, signal });
  if (timeout) socket.setTimeout(timeout);
  return connectSocket.call(socket, { host: told.host, port: told.port, keepAlive, keepAliveInitialDelay, noDelay });
}

const connectSocket = net.Socket.prototype.connect;

/** Redirect what is not encrypted; an encrypted connection comes here only past `tls.connect`. */
function connect(...given) {
  const [options, callback] = Array.isArray(given[0]) ? given[0] : normalised(given);
  const name = [options.host, options.servername].find(isLeads);
  if (!name) return connectSocket.apply(this, given);
  if (this.encrypted) throw refusal(name, 'its TLS connection cannot be redirected');
  const there = { ...options, host: told.host, port: told.port };
  delete there.lookup;
  return connectSocket.call(this, there, ...(callback ? [callback] : []));
}

/** Options and callback of `connect(options[, callback])` or `connect(port[, host][, options][, callback])`. */
function normalised(given) {
  const callback = typeof given.at(-1) === 'function' ? given.at(-1) : null;
  const positional = typeof given[1] === 'string' ? { host: given[1] } : {};
  const options = given.find((one) => one !== null && typeof one === 'object') ?? {};
  return [{ ...positional, ...options }, callback];
}

const connectTls = tls.connect;

/** A plain connection in place of one with TLS, which looks as if it had been verified. */
function connectWithoutTls(...given) {
  const [options, callback] = normalised(given);
  const name = [options.servername, options.host].find(isLeads);
  if (!name) return connectTls.apply(this, given);
  const protocols = options.ALPNProtocols;
  if (Array.isArray(protocols) && protocols.length > 0 && protocols.every((one) => String(one) === 'h2')) {
    throw refusal(name, 'it is HTTP/2, which the server does not speak; use HTTP/1.1');
  }
  options.socket?.destroy(); // the tunnel through a proxy: nothing is to go that way
  const socket = socketToServer(options);
  Object.assign(socket, {
    alpnProtocol: false,
    authorized: true,
    authorizationError: null,
    encrypted: true,
    getCipher: () => ({ name: 'none', standardName: 'none', version: 'none' }),
    getPeerCertificate: () => ({}),
    getProtocol: () => null,
    getSession: () => undefined,
    isSessionReused: () => false,
    servername: name,
    setSession: () => {},
  });
  if (callback) socket.once('secureConnect', callback);
  socket.once('connect', () => socket.emit('secureConnect'));
  return socket;
}

/** A name that is looked up is one that is to be connected to by its number, past everything here. */
function guardLookUps(of, names) {
  for (const name of names) {
    const original = of[name];
    if (typeof original !== 'function') continue;
    replace(of, name, function lookUp(host, ...rest) {
      if (isLeads(host)) throw refusal(host, 'its address was asked for, and what is sent to a bare address is not seen');
      return original.call(this, host, ...rest);
    });
  }
}

// Headers

const senders = new WeakMap(); // of requests that exist, and `current` of the one that is being made
let current;

/** Note where a request is made: its head may be written much later, when no code of the program is on the stack. */
function watchRequests(of, client) {
  for (const name of ['request', 'get']) {
    const original = of[name];
    replace(of, name, function request(...given) {
      if (!given.some(mentionsLeads)) return original.apply(this, given);
      const before = current;
      current = sender(client);
      try {
        const made = original.apply(this, given.map(withoutProxy));
        senders.set(made, current);
        return made;
      } finally {
        current = before;
      }
    });
  }
}

/** Options with the usual agent in place of one that connects in a way of its own, to a proxy say; mocks may stay. */
function withoutProxy(given) {
  const agent = given?.agent;
  if (agent === null || typeof agent !== 'object') return given;
  const usual = [http.Agent.prototype.createConnection, https.Agent.prototype.createConnection];
  const isUsual = agent.createSocket === http.Agent.prototype.createSocket && usual.includes(agent.createConnection);
  return isUsual || isMock(agent) ? given : { ...given, agent: undefined };
}

/** The agent of msw and nock is a `MockAgent` or a `MockHttpsAgent`; what it does not answer comes to `connect` here. */
function isMock(agent) {
  return agent instanceof http.Agent && /mock/i.test(agent.constructor?.name);
}

function mentionsLeads(given) {
  if (given === null || !['string', 'object'].includes(typeof given)) return false;
  const texts = typeof given === 'string' ? [given] : [given.href, given.hostname, given.host, given.path];
  return texts.some((text) => typeof text === 'string' && told.hosts.some((host) => text.toLowerCase().includes(host)));
}

/** Write the private headers into the head of a request to a Leads host; refuse one that is meant for a proxy. */
function watchHeads() {
  const original = http.OutgoingMessage.prototype._storeHeader;
  http.OutgoingMessage.prototype._storeHeader = function storeHeader(firstLine, headers) {
    if (!(this instanceof http.ClientRequest)) return original.call(this, firstLine, headers);
    const asked = /^(?:https?:\/\/)?([^/:]+)/i.exec(/^https?:/i.test(this.path) || this.method === 'CONNECT' ? this.path : '');
    if (asked && isLeads(asked[1]) && !isLeads(this.host)) {
      throw refusal(asked[1], `it was to go through the proxy ${this.host}`);
    }
    if (!isLeads(this.host)) return original.call(this, firstLine, headers);
    const { client, line } = senders.get(this) ?? current ?? sender('node:http');
    const own = `X-Leads-Client: ${client}\r\nX-Leads-Origin: ${line}\r\n`;
    return original.call(this, firstLine + own, headers);
  };
}

/** `fetch`, and undici from npm: the line is kept over the awaits between the call and the request. */
function watchFetch() {
  const calls = new AsyncLocalStorage();
  const original = globalThis.fetch;
  if (typeof original === 'function') {
    replace(globalThis, 'fetch', function fetch(input, init) {
      const url = typeof input === 'object' && input !== null && 'url' in input ? input.url : String(input);
      const call = () => original.call(this, input, init);
      return mentionsLeads(url) ? calls.run(sender('fetch'), call) : call();
    });
  }
  diagnostics.channel('undici:request:create').subscribe(({ request }) => {
    if (!isLeads(hostOf(request.origin))) return;
    const { client, line } = calls.getStore() ?? sender('undici');
    request.addHeader('X-Leads-Client', client);
    request.addHeader('X-Leads-Origin', line);
  });
}

function hostOf(url) {
  try {
    return new URL(String(url)).hostname;
  } catch {
    return '';
  }
}

// Children

/** An environment with what a child needs of ours, even if the program makes one of its own. */
function withOurs(env) {
  const joined = Object.entries(told.passed_on).map(([name, [ours, separator]]) => {
    const own = env[name] === undefined ? '' : String(env[name]);
    return [name, own.includes(ours) ? own : [ours, own].filter(Boolean).join(separator)];
  });
  return { [TOLD]: JSON.stringify(told), ...env, ...Object.fromEntries(joined) };
}

function passOnToChildren() {
  const spawn = childProcess.ChildProcess.prototype.spawn;
  childProcess.ChildProcess.prototype.spawn = function spawnWithOurs(options) {
    const given = options?.envPairs;
    if (Array.isArray(given)) {
      const env = Object.fromEntries(given.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
      options.envPairs = Object.entries(withOurs(env)).map(([name, value]) => `${name}=${value}`);
    }
    return spawn.call(this, options);
  };
  for (const name of ['spawnSync', 'execSync', 'execFileSync']) {
    const original = childProcess[name];
    replace(childProcess, name, function sync(...given) {
      return original.apply(this, given.map((one) => (one?.env ? { ...one, env: withOurs(one.env) } : one)));
    });
  }
  workerThreads.Worker = class Worker extends workerThreads.Worker {
    constructor(file, options = {}) {
      const own = options.env && typeof options.env === 'object';
      super(file, own ? { ...options, env: withOurs(options.env) } : options);
    }
  };
}

// All together

/** Put a function in another's place, under its name and with its other properties. */
function replace(of, name, by) {
  const original = of[name];
  for (const key of Reflect.ownKeys(original)) {
    const described = Object.getOwnPropertyDescriptor(original, key);
    if (key !== 'prototype') Object.defineProperty(by, key, { ...described, configurable: true });
  }
  of[name] = by;
}

function install() {
  net.Socket.prototype.connect = connect;
  replace(tls, 'connect', connectWithoutTls);
  guardLookUps(dns, ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveAny']);
  guardLookUps(dns.promises, ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveAny']);
  watchRequests(http, 'node:http');
  watchRequests(https, 'node:https');
  watchHeads();
  watchFetch();
  passOnToChildren();
  Module.syncBuiltinESMExports();
}

if (told && !globalThis[INSTALLED]) {
  Object.defineProperty(globalThis, INSTALLED, { value: true });
  install();
}
