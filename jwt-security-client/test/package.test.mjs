// The size of the client, and its types.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as module from '../jwt-security-client.js';
import { Browser, Server } from './simulation.mjs';

const MAXIMUM_SIZE = 6000;

const path = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const isInstalled = ['terser', 'typescript'].every((name) => existsSync(path(`node_modules/${name}`)));
const skip = !isInstalled && process.env.JWT_SECURITY_REQUIRE_NODE !== 'true' && 'run "npm ci" to test this';
const types = readFileSync(path('jwt-security-client.d.ts'), 'utf8');
const run = promisify(execFile);

// Returns the names of the members that an interface declares itself.
function membersOf(name) {
  const body = types.match(new RegExp(`interface ${name}\\b[^{]*\\{(.*?)^\\}`, 'ms'))[1];
  return [...body.matchAll(/^ {2}(?:readonly )?(\w+)[(<:?]/gm)].map(([, member]) => member);
}

test('the client is small', { skip }, async () => {
  const { minify } = await import('terser');
  const { code } = await minify(readFileSync(path('jwt-security-client.js'), 'utf8'), { module: true });
  assert.ok(code.length < MAXIMUM_SIZE, `${code.length} bytes`);
});

test('the types are usable', { skip }, async () => {
  const options = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--target', 'es2022', '--lib', 'es2022,dom',
    '--module', 'nodenext', '--types', ''];
  await assert.doesNotReject(run(process.execPath, [path('node_modules/typescript/bin/tsc'), ...options, path('test/usage.ts')],
    { cwd: path('.') }).catch(({ stdout, stderr }) => Promise.reject(new Error(stdout + stderr))));
});

test('the module exports what its types declare', () => {
  const declared = [...types.matchAll(/^export (?:class|function) (\w+)/gm)].map(([, name]) => name);
  assert.deepEqual(Object.keys(module).sort(), declared.sort());
});

test('the clients have the members that their types declare', () => {
  const tab = new Browser(new Server()).open();
  const session = membersOf('SessionClient');
  const client = tab.run(() => module.createClient());
  assert.deepEqual(Object.keys(client).sort(), [...session, ...membersOf('Client')].sort());
  const betterAuthClient = tab.run(() => module.createBetterAuthClient());
  assert.deepEqual(Object.keys(betterAuthClient).sort(), [...session, ...membersOf('BetterAuthClient')].sort());
});

test('a problem has the members that its type declares', () => {
  const body = types.match(/class ProblemError[^{]*\{(.*?)^\}/ms)[1];
  const declared = [...body.matchAll(/readonly (\w+)/g)].map(([, name]) => name);
  assert.deepEqual(Object.keys(new module.ProblemError(new Response(), {})).sort(), declared.sort());
});

test('the package names the files that it publishes, and its lock file no registry', () => {
  const { files, exports } = JSON.parse(readFileSync(path('package.json'), 'utf8'));
  assert.deepEqual(Object.values(exports['.']).sort(), files.map((name) => `./${name}`).sort());
  assert.ok(files.every((name) => existsSync(path(name))));
  assert.doesNotMatch(readFileSync(path('package-lock.json'), 'utf8'), /resolved|https?:\/\/(?!github|opencollective|eslint)/);
});
