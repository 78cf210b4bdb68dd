// Several tabs of one browser.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  Browser, HOUR, LOGOUT, MINUTE, NOTES, PASSWORD, REFRESH, SECOND, Server,
  hang, later, problem, quiet, restored, settled, signedUp, statuses, time, until,
} from './simulation.mjs';

const EMAIL = 'alice@example.com';
const BOB = 'bob@example.com';
const fetchAll = (clients) => Promise.all(clients.map((client) => client.fetch(NOTES)));
const reasons = (clients) => clients.map(({ tab }) => tab.reasons);
const secret = (browser) => [...browser.texts].find(([key]) => /auth$/.test(key))?.[1];

// Opens a tab with Bob's session in the browser of another user.
async function loginOfBob(browser, server, client = browser.client()) {
  server.addUser(BOB);
  await client.logIn({ email: BOB, password: PASSWORD });
  return client;
}

async function fiveTabs(features) {
  const first = await signedUp({ features });
  return { ...first, clients: [first.client, ...await restored(first.browser, 4, features)] };
}

test('five tabs refresh once, and all get the token', async () => {
  const { server, clients } = await fiveTabs();
  for (let i = 1; i <= 3; i++) {
    await time.pass(HOUR);
    assert.deepEqual(statuses(await fetchAll(clients)), Array(5).fill(200));
    assert.equal(server.count(REFRESH), i);
    assert.equal(server.count('GET /api/notes'), 5 * i);
  }
  assert.equal(new Set(server.requests.slice(-5).map(({ headers }) => headers.get('Authorization'))).size, 1);
  assert.deepEqual(reasons(clients), Array(5).fill([]));
});

test('five tabs that are restored at once refresh once', async () => {
  const { server, browser, client, user } = await signedUp();
  client.tab.close();
  const clients = [...Array(5)].map(() => browser.client());
  assert.deepEqual(await Promise.all(clients.map((tab) => tab.restore())), Array(5).fill(user));
  await quiet();
  assert.equal(server.count(REFRESH), 1);
  assert.ok(reasons(clients).every(([reason, ...more]) => /restored|login/.test(reason) && more.length === 0));
});

test('five tabs renew in the background once', async () => {
  const { server, clients } = await fiveTabs();
  await time.pass(11 * MINUTE);
  await fetchAll(clients);
  await quiet();
  await fetchAll(clients);
  assert.equal(server.count(REFRESH), 1);
  assert.equal(server.sent.length, 11);
});

test('a login is heard although the storage is slower than the message', async () => {
  const { server, browser, client } = await signedUp();
  await client.logOut();
  const [other] = await restored(browser, 1);
  other.tab.changes = [];
  browser.hasSlowStorage = true;
  const user = await client.logIn({ email: EMAIL, password: PASSWORD });
  await quiet();
  assert.equal(other.user, null);
  await browser.showStorage();
  assert.deepEqual(other.user, user);
  assert.deepEqual(other.tab.reasons, ['login']);
  assert.equal(server.count(REFRESH), 0);
});

test('a message that was heard is not heard again', async () => {
  const { server, browser, client } = await signedUp();
  const [other] = await restored(browser, 1);
  await time.pass(HOUR);
  await client.fetch(NOTES);
  await quiet();
  server.sent = [];
  await time.pass(HOUR);
  await browser.showStorage();
  await other.fetch(NOTES);
  assert.equal(server.count(REFRESH), 1);
});

test('five tabs whose session is refused hear the reason, and ask once', async () => {
  const { server, clients } = await fiveTabs();
  server.endAll();
  assert.deepEqual(statuses(await fetchAll(clients)), Array(5).fill(401));
  await quiet();
  assert.deepEqual(reasons(clients), Array(5).fill(['ended']));
  assert.equal(server.count(REFRESH), 1);
});

