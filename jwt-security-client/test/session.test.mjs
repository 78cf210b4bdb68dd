// The session of one tab: its begin, its renewal and its end.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ProblemError, createClient } from '../jwt-security-client.js';
import {
  Browser, HOUR, LOGOUT, MINUTE, NOTES, PAGE, PASSWORD, REFRESH, SECOND, Server,
  hang, later, offline, problem, quiet, signedUp, statuses, time, until,
} from './simulation.mjs';

const EMAIL = 'alice@example.com';
const bearer = ({ headers }) => headers.get('Authorization');

test('a signup begins a session', async () => {
  const server = new Server();
  const client = new Browser(server).client();
  assert.equal(client.user, undefined);
  const user = await client.signUp({ email: EMAIL, password: PASSWORD });
  assert.equal(user.email, EMAIL);
  assert.equal(client.user, user);
  assert.deepEqual(server.requests[0].body, { email: EMAIL, password: PASSWORD, delivery: 'cookie' });
  assert.deepEqual([server.requests[0].credentials, server.requests[0].cache], ['include', 'no-store']);
  await quiet();
  assert.deepEqual(client.tab.changes, [{ user, reason: 'login' }]);
  assert.equal((await client.json(NOTES)).user, user.user_id);
  assert.match(bearer(server.requests[1]), /^Bearer access-/);
  assert.deepEqual(server.sent, ['POST /api/auth/signup', 'GET /api/notes']);
});

test('a signup that has to be verified begins no session', async () => {
  const server = new Server();
  server.needsVerification = true;
  const client = new Browser(server).client();
  assert.equal(await client.signUp({ email: EMAIL, password: PASSWORD }), null);
  assert.equal(client.user, undefined);
});

test('a login begins a session, and a wrong password never refreshes', async () => {
  const { server, client, browser } = await signedUp();
  await client.logOut();
  server.sent = [];
  const wrong = { email: EMAIL, password: 'Wrong-horse-1' };
  await assert.rejects(client.logIn(wrong), { status: 401, code: 'invalid_credentials', retryAfter: 0 });
  assert.equal(client.user, null);
  browser.onNext('POST /api/auth/password', async (request, next) => (await next(), problem(401, 'invalid_credentials')));
  await client.logIn({ email: EMAIL, password: PASSWORD });
  assert.equal(client.user.email, EMAIL);
  await assert.rejects(client.changePassword({ current_password: 'Wrong-horse-1', new_password: PASSWORD }),
    { code: 'invalid_credentials' });
  await quiet();
  assert.deepEqual(client.tab.reasons, ['logout', 'login']);
  assert.deepEqual(server.sent, ['POST /api/auth/login', 'POST /api/auth/login', 'POST /api/auth/password']);
});

test('a problem has its fields, whatever the body', async () => {
  const { browser, client } = await signedUp();
  const errors = [{ field: 'text', message: 'is missing' }];
  const bodies = [
    [Response.json({ detail: 'No.', code: 'invalid_request', errors }, { status: 400, headers: { 'Retry-After': '7' } }),
      { message: 'No.', status: 400, code: 'invalid_request', errors, retryAfter: 7 }],
    [new Response('<html>', { status: 502, headers: { 'Retry-After': 'Fri, 27 Nov 2026 22:47:09 GMT' } }),
      { message: 'HTTP 502', status: 502, code: undefined, errors: [], retryAfter: 0 }],
    [Response.json(null, { status: 500 }), { message: 'HTTP 500', code: undefined }],
  ];
  for (const [response, expected] of bodies) {
    browser.onNext('GET /api/notes', async () => response);
    await assert.rejects(client.json(NOTES), (error) => error instanceof ProblemError
      && Object.entries(expected).every(([name, value]) => (assert.deepEqual(error[name], value), true)));
  }
});

