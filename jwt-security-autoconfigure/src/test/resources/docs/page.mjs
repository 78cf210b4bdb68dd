// Runs one scenario with the client for pages, in a simulated browser with the features that the client needs.
// Usage: node page.mjs <scenario> <origin> <origin of a service with limits> <expired access token>

import assert from 'node:assert/strict';
import { createClient } from '../../../../../jwt-security-client/jwt-security-client.js';

const [, , scenario, origin, limitedOrigin, expired] = process.argv;

const ACCESS = '__Host-access_token';
const PASSWORD = 'Correct-horse-1';

const timeLimits = [];
AbortSignal.timeout = (milliseconds) => {
	const controller = new AbortController();
	timeLimits.push({ milliseconds, abort: () => controller.abort(new DOMException('too slow', 'TimeoutError')) });
	return controller.signal;
};

class Browser {
	jar = new Map();
	sent = [];
	locks = new Map();
	texts = new Map();
	channels = [];
	tokens = new Map();
	isOffline = false;
	// A replacement for the network, if set.
	network = null;

	constructor(site) {
		this.site = site;
	}

	cookies(filter = () => true) {
		return [...this.jar].filter(filter).map(([name, { value }]) => `${name}=${value}`).join('; ');
	}

	// Creates a page with a client, with or without Web Locks, which all pages of a browser share.
	open({ withLocks = true } = {}) {
		const browser = this;
		const locks = {
			request(name, task) {
				const turn = (browser.locks.get(name) ?? Promise.resolve()).then(task);
				browser.locks.set(name, turn.catch(() => {}));
				return turn;
			},
		};
		const globals = {
			document: { baseURI: `${this.site}/`, addEventListener() {} },
			location: `${this.site}/`,
			navigator: withLocks ? { locks } : {},
			addEventListener: (type, listener) => {
				assert.match(type, /^(online|storage)$/);
				browser[type] = listener;
			},
			localStorage: {
				getItem: (key) => browser.texts.get(key) ?? null,
				setItem: (key, value) => browser.texts.set(key, value),
			},
			BroadcastChannel: class {
				constructor() {
					browser.channels.push(this);
				}

				postMessage(message) {
					const data = structuredClone(message);
					browser.channels.filter((other) => other !== this).forEach((other) => setImmediate(() => other.onmessage({ data })));
				}
			},
		};
		for (const [name, value] of Object.entries(globals)) {
			Object.defineProperty(globalThis, name, { value, configurable: true });
		}
		const client = createClient({ fetch: (request) => this.fetch(request) });
		Object.keys(globals).filter((name) => name !== 'BroadcastChannel').forEach((name) => delete globalThis[name]);
		client.request = (method, path, body) => client.fetch(this.site + path, {
			method,
			headers: { 'Content-Type': 'application/json' },
			body: body && JSON.stringify(body),
		});
		return client;
	}

	async fetch(request) {
		const { pathname } = new URL(request.url);
		this.sent.push(`${request.method} ${pathname}`);
		const answer = await (this.network ?? this.connect).call(this, request, pathname);
		for (const line of answer.headers.getSetCookie()) {
			const [, name, value] = line.match(/^([^=]+)=([^;]*)/);
			if (line.includes('Max-Age=0')) {
				this.jar.delete(name);
			} else {
				this.jar.set(name, { value, hidden: line.includes('HttpOnly') });
			}
		}
		if (/signup|login|refresh/.test(pathname) && answer.ok) {
			const { access_token: token, refresh_token: refreshToken } = await answer.clone().json();
			assert.equal(refreshToken, undefined);
			assert.equal(token === undefined, this.jar.has(ACCESS));
			this.tokens.set(token, token);
		}
		return answer;
	}

	async connect(request) {
		if (this.isOffline) {
			throw new TypeError('fetch failed');
		}
		const headers = new Headers(request.headers);
		headers.set('Origin', this.site);
		headers.set('Cookie', this.cookies());
		const token = headers.get('Authorization')?.replace('Bearer ', '');
		if (token) {
			headers.set('Authorization', `Bearer ${this.tokens.get(token)}`);
		}
		const body = await request.text();
		return fetch(request.url, { method: request.method, headers, body: body || undefined });
	}

	// Replaces all access tokens by another one, and removes the cookie of the access token if there is none.
	expire(token = expired) {
		this.tokens.forEach((_, key) => this.tokens.set(key, token));
		if (this.jar.has(ACCESS) && token !== expired) {
			this.jar.set(ACCESS, { value: token, hidden: true });
		} else {
			this.jar.delete(ACCESS);
		}
		this.sent = [];
	}

	count(line) {
		return this.sent.filter((sent) => sent === line).length;
	}
}

const REFRESH = 'POST /api/auth/refresh';
const LOGOUT = 'POST /api/auth/logout';
const offline = async () => { throw new TypeError('fetch failed'); };
const messages = () => new Promise(setImmediate);