for (const features of [{ hasLocks: false }, { hasLocks: false, hasChannel: false }, { hasChannel: false }]) {
  test(`tabs with ${JSON.stringify(features)} stay logged in`, async () => {
    const { server, browser, clients } = await fiveTabs(features);
    for (let i = 0; i < 3; i++) {
      await time.pass(HOUR);
      assert.deepEqual(statuses(await fetchAll(clients)), Array(5).fill(200));
      assert.ok(server.count(REFRESH) >= 1);
    }
    assert.deepEqual(reasons(clients), Array(5).fill([]));
    assert.equal(server.sessions.length, 1);
    assert.ok(server.isAllowed(new Request(NOTES, { headers: { 'X-XSRF-TOKEN': secret(browser) } }), server.sessions[0]));
  });
}

test('without locks, a tab does one thing after the other', async () => {
  const { server, browser, client } = await signedUp({ features: { hasLocks: false } });
  const { finish } = browser.delayNext('POST /api/auth/login', async () => problem(401, 'invalid_credentials'));
  const login = client.logIn({ email: EMAIL, password: 'Wrong-horse-1' });
  login.catch(() => {});
  await quiet();
  const refreshed = client.refresh();
  await quiet();
  assert.deepEqual(server.sent, []);
  finish();
  await assert.rejects(login, { code: 'invalid_credentials' });
  assert.equal((await refreshed).email, EMAIL);
});

test('tabs with bodies and a common storage stay logged in, and no refresh token leaves a tab', async () => {
  for (const hasLocks of [true, false]) {
    const texts = new Map();
    const storage = {
      getItem: async (key) => (await quiet(), texts.get(key)),
      setItem: async (key, value) => (await quiet(), texts.set(key, value)),
    };
    const options = { delivery: 'body', storage };
    const features = { hasLocks };
    const { server, browser, client } = await signedUp({ options, features });
    const messages = [];
    const clients = [client, browser.client(options, features), browser.client(options, features)];
    clients.forEach(({ tab }) => {
      const { channel } = tab;
      const { postMessage } = channel;
      channel.postMessage = (message) => (messages.push(JSON.stringify(message)), postMessage(message));
    });
    for (let i = 0; i < 3; i++) {
      await time.pass(HOUR);
      const calls = fetchAll(clients);
      await settled(calls);
      assert.deepEqual(statuses(await calls), [200, 200, 200]);
    }
    const token = [...texts].find(([key]) => /auth$/.test(key))[1];
    assert.match(token, /^refresh-/);
    assert.ok(messages.length >= 3);
    assert.ok(messages.some((message) => message.includes(`"mark":"${token.slice(-9)}"`)));
    assert.ok(messages.every((message) => !message.includes('refresh-')));
    assert.equal(server.sessions.length, 1);
  }
});

test('a tab whose message was lost waits a second, and refreshes itself', async () => {
  const { server, browser, clients } = await fiveTabs();
  await time.pass(HOUR);
  browser.losesMessages = true;
  assert.equal((await clients[0].fetch(NOTES)).status, 200);
  browser.losesMessages = false;
  const late = clients[1].fetch(NOTES);
  await time.pass(SECOND - 1);
  assert.equal(server.count(REFRESH), 1);
  await time.pass(1);
  assert.equal((await late).status, 200);
  assert.equal(server.count(REFRESH), 2);
  assert.equal((await clients[2].fetch(NOTES)).status, 200);
  assert.equal(server.count(REFRESH), 2);
});

test('a tab that waits for a message does not refresh a session that ends meanwhile', async () => {
  const { server, browser, clients } = await fiveTabs();
  await time.pass(HOUR);
  browser.losesMessages = true;
  await clients[0].fetch(NOTES);
  const late = clients[1].fetch(NOTES);
  await quiet();
  const loggedOut = clients[0].logOut();
  await time.pass(SECOND);
  assert.equal((await late).status, 401);
  await loggedOut;
  assert.equal(server.count(REFRESH), 1);
  assert.deepEqual(reasons(clients.slice(0, 2)), [['logout'], ['logout']]);
});