test('json sends and reads JSON, beside headers of the caller', async () => {
  const { server, client, user } = await signedUp();
  const request = () => server.requests.at(-1);
  assert.deepEqual(await client.json(NOTES, { body: { text: 'ä' }, headers: { 'If-Match': '"1"' } }),
    { user: user.user_id, body: { text: 'ä' } });
  assert.equal(request().line, 'POST /api/notes');
  assert.equal(request().headers.get('Content-Type'), 'application/json');
  assert.equal(request().headers.get('If-Match'), '"1"');
  await client.json(NOTES, { method: 'PUT', body: [1], headers: new Headers({ 'Content-Type': 'application/a+json' }) });
  assert.equal(request().line, 'PUT /api/notes');
  assert.equal(request().headers.get('Content-Type'), 'application/a+json');
  await client.json(NOTES);
  assert.equal(request().line, 'GET /api/notes');
  assert.equal(request().headers.get('Content-Type'), null);
  assert.equal(await client.endSessions(), undefined);
});

test('a reload continues the session, with one request', async () => {
  const { server, browser, client, user } = await signedUp();
  client.tab.close();
  const next = browser.client();
  assert.deepEqual(await Promise.all([next.restore(), next.restore()]), [user, user]);
  assert.deepEqual(await next.restore(), user);
  await quiet();
  assert.deepEqual(next.tab.changes, [{ user, reason: 'restored' }]);
  assert.deepEqual(server.sent, [REFRESH]);
  const { headers, body, cache } = server.requests[0];
  assert.match(headers.get('X-XSRF-TOKEN'), /^csrf-/);
  assert.deepEqual([body, cache, headers.get('Content-Type')], [undefined, 'no-store', null]);
});

test('without a session, no request is needed to know that', async () => {
  const server = new Server();
  const client = new Browser(server).client();
  assert.equal(await client.restore(), null);
  assert.equal(await client.refresh(), null);
  await quiet();
  assert.deepEqual(client.tab.changes, [{ user: null, reason: 'restored' }]);
  assert.deepEqual(server.sent, []);
  assert.equal((await client.fetch(NOTES)).status, 401);
  assert.deepEqual(server.sent, ['GET /api/notes']);
});

test('a call before restore restores the session', async () => {
  const { server, browser, client, user } = await signedUp();
  client.tab.close();
  const next = browser.client();
  assert.equal((await next.json(NOTES)).user, user.user_id);
  assert.deepEqual(next.user, user);
  assert.deepEqual(server.sent, [REFRESH, 'GET /api/notes']);
});

for (const [status, code] of [[401, 'invalid_refresh_token'], [403, 'csrf']]) {
  test(`a session that is refused with ${status} is ended once, and forgotten`, async () => {
    const { server, browser, client } = await signedUp();
    client.tab.close();
    const next = browser.client();
    browser.onNext(REFRESH, async (request, proceed) => (await proceed(), problem(status, code)));
    assert.deepEqual(await Promise.all([next.restore(), next.restore()]), [null, null]);
    await quiet();
    assert.deepEqual(next.tab.changes, [{ user: null, reason: 'ended' }]);
    assert.deepEqual([...browser.texts.values()], ['']);
    assert.equal(await next.refresh(), null);
    next.tab.close();
    const last = browser.client();
    assert.equal(await last.restore(), null);
    assert.deepEqual(server.sent, [REFRESH]);
  });
}

test('a session that is ended elsewhere ends with the next call', async () => {
  const { server, client } = await signedUp();
  server.endAll();
  const responses = await Promise.all([client.fetch(NOTES), client.fetch(NOTES), client.fetch(NOTES)]);
  assert.deepEqual(statuses(responses), [401, 401, 401]);
  assert.equal(server.count(REFRESH), 1);
  await quiet();
  assert.deepEqual(client.tab.changes, [{ user: null, reason: 'ended' }]);
});

test('a page that is offline is restored later', async () => {
  const { server, browser, client, user } = await signedUp();
  client.tab.close();
  browser.isOffline = true;
  const next = browser.client();
  await assert.rejects(next.restore(), TypeError);
  await assert.rejects(next.fetch(NOTES), TypeError);
  assert.equal(next.user, undefined);
  await browser.goOnline();
  assert.deepEqual(await next.restore(), user);
  await quiet();
  assert.deepEqual(next.tab.reasons, ['restored']);
  assert.deepEqual(server.sent, [REFRESH]);
});

