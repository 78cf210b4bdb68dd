// Runs all tests, and fails unless they run each line, function and branch of the client.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = fileURLToPath(new URL('..', import.meta.url));
const directory = mkdtempSync(join(tmpdir(), 'coverage-'));
const report = join(directory, 'lcov.info');
const tests = readdirSync(join(home, 'test')).filter((name) => name.endsWith('.test.mjs')).map((name) => join('test', name));

const { status } = spawnSync(process.execPath, ['--test', '--experimental-test-coverage',
  '--test-reporter=spec', '--test-reporter-destination=stdout',
  '--test-reporter=lcov', `--test-reporter-destination=${report}`, ...tests], { cwd: home, stdio: 'inherit' });

const lcov = readFileSync(report, 'utf8');
rmSync(directory, { recursive: true });
const [client] = lcov.match(/^SF:jwt-security-client\.js$.*?^end_of_record$/ms) ?? [''];
const count = (name) => Number(client.match(new RegExp(`^${name}:(\\d+)$`, 'm'))?.[1]);
const parts = [['lines', 'LH', 'LF'], ['functions', 'FNH', 'FNF'], ['branches', 'BRH', 'BRF']];
const isCovered = parts.every(([name, hit, found]) => {
  console.log(`${name}: ${count(hit)} of ${count(found)}`);
  return count(hit) === count(found);
});
console.log([...client.matchAll(/^(?:BRDA|DA):(\d+),(?:\d+,\d+,)?0$/gm)].map(([, line]) => `not covered: line ${line}`).join('\n'));
process.exitCode = status === 0 && isCovered ? 0 : 1;