test('a tab that has not heard of the refresh of another tab needs none for a refused call', async () => {
  const { server, browser, clients: [one, other] } = await fiveTabs();
  const answered = later();
  browser.onNext('GET /api/notes', async () => {
    await answered.promise;
    return problem(401, 'token_expired');
  });
  const late = one.fetch(NOTES);
  await other.refresh();
  await quiet();
  answered.resolve();
  assert.equal((await late).status, 200);
  assert.equal(server.count(REFRESH), 1);
});

test('a login and a logout reach the other tabs', async () => {
  const { server, client, clients, user } = await fiveTabs();
  await client.logOut();
  await quiet();
  assert.deepEqual(reasons(clients), Array(5).fill(['logout']));
  assert.ok(clients.every((tab) => tab.user === null));
  await clients[3].logIn({ email: EMAIL, password: PASSWORD });
  await quiet();
  assert.deepEqual(reasons(clients), Array(5).fill(['logout', 'login']));
  server.sent = [];
  assert.deepEqual(statuses(await fetchAll(clients)), Array(5).fill(200));
  assert.deepEqual(server.sent, Array(5).fill('GET /api/notes'));
  assert.deepEqual(clients.map((tab) => tab.user), Array(5).fill(user));
});

test('a change of the user reaches the other tabs', async () => {
  const { server, clients } = await fiveTabs();
  server.users[0] = Object.assign(server.users[0], { email_verified: true });
  const user = await clients[1].me();
  assert.equal(user.email_verified, true);
  await quiet();
  assert.deepEqual(reasons(clients), Array(5).fill(['updated']));
  assert.ok(clients.every((tab) => tab.user.email_verified));
});

test('a token that was heard is renewed in time', async () => {
  const { server, browser, clients: [one, other] } = await fiveTabs();
  await time.pass(HOUR);
  const { finish } = browser.delayNext(REFRESH);
  const call = one.fetch(NOTES);
  await until(() => server.count(REFRESH) === 1);
  await time.pass(3 * SECOND);
  finish();
  await call;
  await quiet();
  await time.pass(15 * MINUTE - 3 * SECOND);
  assert.equal((await other.fetch(NOTES)).status, 200);
  assert.deepEqual(server.sent, [REFRESH, 'GET /api/notes', REFRESH, 'GET /api/notes']);
});

for (const isLogin of [true, false]) {
  test(`a hidden tab that missed the ${isLogin ? 'login' : 'logout'} notices when it is shown`, async () => {
    const { server, browser, client, user } = await signedUp();
    const [hidden] = await restored(browser, 1);
    if (isLogin) {
      await client.logOut();
      await quiet();
    }
    await hidden.tab.hide();
    hidden.tab.isFrozen = true;
    await (isLogin ? client.logIn({ email: EMAIL, password: PASSWORD }) : client.logOut());
    await quiet();
    hidden.tab.isFrozen = false;
    assert.deepEqual(hidden.user, isLogin ? null : user);
    await hidden.tab.show();
    await time.pass(SECOND);
    assert.deepEqual(hidden.user, isLogin ? user : null);
    assert.equal(hidden.tab.reasons.at(-1), isLogin ? 'login' : 'logout');
    assert.equal(server.count(REFRESH), isLogin ? 1 : 0);
  });
}

test('a tab that is shown asks the server only if it has missed something', async () => {
  const { server, browser, client } = await signedUp();
  await client.tab.hide();
  await client.tab.show();
  const next = browser.client();
  await next.tab.show();
  assert.deepEqual(server.sent, []);
  await next.restore();
  client.tab.isFrozen = true;
  await next.refresh();
  server.sent = [];
  await client.tab.hide();
  await time.pass(SECOND);
  assert.deepEqual(server.sent, []);
  browser.isOffline = true;
  await client.tab.show();
  await time.pass(SECOND);
  assert.equal(client.user.email, EMAIL);
});