async function signedUp(site = origin) {
	const browser = new Browser(site);
	const client = browser.open();
	const email = `${crypto.randomUUID()}@example.com`;
	const user = await client.signUp({ email, password: PASSWORD });
	assert.equal(user.email, email);
	browser.sent = [];
	return { browser, client, email, user };
}

// Opens a further page, which knows the token.
async function restored(browser, options) {
	const client = browser.open(options);
	await client.restore();
	await messages();
	return client;
}

const parallel = (...calls) => Promise.all(calls.flatMap((call) => [call(), call(), call()]));
const six = (client) => parallel(() => client.request('GET', '/api/auth/me'), () => client.request('GET', '/api/auth/sessions'));
const statuses = (answers) => answers.map(({ status }) => status);
const codes = (answers) => Promise.all(answers.map(async (answer) => (await answer.json()).code));
const OK = Array(6).fill(200);

const scenarios = {

	async sessionLastsUntilLogout() {
		const { browser, client, user } = await signedUp();
		assert.match(browser.cookies(([, { hidden }]) => !hidden), /^__Host-XSRF-TOKEN=[^;]+$/);
		assert.deepEqual(await client.me(), user);
		const forged = await browser.connect(new Request(`${origin}/api/auth/sessions`, { method: 'DELETE' }));
		assert.deepEqual(await codes([forged]), [browser.jar.has(ACCESS) ? 'csrf' : 'token_missing']);
		assert.equal((await client.sessions()).length, 1);
		await client.logOut();
		assert.equal(client.user, null);
		assert.deepEqual([...browser.jar.keys()], ['__Host-device_token']);
		browser.sent = [];
		assert.equal((await client.request('GET', '/api/auth/me')).status, 401);
		assert.deepEqual(browser.sent, ['GET /api/auth/me']);
	},

	async sessionIsContinuedAfterReload() {
		const { browser, user } = await signedUp();
		const reloaded = browser.open();
		assert.deepEqual(await reloaded.restore(), user);
		assert.deepEqual(await reloaded.me(), user);
		assert.deepEqual(browser.sent, [REFRESH, 'GET /api/auth/me']);
	},

	async wrongPasswordIsSentOnce() {
		const { browser, client, email } = await signedUp();
		const wrong = 'Wrong-horse-1';
		await assert.rejects(client.logIn({ email, password: wrong }), { code: 'invalid_credentials' });
		await assert.rejects(client.changePassword({ current_password: wrong, new_password: 'Another-horse-2' }),
			{ code: 'invalid_credentials' });
		assert.deepEqual(browser.sent, ['POST /api/auth/login', 'POST /api/auth/password']);
	},

	async parallelCallsRefreshOnce() {
		const { browser, client } = await signedUp();
		for (const token of [expired, 'x']) {
			browser.expire(token);
			assert.deepEqual(statuses(await six(client)), OK);
			assert.equal(browser.count(REFRESH), 1);
			assert.equal(browser.sent.length, 13);
		}
	},

	async tabsRefreshOnce() {
		const { browser, client } = await signedUp();
		const other = await restored(browser);
		for (let i = 0; i < 3; i++) {
			browser.expire();
			const answers = await parallel(() => client.request('GET', '/api/auth/me'), () => other.request('GET', '/api/auth/me'));
			assert.deepEqual(statuses(answers), OK);
			assert.equal(browser.count(REFRESH), 1);
		}
	},

	async tabsWithoutLocksStayLoggedIn() {
		const { browser } = await signedUp();
		const one = await restored(browser, { withLocks: false });
		const other = await restored(browser, { withLocks: false });
		for (let i = 0; i < 3; i++) {
			browser.expire();
			const answers = await parallel(() => one.request('GET', '/api/auth/me'), () => other.request('GET', '/api/auth/me'));
			assert.deepEqual(statuses(answers), OK);
			assert.ok(browser.count(REFRESH) <= 2);
		}
	},

	async callThatStartedBeforeTheRefreshOfAnotherTabIsResentWithoutOne() {
		const { browser, client } = await signedUp();
		const other = await restored(browser);
		browser.expire();
		let refused;
		const answered = new Promise((resolve) => { refused = resolve; });
		browser.network = async (request) => {
			browser.network = null;
			const answer = await browser.connect(request);
			await answered;
			return answer;
		};
		const late = client.request('GET', '/api/auth/me');
		assert.equal((await other.request('GET', '/api/auth/sessions')).status, 200);
		await messages();
		refused();
		assert.equal((await late).status, 200);
		assert.equal(browser.count(REFRESH), 1);
	},

	async bodyIsSentAgainAfterTheRefresh() {
		const { browser, client, email } = await signedUp();
		browser.expire();
		const change = { current_password: PASSWORD, new_password: 'Another-horse-2' };
		assert.equal((await client.request('POST', '/api/auth/password', change)).status, 204);
		assert.deepEqual(browser.sent, ['POST /api/auth/password', REFRESH, 'POST /api/auth/password']);
		await client.logIn({ email, password: 'Another-horse-2' });
	},

	async offlineCallIsNotSentAgain() {
		const { browser, client, user } = await signedUp();
		browser.isOffline = true;
		await assert.rejects(client.request('DELETE', '/api/auth/sessions'), TypeError);
		assert.deepEqual(browser.sent, ['DELETE /api/auth/sessions']);
		browser.isOffline = false;
		assert.deepEqual(await client.me(), user);
	},

	async lostAnswerToTheRefreshIsAskedForAgain() {
		const { browser, client } = await signedUp();
		browser.expire();
		browser.network = async (request, path) => {
			const answer = await browser.connect(request);
			if (path !== '/api/auth/refresh') {
				return answer;
			}
			browser.network = null;
			return offline();
		};
		assert.deepEqual(statuses(await six(client)), OK);
		assert.equal(browser.count(REFRESH), 2);
		browser.expire();
		browser.network = async (request, path) => (path === '/api/auth/refresh' ? offline() : browser.connect(request));
		await assert.rejects(client.request('GET', '/api/auth/me'), TypeError);
		assert.equal(browser.count(REFRESH), 2);
		browser.network = null;
		assert.deepEqual(statuses(await six(client)), OK);
	},

	async hangingRefreshDoesNotStopOtherTabs() {
		const { browser, client } = await signedUp();
		const other = await restored(browser);
		browser.expire();
		let started;
		const hanging = new Promise((resolve) => { started = resolve; });
		browser.network = (request, path) => (path === '/api/auth/refresh'
			? new Promise((_, reject) => {
				request.signal.addEventListener('abort', () => reject(request.signal.reason));
				started();
			})
			: browser.connect(request));
		const first = client.request('GET', '/api/auth/me');
		await hanging;
		browser.network = null;
		const second = other.request('GET', '/api/auth/me');
		assert.equal(timeLimits.at(-1).milliseconds, 4000);
		timeLimits.at(-1).abort();
		assert.deepEqual(statuses(await Promise.all([first, second])), [200, 200]);
		assert.equal(browser.count(REFRESH), 2);
	},

	async endedSessionIsAnsweredToAllCalls() {
		const { browser, client, email } = await signedUp();
		const changes = [];
		client.onChange((change) => changes.push(change));
		const elsewhere = new Browser(origin).open();
		await elsewhere.logIn({ email, password: PASSWORD });
		await elsewhere.endSessions();
		browser.sent = [];
		const answers = await six(client);
		assert.deepEqual(await codes(answers), Array(6).fill('token_invalid'));
		assert.equal(browser.count(REFRESH), 1);
		assert.equal(browser.sent.length, 7);
		assert.deepEqual(changes, [{ user: null, reason: 'ended' }]);
		assert.equal(await browser.open().restore(), null);
		assert.equal(browser.sent.length, 7);
	},

	async limitIsAnsweredToAllCalls() {
		const { browser, client, email } = await signedUp(limitedOrigin);
		browser.expire();
		assert.deepEqual(statuses(await six(client)), OK);
		browser.expire();
		for (let i = 0; i < 2; i++) {
			const answers = await six(client);
			assert.ok(answers.every(({ headers }) => headers.get('Retry-After') > 0));
			assert.deepEqual(await codes(answers), Array(6).fill('rate_limited'));
			assert.equal(browser.count(REFRESH), 1);
		}
		browser.sent = [];
		const wrong = { email, password: 'Wrong-horse-1' };
		await assert.rejects(client.logIn(wrong), { status: 401 });
		await assert.rejects(client.logIn(wrong), ({ status, retryAfter }) => status === 429 && retryAfter > 0);
		assert.equal(browser.sent.length, 2);
	},

	async logoutReachesOtherTabs() {
		const { browser, client, email, user } = await signedUp();
		const other = await restored(browser);
		await client.logOut();
		await messages();
		assert.equal(other.user, null);
		await client.logIn({ email, password: PASSWORD });
		await messages();
		assert.equal(other.user.user_id, user.user_id);
		browser.sent = [];
		await other.me();
		assert.deepEqual(browser.sent, ['GET /api/auth/me']);
	},

	async logoutOfflineIsMadeUpFor() {
		const { browser, client } = await signedUp();
		browser.isOffline = true;
		await assert.rejects(client.logOut(), TypeError);
		const reloaded = browser.open();
		assert.equal(await reloaded.restore(), null);
		browser.isOffline = false;
		await browser.online();
		assert.equal(browser.sent.at(-1), LOGOUT);
		assert.deepEqual([...browser.jar.keys()], ['__Host-device_token']);
	},

};

await scenarios[scenario]();
