const REFRESH_CODES = ['token_expired', 'token_invalid', 'token_missing'];
let lastRefresh = null;

function csrfToken() {
	return document.cookie.match(/(?:^|; )__Host-XSRF-TOKEN=([^;]*)/)?.[1] ?? '';
}

function send(method, path, body, signal) {
	return fetch(path, {
		method,
		headers: { 'Content-Type': 'application/json', 'X-XSRF-TOKEN': csrfToken() },
		body: body && JSON.stringify(body),
		signal,
	});
}

// Resolves to null, or to the response of a failed refresh.
async function refreshUnlessDone(csrf) {
	if (csrfToken() !== csrf) {
		return null;
	}
	const answer = await send('POST', '/api/auth/refresh', undefined, AbortSignal.timeout(5000));
	return answer.ok ? null : answer;
}

function refresh(csrf) {
	const task = () => refreshUnlessDone(csrf);
	return navigator.locks ? navigator.locks.request('token-refresh', task) : task();
}

async function needsRefresh(answer) {
	const problem = answer.status === 401 ? await answer.clone().json().catch(() => null) : null;
	return REFRESH_CODES.includes(problem?.code);
}

async function request(method, path, body) {
	const csrf = csrfToken();
	const before = lastRefresh;
	const answer = await send(method, path, body);
	if (!csrf || !(await needsRefresh(answer))) {
		return answer;
	}
	if (lastRefresh === before) {
		lastRefresh = refresh(csrf);
	}
	const failure = await lastRefresh;
	return failure ? failure.clone() : send(method, path, body);
}