test('a logout while another tab refreshes does not restore the session', async () => {
  for (const losesMessages of [false, true]) {
    const { server, browser, clients: [one, other] } = await fiveTabs();
    const { started, finish } = browser.delayNext(REFRESH);
    await time.pass(HOUR);
    const call = other.fetch(NOTES);
    await started;
    browser.losesMessages = losesMessages;
    const loggedOut = one.logOut();
    finish();
    await time.pass(SECOND);
    await loggedOut;
    assert.deepEqual(reasons([one, other]), [['logout'], ['logout']]);
    assert.deepEqual([one.user, other.user], [null, null]);
    assert.equal((await call).status, 401);
    assert.equal(server.sessions.length, 0);
    assert.equal(await browser.client().restore(), null);
  }
});

test('a logout that comes before a token of another tab is stored is repeated', async () => {
  const { server, browser, clients: [one, other] } = await fiveTabs();
  const key = [...browser.texts.keys()].find((name) => /auth$/.test(name));
  const before = browser.texts.get(key);
  // Processes of a browser do not see the texts of each other at once.
  const { getItem } = other.tab.globals.localStorage.value;
  other.tab.globals.localStorage.value.getItem = (name) => (name === key && browser.texts.get(key) === '' ? before : getItem(name));
  const { started, finish } = browser.delayNext(REFRESH);
  const refreshed = other.refresh();
  await started;
  other.tab.isFrozen = true;
  const loggedOut = one.logOut();
  await quiet();
  other.tab.isFrozen = false;
  finish();
  await refreshed;
  await loggedOut;
  await quiet();
  assert.deepEqual([one.user, other.user], [null, null]);
  assert.equal(browser.texts.get(key), '');
  assert.equal(server.sessions.length, 0);
});

test('a logout while the same tab refreshes does not restore the session', async () => {
  for (const options of [{}, { delivery: 'body' }]) {
    const { server, browser, client } = await signedUp({ options });
    const { started, finish } = browser.delayNext(REFRESH);
    const refreshed = client.refresh();
    await started;
    const loggedOut = client.logOut();
    await quiet();
    assert.equal(client.user, null);
    finish();
    assert.equal(await refreshed, null);
    await loggedOut;
    await quiet();
    assert.deepEqual(client.tab.reasons, ['logout']);
    assert.equal(server.sessions.length, 0);
    assert.equal(await client.refresh(), null);
    assert.equal(await browser.client().restore(), null);
  }
});

test('a logout while a token is being stored does not restore the session', async () => {
  const texts = new Map();
  const slow = later();
  let isSlow = false;
  const storage = {
    getItem: (key) => texts.get(key),
    async setItem(key, value) {
      if (isSlow && value.startsWith('refresh-') && !key.endsWith('logout')) {
        await slow.promise;
      }
      texts.set(key, value);
    },
  };
  const { server, client } = await signedUp({ options: { delivery: 'body', storage } });
  isSlow = true;
  const refreshed = client.refresh();
  await until(() => server.count(REFRESH) === 1);
  await quiet();
  const loggedOut = client.logOut();
  await quiet();
  assert.equal(client.user, null);
  slow.resolve();
  await Promise.all([refreshed, loggedOut]);
  await quiet();
  assert.deepEqual(client.tab.reasons, ['logout']);
  assert.equal(await client.refresh(), null);
  assert.equal(server.sessions.length, 0);
});

test('a tab that is closed while it refreshes stops no other tab', async () => {
  const { server, browser, clients: [one, other] } = await fiveTabs();
  await time.pass(HOUR);
  browser.onNext(REFRESH, hang);
  one.fetch(NOTES);
  const second = other.fetch(NOTES);
  await quiet();
  one.tab.close();
  assert.equal((await second).status, 200);
  assert.equal(server.count(REFRESH), 1);
});

test('a tab that is reloaded during a logout stays logged out', async () => {
  const { browser, client } = await signedUp();
  const started = later();
  browser.onNext(REFRESH, async (request, next) => {
    const response = await next();
    started.resolve();
    return response;
  });
  client.refresh();
  await started.promise;
  client.logOut();
  await quiet();
  client.tab.close();
  assert.equal(await browser.client().restore(), null);
});

