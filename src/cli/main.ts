#!/usr/bin/env node
import { runCommandLine } from './parse.ts';

// A reader that has seen enough, such as `head`, is no error.
process.stdout.on('error', (error) => {
  if (Reflect.get(error, 'code') === 'EPIPE') process.exit(0);
  throw error;
});

void runCommandLine(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
  // Sockets of a device that does not let go must not keep a finished run alive.
  process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
});
