// What docs/sessions.md shows to pages, with as much of a browser around it as it needs.
// Usage: node page.mjs http://localhost:8080

import assert from 'node:assert/strict';

const origin = process.argv[2];
const jar = new Map();
const network = globalThis.fetch;
let hidden = [];

globalThis.document = {
	get cookie() {
		return [...jar].filter(([name]) => !hidden.includes(name)).map((cookie) => cookie.join('=')).join('; ');
	},
};

globalThis.fetch = async (path, options) => {
	const headers = { ...options.headers, Origin: origin, Cookie: [...jar].map((cookie) => cookie.join('=')).join('; ') };
	const answer = await network(origin + path, { ...options, headers });
	for (const line of answer.headers.getSetCookie()) {
		const [, name, value] = line.match(/^([^=]+)=([^;]*)/);
		line.includes('Max-Age=0') ? jar.delete(name) : jar.set(name, value);
		hidden = line.includes('HttpOnly') ? [...hidden, name] : hidden;
	}
	return answer;
};

function send(method, path, body) {
	const csrf = document.cookie.match(/(?:^|; )__Host-XSRF-TOKEN=([^;]*)/);
	return fetch(path, {
		method,
		headers: { 'Content-Type': 'application/json', 'X-XSRF-TOKEN': csrf ? csrf[1] : '' },
		body: body && JSON.stringify(body),
	});
}

async function request(method, path, body) {
	const answer = await send(method, path, body);
	if (answer.status !== 401) {
		return answer;
	}
	const refreshed = await send('POST', '/api/auth/refresh');
	return refreshed.ok ? send(method, path, body) : answer;
}

const alice = { email: 'page@example.com', password: 'Correct-horse-1' };
assert.equal((await request('POST', '/api/auth/signup', alice)).status, 201);
assert.equal(document.cookie.match(/[\w-]+=/g).join(), '__Host-XSRF-TOKEN=');
assert.equal((await request('GET', '/api/auth/me')).status, 200);

const refreshToken = jar.get('__Host-refresh_token');
jar.delete('__Host-access_token');
assert.equal((await request('GET', '/api/auth/me')).status, 200);
assert.notEqual(jar.get('__Host-refresh_token'), refreshToken);

const csrfToken = jar.get('__Host-XSRF-TOKEN');
jar.delete('__Host-XSRF-TOKEN');
assert.equal((await (await request('DELETE', '/api/auth/sessions')).json()).code, 'csrf');
jar.set('__Host-XSRF-TOKEN', csrfToken);
assert.equal((await request('POST', '/api/auth/logout')).status, 204);
assert.equal(jar.size, 0);
assert.equal((await request('GET', '/api/auth/me')).status, 401);