test('a logout offline holds in all tabs and after a reload, and is made up for online', async () => {
  for (const cookies of ['refresh-only', 'all']) {
    const { server, browser, client } = await signedUp({ cookies });
    const [other] = await restored(browser, 1);
    browser.isOffline = true;
    await assert.rejects(client.logOut(), TypeError);
    await quiet();
    assert.deepEqual(reasons([client, other]), [['logout'], ['logout']]);
    client.tab.close();
    const reloaded = browser.client();
    assert.equal(await reloaded.restore(), null);
    assert.equal(server.sessions.length, 1);
    await browser.goOnline();
    assert.deepEqual(server.sent, [LOGOUT]);
    assert.equal(server.sessions.length, 0);
    await browser.goOnline();
    assert.deepEqual(server.sent, [LOGOUT]);
  }
});

test('a logout offline is made up for when a page is opened', async () => {
  const { server, browser, client } = await signedUp({ cookies: 'all' });
  browser.isOffline = true;
  await assert.rejects(client.logOut(), TypeError);
  client.tab.close();
  browser.isOffline = false;
  const next = browser.client();
  assert.equal(await next.restore(), null);
  await quiet();
  assert.deepEqual(server.sent, [LOGOUT]);
  assert.equal(server.sessions.length, 0);
  assert.equal((await next.fetch(NOTES)).status, 401);
});

test('a logout offline is made up for before the next login', async () => {
  const { server, browser, client } = await signedUp();
  browser.isOffline = true;
  await assert.rejects(client.logOut(), TypeError);
  await assert.rejects(client.logIn({ email: EMAIL, password: PASSWORD }), TypeError);
  browser.isOffline = false;
  await client.logIn({ email: EMAIL, password: PASSWORD });
  assert.deepEqual(server.sent, [LOGOUT, 'POST /api/auth/login']);
  assert.equal(server.sessions.length, 1);
  assert.equal((await client.fetch(NOTES)).status, 200);
});

test('a second logout makes up for the first', async () => {
  const { server, browser, client } = await signedUp();
  const [other] = await restored(browser, 1);
  browser.isOffline = true;
  await assert.rejects(client.logOut(), TypeError);
  await assert.rejects(other.logOut(), TypeError);
  await assert.rejects(client.logOut(), TypeError);
  browser.isOffline = false;
  await client.logOut();
  assert.deepEqual(server.sent, [LOGOUT]);
  assert.equal(server.sessions.length, 0);
});

test('a logout that the server cannot serve at present is made up for', async () => {
  for (const status of [429, 500, 503]) {
    const { server, browser, client } = await signedUp({ options: { delivery: 'body' } });
    browser.onNext(LOGOUT, async () => problem(status, 'busy', { 'Retry-After': '3' }));
    await assert.rejects(client.logOut(), { status, retryAfter: 3 });
    assert.equal(client.user, null);
    await browser.goOnline();
    assert.equal(server.sessions.length, 0);
  }
});

test('a logout of a session that has ended is done', async () => {
  const { server, client } = await signedUp();
  server.endAll();
  await client.logOut();
  await client.logOut();
  assert.deepEqual(server.sent, [LOGOUT]);
});

test('a logout that hangs does not stop the next login', async () => {
  const { server, browser, client } = await signedUp();
  browser.onNext(LOGOUT, hang);
  const loggedOut = client.logOut();
  loggedOut.catch(() => {});
  await quiet();
  const login = browser.client().logIn({ email: EMAIL, password: PASSWORD });
  await quiet();
  await time.pass(4 * SECOND);
  await assert.rejects(loggedOut, { name: 'TimeoutError' });
  assert.equal((await login).email, EMAIL);
  assert.deepEqual(server.sent, [LOGOUT, 'POST /api/auth/login']);
});

