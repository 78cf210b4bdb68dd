// Runs one scenario with the code for pages in docs/sessions.md, in a simulated browser with the features that the code needs.
// Usage: node page.mjs <scenario> <origin> <origin of a service with limits> <expired access token>

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import vm from 'node:vm';

const [, , scenario, origin, limitedOrigin, expired] = process.argv;
const code = readFileSync(new URL('browser.js', import.meta.url), 'utf8');

const ACCESS = '__Host-access_token';
const CSRF = '__Host-XSRF-TOKEN';
const PASSWORD = 'Correct-horse-1';

class Browser {
	jar = new Map();
	sent = [];
	locks = new Map();
	// A replacement for the network, if set.
	network = null;

	constructor(site) {
		this.site = site;
	}

	get readableCookies() {
		return this.cookies(([, { hidden }]) => !hidden);
	}

	cookies(filter) {
		return [...this.jar].filter(filter).map(([name, { value }]) => `${name}=${value}`).join('; ');
	}

	// Creates a page with the code, with or without Web Locks, which all pages of a browser share.
	open({ withLocks = true } = {}) {
		const browser = this;
		const locks = {
			request(name, task) {
				const turn = (browser.locks.get(name) ?? Promise.resolve()).then(task);
				browser.locks.set(name, turn.catch(() => {}));
				return turn;
			},
		};
		const page = vm.createContext({
			document: { get cookie() { return browser.readableCookies; } },
			navigator: withLocks ? { locks } : {},
			fetch: (path, options) => browser.fetch(path, options),
			AbortSignal: { timeout: (milliseconds) => browser.timeout(milliseconds) },
		});
		vm.runInContext(code, page);
		return page.request;
	}

	timeout(milliseconds) {
		assert.equal(milliseconds, 5000);
		this.aborter = new AbortController();
		return this.aborter.signal;
	}

	async fetch(path, options) {
		this.sent.push(`${options.method} ${path}`);
		const answer = await (this.network ?? this.connect).call(this, path, options);
		for (const line of answer.headers.getSetCookie()) {
			const [, name, value] = line.match(/^([^=]+)=([^;]*)/);
			if (line.includes('Max-Age=0')) {
				this.jar.delete(name);
			} else {
				this.jar.set(name, { value, hidden: line.includes('HttpOnly') });
			}
		}
		return answer;
	}

	connect(path, options) {
		const headers = { ...options.headers, Origin: this.site, Cookie: this.cookies(() => true) };
		return fetch(this.site + path, { ...options, headers });
	}

	expire() {
		this.jar.delete(ACCESS);
		this.sent = [];
	}

	count(line) {
		return this.sent.filter((sent) => sent === line).length;
	}
}

const REFRESH = 'POST /api/auth/refresh';
const offline = async () => { throw new TypeError('fetch failed'); };

async function signedUp(site = origin) {
	const browser = new Browser(site);
	const request = browser.open();
	const email = `${crypto.randomUUID()}@example.com`;
	const answer = await request('POST', '/api/auth/signup', { email, password: PASSWORD });
	assert.equal(answer.status, 201);
	const { access_token: accessToken, refresh_token: refreshToken, user } = await answer.json();
	assert.deepEqual([accessToken, refreshToken], [undefined, undefined]);
	browser.sent = [];
	return { browser, request, email, user };
}

const parallel = (...calls) => Promise.all(calls.flatMap((call) => [call(), call(), call()]));
const six = (request) => parallel(() => request('GET', '/api/auth/me'), () => request('GET', '/api/auth/sessions'));
const statuses = (answers) => answers.map(({ status }) => status);
const OK = Array(6).fill(200);