for (const status of [429, 503]) {
  test(`a ${status} with Retry-After is held until the time has passed`, async () => {
    const { server, browser, client, user } = await signedUp();
    client.tab.close();
    const next = browser.client();
    browser.onNext(REFRESH, async () => problem(status, 'busy', { 'Retry-After': '60' }));
    await assert.rejects(next.restore(), { status, code: 'busy', retryAfter: 60 });
    assert.equal(next.user, undefined);
    await time.pass(59 * SECOND);
    await assert.rejects(next.restore(), { status });
    for (let i = 0; i < 2; i++) {
      const response = await next.fetch(NOTES);
      assert.deepEqual([response.status, (await response.json()).code], [status, 'busy']);
    }
    assert.deepEqual(server.sent, []);
    await time.pass(SECOND);
    assert.deepEqual(await next.restore(), user);
    assert.deepEqual(server.sent, [REFRESH]);
  });
}

test('a 503 without Retry-After is not held', async () => {
  const { browser, client, user } = await signedUp();
  client.tab.close();
  const next = browser.client();
  browser.onNext(REFRESH, async () => problem(503, 'overloaded'));
  await assert.rejects(next.restore(), { status: 503, retryAfter: 0 });
  assert.deepEqual(await next.restore(), user);
});

test('a hold outlasts an update of the user', async () => {
  const { server, browser, client } = await signedUp();
  await time.pass(11 * MINUTE);
  browser.onNext(REFRESH, async () => problem(429, 'rate_limited', { 'Retry-After': '120' }));
  await client.fetch(NOTES);
  await quiet();
  await client.me();
  await client.fetch(NOTES);
  await quiet();
  assert.equal(server.count(REFRESH), 0);
  assert.equal(client.user.email, EMAIL);
  await time.pass(2 * MINUTE);
  await client.fetch(NOTES);
  await quiet();
  assert.equal(server.count(REFRESH), 1);
});

for (const [lifetime, early] of [[HOUR, 5 * MINUTE], [15 * MINUTE, 5 * MINUTE], [MINUTE, 20 * SECOND]]) {
  test(`a token for ${lifetime / SECOND} seconds is renewed ${early / SECOND} seconds before its expiry`, async () => {
    const { server, client } = await signedUp();
    server.lifetime = lifetime;
    await client.refresh();
    server.requests = [];
    await time.pass(lifetime - early - 1);
    await client.fetch(NOTES);
    await quiet();
    assert.deepEqual(server.requests.map(({ line }) => line), ['GET /api/notes']);
    await time.pass(1);
    await Promise.all([client.fetch(NOTES), client.fetch(NOTES)]);
    await until(() => server.requests.length === 4);
    await quiet();
    await client.fetch(NOTES);
    const calls = server.requests.filter(({ line }) => line === 'GET /api/notes');
    assert.equal(server.requests.length, 5);
    assert.equal(bearer(calls[0]), bearer(calls[1]));
    assert.equal(bearer(calls[1]), bearer(calls[2]));
    assert.notEqual(bearer(calls[2]), bearer(calls[3]));
    assert.deepEqual(client.tab.changes, []);
  });
}

test('a renewal in the background delays no call, and its failure disturbs none', async () => {
  const { browser, client } = await signedUp();
  await time.pass(11 * MINUTE);
  const renewal = later();
  browser.onNext(REFRESH, () => renewal.promise);
  browser.onNext(REFRESH, offline);
  assert.equal((await client.fetch(NOTES)).status, 200);
  renewal.reject(new TypeError('fetch failed'));
  await quiet();
  assert.equal((await client.fetch(NOTES)).status, 200);
  await quiet();
  assert.deepEqual(client.tab.changes, []);
});

test('a call with an expired token waits for the next one', async () => {
  const { server, client } = await signedUp();
  await time.pass(15 * MINUTE);
  assert.equal((await client.fetch(NOTES)).status, 200);
  assert.deepEqual(server.sent, [REFRESH, 'GET /api/notes']);
});