test('a refusal of the former session does not end the session of the next user', async () => {
  const features = { hasLocks: false };
  const { server, browser, client } = await signedUp({ features });
  const { started, finish } = browser.delayNext(REFRESH, async () => problem(401, 'invalid_refresh_token'));
  const refreshed = client.refresh();
  await started;
  client.tab.isFrozen = true;
  const other = await loginOfBob(browser, server, browser.client({}, features));
  client.tab.isFrozen = false;
  finish();
  await time.pass(SECOND);
  assert.equal((await refreshed).email, BOB);
  assert.equal(other.user.email, BOB);
  assert.equal((await other.fetch(NOTES)).status, 200);
});

test('a call of a former user is not sent with the token of the next one', async () => {
  for (const cookies of ['refresh-only', 'all']) {
    const { server, browser, client } = await signedUp({ cookies, features: { hasChannel: false } });
    const other = await loginOfBob(browser, server);
    await time.pass(HOUR);
    await other.refresh();
    server.sent = [];
    await assert.rejects(client.fetch(NOTES, { method: 'POST', body: '"of Alice"' }), TypeError);
    assert.equal(client.user.email, BOB);
    assert.deepEqual(server.sent, [REFRESH]);
    assert.equal((await client.json(NOTES, { body: 'of Bob' })).body, 'of Bob');
  }
});

test('a refused call is not sent again for the next user', async () => {
  const { server, browser, clients: [one, other] } = await fiveTabs();
  const { finish } = browser.delayNext('POST /api/notes', async () => problem(401, 'token_invalid'));
  const call = one.fetch(NOTES, { method: 'POST', body: '"of Alice"' });
  await quiet();
  await loginOfBob(browser, server, other);
  await quiet();
  server.sent = [];
  finish();
  await assert.rejects(call, TypeError);
  assert.deepEqual(server.sent, []);
  assert.equal(one.user.email, BOB);
});

test('a refused call from before the restore is not sent again for the next user', async () => {
  const { server, browser, client } = await signedUp();
  const late = browser.client();
  const { finish } = browser.delayNext('GET /api/notes', async () => problem(401, 'token_invalid'));
  const call = late.fetch(NOTES);
  await until(() => late.user);
  await quiet();
  await loginOfBob(browser, server, client);
  await quiet();
  server.sent = [];
  finish();
  await assert.rejects(call, TypeError);
  assert.deepEqual(server.sent, []);
});

test('a refused call is not sent again after a logout', async () => {
  const { server, browser, clients: [one, other] } = await fiveTabs();
  const { finish } = browser.delayNext('POST /api/notes', async () => problem(401, 'token_invalid'));
  const call = one.fetch(NOTES, { method: 'POST', body: '1' });
  await quiet();
  await other.logOut();
  await quiet();
  finish();
  assert.equal((await call).status, 401);
  assert.deepEqual(server.sent, [LOGOUT]);
});

test('a token of another session is not taken over', async () => {
  const server = new Server();
  const browser = new Browser(server);
  const options = { delivery: 'body' };
  const clients = [browser.client(options), browser.client(options)];
  await clients[0].signUp({ email: EMAIL, password: PASSWORD });
  await clients[1].signUp({ email: BOB, password: PASSWORD });
  await clients[0].refresh();
  await quiet();
  assert.deepEqual(clients.map(({ user }) => user.email), [EMAIL, BOB]);
  assert.deepEqual(reasons(clients), [['login'], ['login']]);
});

test('clients of different services do not hear each other', async () => {
  const { browser, client } = await signedUp();
  const other = browser.client({ url: '/other/auth' });
  assert.equal(await other.restore(), null);
  await client.logOut();
  await quiet();
  assert.deepEqual(other.tab.reasons, ['restored']);
});

test('offline, each tab keeps its user', async () => {
  const { browser, clients } = await fiveTabs();
  await time.pass(HOUR);
  browser.isOffline = true;
  for (const client of clients) {
    await assert.rejects(client.fetch(NOTES), TypeError);
  }
  assert.deepEqual(reasons(clients), Array(5).fill([]));
  await browser.goOnline();
  assert.deepEqual(statuses(await fetchAll(clients)), Array(5).fill(200));
});
