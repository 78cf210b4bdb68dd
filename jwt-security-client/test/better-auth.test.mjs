// The client for the tokens of Better Auth.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createBetterAuthClient } from '../jwt-security-client.js';
import { Browser, HOUR, MINUTE, NOTES, SECOND, offline, problem, quiet, statuses, time, until } from './simulation.mjs';

const TOKEN = 'GET /api/auth/token';

// Better Auth, and a service that accepts its tokens.
class BetterAuth {
  sent = [];
  requests = [];
  user = { sub: 'user-ä', email: 'zoë@example.com', name: 'Zoë 🐱 ÿþ>?~' };
  counter = 0;
  refused = new Set();

  count(line) {
    return this.sent.filter((sent) => sent === line).length;
  }

  async handle(request) {
    const { pathname } = new URL(request.url);
    this.sent.push(`${request.method} ${pathname}`);
    this.requests.push(request);
    if (pathname.endsWith('/token')) {
      return [this.user ? Response.json({ token: this.sign() }) : new Response(null, { status: 401 })];
    }
    const token = request.headers.get('Authorization')?.replace('Bearer ', '');
    const code = token === undefined ? 'token_missing' : this.refused.has(token) && 'token_invalid';
    return [code ? problem(401, code) : Response.json({ token })];
  }

  sign() {
    const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const iat = 1_000 + this.counter++;
    this.last = [encode({ alg: 'EdDSA' }), encode({ ...this.user, iat, exp: iat + 900 }), 'c2ln'].join('.');
    return this.last;
  }
}

const browserOf = (server) => new Browser(server);

async function signedIn() {
  const server = new BetterAuth();
  const browser = browserOf(server);
  const client = browser.open().betterAuthClient();
  await client.restore();
  await quiet();
  return { server, browser, client };
}

test('the token is from Better Auth, and its claims are the user', async () => {
  const { server, client } = await signedIn();
  const user = { user_id: 'user-ä', email: 'zoë@example.com', name: 'Zoë 🐱 ÿþ>?~' };
  assert.deepEqual(client.user, user);
  assert.deepEqual(client.tab.changes, [{ user, reason: 'restored' }]);
  const { method, credentials, cache, url } = server.requests[0];
  assert.deepEqual([method, credentials, cache, url], ['GET', 'include', 'no-store', 'https://auth.example/api/auth/token']);
  assert.equal((await client.json(NOTES)).token, server.last);
  assert.deepEqual(server.sent, [TOKEN, 'GET /api/notes']);
});

test('the token is kept until it expires soon', async () => {
  const { server, client } = await signedIn();
  await time.pass(10 * MINUTE - 1);
  await client.fetch(NOTES);
  await quiet();
  assert.equal(server.count(TOKEN), 1);
  await time.pass(1);
  await client.fetch(NOTES);
  await until(() => server.count(TOKEN) === 2);
  await quiet();
  await client.fetch(NOTES);
  await quiet();
  assert.equal(server.count(TOKEN), 2);
  await time.pass(HOUR);
  assert.equal((await client.json(NOTES)).token, server.last);
  assert.equal(server.count(TOKEN), 3);
});

test('a refused token is replaced', async () => {
  const { server, client } = await signedIn();
  server.refused.add(server.last);
  assert.equal((await client.fetch(NOTES)).status, 200);
  assert.deepEqual(server.sent, [TOKEN, 'GET /api/notes', TOKEN, 'GET /api/notes']);
});

test('a 401 means that nobody is logged in', async () => {
  const server = new BetterAuth();
  server.user = null;
  const client = browserOf(server).open().betterAuthClient();
  assert.equal(await client.restore(), null);
  await quiet();
  assert.deepEqual(client.tab.changes, [{ user: null, reason: 'restored' }]);
  assert.equal((await client.fetch(NOTES)).status, 401);
  assert.deepEqual(server.sent, [TOKEN, 'GET /api/notes']);
  server.user = { sub: 'user-1' };
  assert.deepEqual(await client.refresh(), { user_id: 'user-1', email: undefined, name: undefined });
  await quiet();
  assert.deepEqual(client.tab.reasons, ['restored', 'login']);
});

test('a session that ends elsewhere is reported once', async () => {
  const { server, client } = await signedIn();
  server.user = null;
  await time.pass(HOUR);
  assert.deepEqual(statuses(await Promise.all([client.fetch(NOTES), client.fetch(NOTES)])), [401, 401]);
  await quiet();
  assert.deepEqual(client.tab.reasons, ['restored', 'ended']);
  assert.equal(server.count(TOKEN), 2);
});

test('all tabs share a login and a logout', async () => {
  const { server, browser, client } = await signedIn();
  const others = [browser.open().betterAuthClient(), browser.open().betterAuthClient()];
  await Promise.all(others.map((other) => other.restore()));
  await quiet();
  server.user = null;
  await client.signedOut();
  await quiet();
  assert.deepEqual([client, ...others].map(({ user }) => user), [null, null, null]);
  assert.ok([client, ...others].every(({ tab }) => tab.reasons.at(-1) === 'logout'));
  server.user = { sub: 'user-2' };
  server.sent = [];
  await client.refresh();
  await quiet();
  assert.ok([client, ...others].every(({ user }) => user.user_id === 'user-2'));
  assert.deepEqual(server.sent, [TOKEN]);
});

test('a logout while a token is on its way does not restore the session', async () => {
  const { server, browser, client } = await signedIn();
  const { finish } = browser.delayNext(TOKEN);
  const refreshed = client.refresh();
  await quiet();
  server.user = null;
  await client.signedOut();
  finish();
  assert.equal(await refreshed, null);
  assert.equal(client.user, null);
});

test('a hidden tab asks again when it is shown and nobody is logged in', async () => {
  const { server, client } = await signedIn();
  server.user = null;
  await client.signedOut();
  await client.tab.hide();
  await client.tab.show();
  assert.equal(client.user, null);
  server.user = { sub: 'user-3' };
  await client.tab.show();
  assert.equal(client.user.user_id, 'user-3');
});

test('a server that fails is asked again', async () => {
  const server = new BetterAuth();
  const browser = browserOf(server);
  const client = browser.open().betterAuthClient();
  browser.onNext(TOKEN, offline);
  await assert.rejects(client.restore(), TypeError);
  browser.onNext(TOKEN, async () => new Response('<html>', { status: 500 }));
  await assert.rejects(client.restore(), { status: 500, message: 'HTTP 500' });
  browser.onNext(TOKEN, async () => problem(429, undefined, { 'Retry-After': '10' }));
  assert.equal((await client.fetch(NOTES)).status, 429);
  await assert.rejects(client.restore(), { status: 429, retryAfter: 10 });
  await time.pass(10 * SECOND);
  browser.onNext(TOKEN, async () => Response.json({ token: 'x' }));
  await assert.rejects(client.restore());
  assert.equal(client.user, undefined);
  assert.equal((await client.restore()).user_id, 'user-ä');
  assert.deepEqual(server.sent, [TOKEN]);
});

test('the token goes to no other origin', async () => {
  const { server, client } = await signedIn();
  await assert.rejects(client.fetch('https://evil.example/'), TypeError);
  assert.deepEqual(server.sent, [TOKEN]);
});

test('options are not needed', () => {
  const tab = browserOf(new BetterAuth()).open();
  assert.equal(tab.run(() => createBetterAuthClient()).user, undefined);
});
