// Calls that are sent again, and those that are not, and the calls of the account endpoints.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  Browser, HOUR, NOTES, PASSWORD, REFRESH, Server,
  later, offline, problem, quiet, signedUp, time,
} from './simulation.mjs';

const EMAIL = 'alice@example.com';

for (const code of ['token_expired', 'token_invalid', 'token_missing']) {
  test(`a call that is refused with ${code} is sent once more after a refresh, with its body`, async () => {
    const { server, browser, client, user } = await signedUp();
    const bodies = [];
    browser.onNext('POST /api/notes', async (request) => (bodies.push(await request.text()), problem(401, code)));
    const response = await client.fetch(new Request(NOTES, { method: 'POST', body: '"a note"' }));
    assert.deepEqual(await response.json(), { user: user.user_id, body: 'a note' });
    assert.deepEqual(bodies, ['"a note"']);
    assert.deepEqual(server.sent, [REFRESH, 'POST /api/notes']);
    server.sent = [];
    browser.onNext('PUT /api/notes', async () => problem(401, code));
    const stream = new Blob(['"a stream"']).stream();
    const streamed = await client.fetch(NOTES, { method: 'PUT', body: stream, duplex: 'half' });
    assert.equal((await streamed.json()).body, 'a stream');
    assert.deepEqual(server.sent, [REFRESH, 'PUT /api/notes']);
  });
}

test('a call that is refused twice is answered', async () => {
  const { server, browser, client } = await signedUp();
  browser.onNext('GET /api/notes', async () => problem(401, 'token_invalid'));
  browser.onNext('GET /api/notes', async () => problem(401, 'token_invalid'));
  const response = await client.fetch(NOTES);
  assert.equal((await response.json()).code, 'token_invalid');
  assert.deepEqual(server.sent, [REFRESH]);
});

for (const [status, code] of [[401, 'invalid_credentials'], [401, 'insufficient_user_authentication'], [401, undefined],
  [403, 'not_owner'], [403, 'token_invalid'], [429, 'rate_limited'], [503, 'overloaded'], [500, 'token_expired']]) {
  test(`a call that is refused with ${status} ${code} is not sent again`, async () => {
    const { server, browser, client } = await signedUp();
    browser.onNext('POST /api/notes', async () => problem(status, code));
    const response = await client.fetch(NOTES, { method: 'POST', body: '1' });
    assert.deepEqual([response.status, (await response.json()).code], [status, code]);
    assert.deepEqual(server.sent, []);
  });
}

test('a call that is refused without a problem is not sent again', async () => {
  const { server, browser, client } = await signedUp();
  browser.onNext('GET /api/notes', async () => new Response('<html>', { status: 401 }));
  assert.equal(await (await client.fetch(NOTES)).text(), '<html>');
  assert.deepEqual(server.sent, []);
});

test('a call that the network loses is not sent again', async () => {
  const { server, browser, client } = await signedUp();
  browser.onNext('POST /api/notes', async (request, next) => (await next(), offline()));
  await assert.rejects(client.fetch(NOTES, { method: 'POST', body: '1' }), TypeError);
  assert.deepEqual(server.sent, ['POST /api/notes']);
});

test('a refused call gets the response of a refresh that is not possible at present', async () => {
  const { server, browser, client, user } = await signedUp();
  for (let i = 0; i < 2; i++) {
    browser.onNext('GET /api/notes', async () => problem(401, 'token_invalid'));
  }
  browser.onNext(REFRESH, async () => problem(503, 'overloaded', { 'Retry-After': '2' }));
  const responses = await Promise.all([client.fetch(NOTES), client.fetch(NOTES)]);
  for (const response of responses) {
    assert.deepEqual([response.status, (await response.json()).code], [503, 'overloaded']);
  }
  assert.deepEqual([client.user, server.sent], [user, []]);
});

test('a refused call is rejected if the refresh is lost', async () => {
  const { browser, client, user } = await signedUp();
  browser.onNext('GET /api/notes', async () => problem(401, 'token_invalid'));
  browser.onNext(REFRESH, offline);
  browser.onNext(REFRESH, offline);
  await assert.rejects(client.fetch(NOTES), TypeError);
  assert.deepEqual(client.user, user);
});

test('a call that the page aborts is not sent', async () => {
  const { server, client } = await signedUp();
  await time.pass(HOUR);
  const controller = new AbortController();
  const call = client.fetch(NOTES, { signal: controller.signal });
  controller.abort();
  await assert.rejects(call, { name: 'AbortError' });
  assert.deepEqual(server.sent, [REFRESH]);
});

test('a call of somebody who is not logged in is sent once', async () => {
  const server = new Server();
  const client = new Browser(server).client();
  await client.restore();
  assert.equal((await client.fetch(NOTES, { headers: { Authorization: 'Bearer x' } })).status, 401);
  assert.equal((await client.json(`${NOTES}/open`)).open, true);
  assert.equal(server.sent.length, 2);
  assert.equal(server.requests[0].headers.get('Authorization'), 'Bearer x');
});

const confirmation = { current_password: PASSWORD };
const token = { token: 'one-time' };

