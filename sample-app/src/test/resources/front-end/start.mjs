// Runs a program of a package in an application, and ends it with all its processes when standard input is closed.
// Arguments: the directory of the application, the file of the program, and the arguments of the program.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const [directory, program, ...args] = process.argv.slice(2);
const child = spawn(process.execPath, [fileURLToPath(import.meta.resolve(`./node_modules/${program}`)), ...args], {
  cwd: directory,
  detached: true,
  stdio: ['ignore', 'inherit', 'inherit'],
});

function end() {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The program has ended.
  }
  process.exit();
}

child.on('exit', end);
process.stdin.on('end', end).on('error', end).resume();