for (const hours of [-30, -3, 3, 30]) {
  test(`a clock that is wrong by ${hours} hours does not matter`, async () => {
    time.setClock(hours * HOUR);
    const { server, client } = await signedUp();
    assert.equal((await client.fetch(NOTES)).status, 200);
    await time.pass(10 * MINUTE);
    await client.fetch(NOTES);
    await until(() => server.count(REFRESH) === 1);
    await time.pass(10 * MINUTE - 1);
    assert.equal((await client.fetch(NOTES)).status, 200);
    assert.equal(server.count('GET /api/notes'), 3);
    time.setClock(-hours * HOUR);
  });
}

test('a clock that is set forward causes one refresh', async () => {
  const { server, client } = await signedUp();
  time.setClock(3 * HOUR);
  await client.fetch(NOTES);
  await client.fetch(NOTES);
  assert.deepEqual(server.sent, [REFRESH, 'GET /api/notes', 'GET /api/notes']);
  time.setClock(-3 * HOUR);
});

test('a clock that is set backward does not delay the renewal', async () => {
  const { server, client } = await signedUp();
  time.setClock(-3 * HOUR);
  await time.pass(15 * MINUTE);
  await client.fetch(NOTES);
  assert.deepEqual(server.sent, [REFRESH, 'GET /api/notes']);
  time.setClock(3 * HOUR);
});

test('a timer that stops in sleep does not delay the renewal', async () => {
  const { server, client } = await signedUp();
  time.sleep(8 * HOUR);
  await client.fetch(NOTES);
  assert.deepEqual(server.sent, [REFRESH, 'GET /api/notes']);
});

test('if both the clock and the timer are wrong, the refused token is replaced', async () => {
  const { server, client } = await signedUp();
  time.setClock(-8 * HOUR);
  time.sleep(8 * HOUR);
  assert.equal((await client.fetch(NOTES)).status, 200);
  assert.deepEqual(server.sent, ['GET /api/notes', REFRESH, 'GET /api/notes']);
});

test('a refresh whose response is lost is repeated once', async () => {
  const { server, browser, client, user } = await signedUp();
  browser.onNext(REFRESH, async (request, next) => (await next(), offline()));
  assert.deepEqual(await client.refresh(), user);
  assert.equal(server.count(REFRESH), 2);
  browser.onNext(REFRESH, offline);
  browser.onNext(REFRESH, offline);
  await assert.rejects(client.refresh(), TypeError);
  assert.equal(server.count(REFRESH), 2);
});

test('a refresh whose body is lost is repeated once', async () => {
  const options = { delivery: 'body' };
  const { server, browser, client, user } = await signedUp({ options });
  browser.onNext(REFRESH, async (request, next) => {
    await next();
    return new Response(new ReadableStream({ start: (controller) => controller.error(new TypeError('terminated')) }));
  });
  assert.deepEqual(await client.refresh(), user);
  assert.deepEqual(server.requests[0].body, server.requests[1].body);
  assert.equal((await client.fetch(NOTES)).status, 200);
});

test('a refresh that hangs is aborted after 4 seconds, and repeated within the grace', async () => {
  const { browser, client, user } = await signedUp();
  let first;
  browser.onNext(REFRESH, async (request, next) => (await next(), first = request, hang(request)));
  const refreshed = client.refresh();
  await until(() => first);
  await time.pass(4 * SECOND - 1);
  assert.equal(first.signal.aborted, false);
  await time.pass(1);
  assert.equal(first.signal.aborted, true);
  assert.deepEqual(await refreshed, user);
});

test('a refresh that hangs twice is rejected', async () => {
  const { browser, client } = await signedUp();
  const started = [];
  for (let i = 0; i < 2; i++) {
    browser.onNext(REFRESH, (request) => (started.push(request), hang(request)));
  }
  const refreshed = client.refresh();
  refreshed.catch(() => {});
  for (let i = 1; i <= 2; i++) {
    await until(() => started.length === i);
    await time.pass(4 * SECOND);
  }
  await assert.rejects(refreshed, { name: 'TimeoutError' });
});

test('a browser without AbortSignal.timeout refreshes without a time limit', async () => {
  const { timeout } = AbortSignal;
  AbortSignal.timeout = undefined;
  const { client, user } = await signedUp();
  assert.deepEqual(await client.refresh(), user);
  AbortSignal.timeout = timeout;
});

