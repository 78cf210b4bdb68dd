// Signs up, starts the app again, calls the service and logs out. Argument: the address of the service.
import assert from 'node:assert/strict';
import { items } from 'expo-secure-store';
import { createAuth } from './auth.mjs';

const service = process.argv[2];
const email = `${crypto.randomUUID()}@example.com`;
const first = createAuth(`${service}/api/auth`);
assert.equal(await first.restore(), null);
const { user_id } = await first.signUp({ email, password: 'Correct-horse-1' });
assert.ok([...items.values()].some(Boolean));

const again = createAuth(`${service}/api/auth`);
assert.equal((await again.restore()).user_id, user_id);
assert.deepEqual(await again.json(`${service}/api/${user_id}/tasks`), []);
const refused = await again.fetch(`${service}/api/somebody/tasks`);
assert.equal(refused.status, 403);
await again.logOut();

const last = createAuth(`${service}/api/auth`);
assert.equal(await last.restore(), null);
console.log('OK');