for (const [name, args, method, path, body, isOpen] of [
  ['me', [], 'GET', '/me'],
  ['verifyEmail', [token], 'POST', '/verify-email', token, true],
  ['resendVerification', [], 'POST', '/verify-email/resend'],
  ['resendVerification', [{ email: EMAIL }], 'POST', '/verify-email/resend', { email: EMAIL }, true],
  ['forgotPassword', [{ email: EMAIL }], 'POST', '/password/forgot', { email: EMAIL }, true],
  ['resetPassword', [{ ...token, new_password: PASSWORD }], 'POST', '/password/reset', { ...token, new_password: PASSWORD }, true],
  ['confirmEmail', [token], 'POST', '/email/confirm', token, true],
  ['revertEmail', [token], 'POST', '/email/revert', token, true],
  ['changePassword', [{ new_password: PASSWORD }], 'POST', '/password', { new_password: PASSWORD }],
  ['changeEmail', [{ new_email: EMAIL, ...confirmation }], 'POST', '/email', { new_email: EMAIL, ...confirmation }],
  ['sessions', [], 'GET', '/sessions'],
  ['endSession', ['a/b?c'], 'DELETE', '/sessions/a%2Fb%3Fc'],
  ['endSession', ['1', confirmation], 'DELETE', '/sessions/1', confirmation],
  ['endSessions', [], 'DELETE', '/sessions'],
  ['endSessions', [confirmation], 'DELETE', '/sessions', confirmation],
  ['deleteAccount', [], 'DELETE', '/me'],
  ['deleteAccount', [confirmation], 'DELETE', '/me', confirmation],
]) {
  test(`${name} sends ${method} ${path} ${body ? 'with' : 'without'} a body`, async () => {
    const { server, browser, client } = await signedUp();
    if (isOpen) {
      browser.onNext(`${method} /api/auth${path}`, async (request, next) => (await next(), new Response(null, { status: 202 })));
    }
    const result = await client[name](...args);
    const [request] = server.requests;
    assert.deepEqual([request.line, request.body, request.credentials, request.cache],
      [`${method} /api/auth${path}`, body, 'include', 'no-store']);
    assert.equal(request.headers.get('Content-Type'), body ? 'application/json' : null);
    assert.ok(request.headers.has('Authorization'));
    assert.equal(server.requests.length, 1);
    if (isOpen) {
      assert.equal(result, null);
    }
  });

  test(`${name} to ${path} ${body ? 'with' : 'without'} a body is rejected if the server refuses`, async () => {
    const { browser, client, user } = await signedUp();
    browser.onNext(`${method} /api/auth${path.replace(/\?.*/, '')}`, async () => problem(400, 'invalid_request'));
    await assert.rejects(client[name](...args), { status: 400, code: 'invalid_request' });
    assert.deepEqual(client.user, user);
  });
}

test('a call that needs no user is sent without a token if nobody is logged in', async () => {
  const server = new Server();
  const browser = new Browser(server);
  const client = browser.client();
  const requests = [];
  browser.onNext('POST /api/auth/password/forgot', async (request) => (requests.push(request), new Response(null, { status: 202 })));
  assert.equal(await client.forgotPassword({ email: EMAIL }), null);
  assert.equal(requests[0].headers.has('Authorization'), false);
  assert.deepEqual(server.sent, []);
});

test('sessions are read', async () => {
  const { client } = await signedUp();
  assert.deepEqual(await client.sessions(), [{ id: '1', current: true }]);
});

for (const name of ['endSessions', 'deleteAccount']) {
  test(`${name} logs out`, async () => {
    const { server, browser, client } = await signedUp();
    await client[name]();
    await quiet();
    assert.deepEqual(client.tab.changes, [{ user: null, reason: 'logout' }]);
    assert.equal(await browser.client().restore(), null);
    assert.equal(server.sent.length, 1);
  });
}

test('me updates the user', async () => {
  const { server, client } = await signedUp();
  await client.me();
  await quiet();
  assert.deepEqual(client.tab.changes, []);
  server.users[0].email_verified = true;
  const user = await client.me();
  await quiet();
  assert.equal(client.user.email_verified, true);
  assert.deepEqual(client.tab.changes, [{ user, reason: 'updated' }]);
});

test('the user of a refresh updates the user', async () => {
  const { server, client } = await signedUp();
  server.users[0].email_verified = true;
  assert.equal((await client.refresh()).email_verified, true);
  await quiet();
  assert.deepEqual(client.tab.reasons, ['updated']);
});

for (const next of [null, 'bob@example.com']) {
  test(`me of a former user is ignored, if ${next ? 'another user' : 'nobody'} is logged in`, async () => {
    const { server, browser, client } = await signedUp();
    const answered = later();
    browser.onNext('GET /api/auth/me', async (request, proceed) => {
      const response = await proceed();
      await answered.promise;
      return response;
    });
    const former = client.me();
    await quiet();
    await client.logOut();
    if (next) {
      server.addUser(next);
      await client.logIn({ email: next, password: PASSWORD });
    }
    answered.resolve();
    assert.equal((await former).email, EMAIL);
    await quiet();
    assert.equal(client.user?.email, next ?? undefined);
    assert.deepEqual(client.tab.reasons, next ? ['logout', 'login'] : ['logout']);
  });
}