test('parallel calls refresh once', async () => {
  const { server, client } = await signedUp();
  await time.pass(HOUR);
  const responses = await Promise.all([...Array(6)].map(() => client.fetch(NOTES)));
  assert.deepEqual(statuses(responses), Array(6).fill(200));
  assert.equal(server.count(REFRESH), 1);
  assert.equal(server.sent.length, 7);
});

test('the lifetime counts from the request, not from its response', async () => {
  const { server, browser, client } = await signedUp();
  const { finish } = browser.delayNext(REFRESH);
  const refreshed = client.refresh();
  await until(() => server.count(REFRESH) === 1);
  await time.pass(3 * SECOND);
  finish();
  await refreshed;
  await time.pass(15 * MINUTE - 3 * SECOND);
  await client.fetch(NOTES);
  assert.deepEqual(server.sent, [REFRESH, REFRESH, 'GET /api/notes']);
});

test('the token is in the header of all trusted origins, and goes nowhere else', async () => {
  const options = { url: 'https://id.example/auth/', origins: ['https://api.example/v1'] };
  const server = new Server();
  const browser = new Browser(server);
  const seen = [];
  browser.connect = async (request) => {
    seen.push([request.url, bearer(request)]);
    const [response] = server.begin(server.addUser(EMAIL), 200, 'cookie');
    return response;
  };
  const client = browser.client(options);
  await client.logIn({ email: EMAIL, password: PASSWORD });
  for (const url of ['https://id.example/x', 'https://api.example/x', NOTES, new URL(NOTES), new Request(NOTES)]) {
    await client.fetch(url);
  }
  for (const url of ['https://evil.example/', 'http://app.example/', 'https://app.example:444/', 'https://app.example@evil.example/',
    'https://app.example.evil.example/', 'https://API.example.evil.example/v1', 'data:text/plain,x']) {
    await assert.rejects(client.fetch(url), TypeError);
    await assert.rejects(client.json(url), { name: 'TypeError' });
  }
  const token = seen[1][1];
  assert.match(token, /^Bearer access/);
  assert.deepEqual(seen, [
    ['https://id.example/auth/login', null], ['https://id.example/x', token], ['https://api.example/x', token],
    [NOTES, token], [NOTES, token], [NOTES, token],
  ]);
});

test('a client uses the global fetch, and the address relative to the page, by default', async () => {
  const browser = new Browser(new Server());
  const global = globalThis.fetch;
  const urls = [];
  globalThis.fetch = async (request) => (urls.push(request.url), new Response(null, { status: 202 }));
  const client = browser.client({ fetch: undefined });
  assert.equal(await client.forgotPassword({ email: EMAIL }), null);
  assert.deepEqual(urls, [`${PAGE}/api/auth/password/forgot`]);
  globalThis.fetch = global;
});

test('options are not needed', () => {
  const tab = new Browser(new Server()).open();
  assert.equal(tab.run(() => createClient()).user, undefined);
});

test('all tokens in cookies: the CSRF token is in the header', async () => {
  const { server, client, user } = await signedUp({ cookies: 'all' });
  assert.equal((await client.json(NOTES, { body: {} })).user, user.user_id);
  const { headers } = server.requests[0];
  assert.equal(headers.get('Authorization'), null);
  assert.match(headers.get('X-XSRF-TOKEN'), /^csrf-/);
  await time.pass(HOUR);
  assert.equal((await client.fetch(NOTES, { method: 'POST', body: 'null' })).status, 200);
  assert.deepEqual(server.sent, ['POST /api/notes', REFRESH, 'POST /api/notes']);
});