const scenarios = {

	async sessionLastsUntilLogout() {
		const { browser, request } = await signedUp();
		assert.match(browser.readableCookies, /^__Host-XSRF-TOKEN=[^;]+$/);
		assert.equal((await request('GET', '/api/auth/me')).status, 200);
		const csrf = browser.jar.get(CSRF);
		browser.jar.delete(CSRF);
		assert.equal((await (await request('DELETE', '/api/auth/sessions')).json()).code, 'csrf');
		browser.jar.set(CSRF, csrf);
		assert.equal((await request('POST', '/api/auth/logout')).status, 204);
		assert.deepEqual([...browser.jar.keys()], ['__Host-device_token']);
		browser.sent = [];
		assert.equal((await request('GET', '/api/auth/me')).status, 401);
		assert.deepEqual(browser.sent, ['GET /api/auth/me']);
	},

	async wrongPasswordIsSentOnce() {
		const { browser, request, email } = await signedUp();
		const login = await request('POST', '/api/auth/login', { email, password: 'Wrong-horse-1' });
		assert.equal((await login.json()).code, 'invalid_credentials');
		const change = await request('POST', '/api/auth/password',
			{ current_password: 'Wrong-horse-1', new_password: 'Another-horse-2' });
		assert.equal((await change.json()).code, 'invalid_credentials');
		assert.deepEqual(browser.sent, ['POST /api/auth/login', 'POST /api/auth/password']);
	},

	async parallelCallsRefreshOnce() {
		const { browser, request } = await signedUp();
		for (const token of [null, expired, 'x']) {
			browser.expire();
			if (token) {
				browser.jar.set(ACCESS, { value: token, hidden: true });
			}
			assert.deepEqual(statuses(await six(request)), OK);
			assert.equal(browser.count(REFRESH), 1);
			assert.equal(browser.sent.length, 13);
		}
	},

	async tabsRefreshOnce() {
		const { browser, request } = await signedUp();
		const other = browser.open();
		for (let i = 0; i < 3; i++) {
			browser.expire();
			const answers = await parallel(() => request('GET', '/api/auth/me'), () => other('GET', '/api/auth/me'));
			assert.deepEqual(statuses(answers), OK);
			assert.equal(browser.count(REFRESH), 1);
		}
	},

	async tabsWithoutLocksStayLoggedIn() {
		const { browser } = await signedUp();
		const [one, other] = [browser.open({ withLocks: false }), browser.open({ withLocks: false })];
		for (let i = 0; i < 3; i++) {
			browser.expire();
			const answers = await parallel(() => one('GET', '/api/auth/me'), () => other('GET', '/api/auth/me'));
			assert.deepEqual(statuses(answers), OK);
			assert.ok(browser.count(REFRESH) <= 2);
		}
	},

	async callThatStartedBeforeTheRefreshOfAnotherTabIsResentWithoutOne() {
		const { browser, request } = await signedUp();
		const other = browser.open();
		browser.expire();
		let refused;
		const answered = new Promise((resolve) => { refused = resolve; });
		browser.network = async (path, options) => {
			browser.network = null;
			const answer = await browser.connect(path, options);
			await answered;
			return answer;
		};
		const late = request('GET', '/api/auth/me');
		assert.equal((await other('GET', '/api/auth/sessions')).status, 200);
		refused();
		assert.equal((await late).status, 200);
		assert.equal(browser.count(REFRESH), 1);
	},

	async bodyIsSentAgainAfterTheRefresh() {
		const { browser, request, email } = await signedUp();
		browser.expire();
		const change = { current_password: PASSWORD, new_password: 'Another-horse-2' };
		assert.equal((await request('POST', '/api/auth/password', change)).status, 204);
		assert.deepEqual(browser.sent, ['POST /api/auth/password', REFRESH, 'POST /api/auth/password']);
		const login = { email, password: 'Another-horse-2' };
		assert.equal((await request('POST', '/api/auth/login', login)).status, 200);
	},

	async offlineCallIsNotSentAgain() {
		const { browser, request } = await signedUp();
		browser.network = offline;
		await assert.rejects(request('POST', '/api/auth/logout'), TypeError);
		assert.deepEqual(browser.sent, ['POST /api/auth/logout']);
		browser.network = null;
		assert.equal((await request('GET', '/api/auth/me')).status, 200);
	},

	async lostAnswerToTheRefreshIsAskedForAgain() {
		const { browser, request } = await signedUp();
		browser.expire();
		browser.network = async (path, options) => {
			const answer = await browser.connect(path, options);
			return path === '/api/auth/refresh' ? offline() : answer;
		};
		const rejected = await Promise.allSettled([1, 2, 3, 4, 5, 6].map(() => request('GET', '/api/auth/me')));
		assert.ok(rejected.every(({ status }) => status === 'rejected'));
		assert.equal(browser.count(REFRESH), 1);
		browser.network = null;
		assert.deepEqual(statuses(await six(request)), OK);
		assert.equal(browser.count(REFRESH), 2);
	},

	async hangingRefreshDoesNotStopOtherTabs() {
		const { browser, request } = await signedUp();
		const other = browser.open();
		browser.expire();
		let started;
		const hanging = new Promise((resolve) => { started = resolve; });
		browser.network = (path, options) => (path === '/api/auth/refresh'
			? new Promise((_, reject) => {
				options.signal.addEventListener('abort', () => reject(options.signal.reason));
				started();
			})
			: browser.connect(path, options));
		const first = request('GET', '/api/auth/me');
		await hanging;
		browser.network = null;
		const second = other('GET', '/api/auth/me');
		browser.aborter.abort(new DOMException('too slow', 'TimeoutError'));
		await assert.rejects(first, { name: 'TimeoutError' });
		assert.equal((await second).status, 200);
		assert.equal(browser.count(REFRESH), 2);
	},

	async endedSessionIsAnsweredToAllCalls() {
		const { browser, request, email } = await signedUp();
		const elsewhere = new Browser(origin);
		await elsewhere.open()('POST', '/api/auth/login', { email, password: PASSWORD });
		assert.equal((await elsewhere.open()('DELETE', '/api/auth/sessions')).status, 204);
		browser.sent = [];
		const answers = await six(request);
		const codes = await Promise.all(answers.map(async (answer) => (await answer.json()).code));
		assert.deepEqual(codes, Array(6).fill('invalid_refresh_token'));
		assert.equal(browser.count(REFRESH), 1);
		assert.equal(browser.sent.length, 7);
	},

	async limitIsAnsweredToAllCalls() {
		const { browser, request, email } = await signedUp(limitedOrigin);
		browser.expire();
		assert.deepEqual(statuses(await six(request)), OK);
		browser.expire();
		const answers = await six(request);
		assert.ok(answers.every(({ headers }) => headers.get('Retry-After') > 0));
		const codes = await Promise.all(answers.map(async (answer) => (await answer.json()).code));
		assert.deepEqual(codes, Array(6).fill('rate_limited'));
		assert.equal(browser.count(REFRESH), 1);
		assert.equal(browser.sent.length, 7);
		browser.sent = [];
		const wrong = { email, password: 'Wrong-horse-1' };
		assert.equal((await request('POST', '/api/auth/login', wrong)).status, 401);
		assert.equal((await request('POST', '/api/auth/login', wrong)).status, 429);
		assert.equal(browser.sent.length, 2);
	},

};

await scenarios[scenario]();