for (const cookies of ['refresh-only', 'all']) {
  test(`a page of another origin has a session, with cookies ${cookies}`, async () => {
    const server = new Server(cookies);
    const browser = new Browser(server, 'https://www.app.example');
    const options = { url: `${PAGE}/api/auth` };
    const client = browser.client(options);
    const user = await client.signUp({ email: EMAIL, password: PASSWORD });
    assert.equal((await client.json(NOTES, { body: {} })).user, user.user_id);
    assert.equal((await client.json(new Request(NOTES, { method: 'PUT', body: '1' }))).user, user.user_id);
    client.tab.close();
    const next = browser.client(options);
    assert.deepEqual(await next.restore(), user);
    assert.deepEqual(await next.me(), user);
    await next.logOut();
    assert.equal(await browser.client(options).restore(), null);
    assert.equal(server.count(REFRESH), 1);
    assert.deepEqual(browser.jar, { refresh: undefined, access: undefined });
  });
}

test('tokens in bodies: nothing is in cookies', async () => {
  const options = { delivery: 'body' };
  const { server, browser, client, user } = await signedUp({ options });
  assert.equal((await client.json(NOTES)).user, user.user_id);
  await client.refresh();
  await client.logOut();
  await client.logIn({ email: EMAIL, password: PASSWORD });
  const [, refresh, logout, login] = server.requests;
  assert.deepEqual([refresh, logout, login].map(({ credentials }) => credentials), ['omit', 'omit', 'omit']);
  assert.match(refresh.body.refresh_token, /^refresh-/);
  assert.match(logout.body.refresh_token, /^refresh-/);
  assert.deepEqual([refresh, logout].map(({ headers }) => headers.get('X-XSRF-TOKEN')), [null, null]);
  assert.deepEqual(login.body, { email: EMAIL, password: PASSWORD, delivery: 'body', device_token: `device-${user.user_id}` });
  assert.deepEqual([browser.jar, browser.texts.size], [{}, 0]);
});

test('outside of a browser, a client works with an absolute address', async () => {
  const features = { isBrowser: false, hasStorage: false };
  for (const delivery of ['body', 'cookie']) {
    const options = { url: `${PAGE}/api/auth`, delivery };
    const { server, client } = await signedUp({ options, features });
    await time.pass(HOUR);
    assert.deepEqual(statuses(await Promise.all([client.fetch(NOTES), client.fetch(NOTES)])), [200, 200]);
    assert.deepEqual(server.sent, [REFRESH, 'GET /api/notes', 'GET /api/notes']);
    await client.logOut();
    assert.equal(server.sessions.length, 0);
  }
});

test('a WebView without storage keeps the session in memory', async () => {
  const server = new Server();
  const browser = new Browser(server);
  const tab = browser.open();
  tab.globals.localStorage = { value: null };
  const client = tab.client();
  await client.signUp({ email: EMAIL, password: PASSWORD });
  assert.equal((await client.refresh()).email, EMAIL);
  assert.equal(browser.texts.size, 0);
});

test('a listener that throws disturbs no other', async () => {
  const { client } = await signedUp();
  const thrown = [];
  const caught = (error) => thrown.push(error.message);
  process.prependListener('uncaughtException', caught);
  const others = process.listeners('uncaughtException').filter((listener) => listener !== caught);
  others.forEach((listener) => process.removeListener('uncaughtException', listener));
  const heard = [];
  client.onChange(() => {
    throw new Error('from a listener');
  });
  client.onChange(({ reason }) => heard.push(reason));
  const end = client.onChange(({ reason }) => heard.push(`not ${reason}`));
  end();
  await client.logOut();
  await quiet();
  others.forEach((listener) => process.on('uncaughtException', listener));
  process.removeListener('uncaughtException', caught);
  assert.deepEqual(heard, ['logout']);
  assert.deepEqual(thrown, ['from a listener']);
  assert.equal(client.user, null);
});

test('a logout ends the session', async () => {
  const { server, browser, client } = await signedUp();
  await client.logOut();
  assert.equal(client.user, null);
  assert.deepEqual(server.sent, [LOGOUT]);
  assert.equal(server.sessions.length, 0);
  assert.ok([...browser.texts.values()].every((text) => text === ''));
  assert.equal((await client.fetch(NOTES)).status, 401);
  await client.logOut();
  assert.deepEqual(server.sent, [LOGOUT, 'GET /api/notes']);
  await quiet();
  assert.deepEqual(client.tab.changes, [{ user: null, reason: 'logout' }]);
});
