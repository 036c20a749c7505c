import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import type { Clock } from '../clock/clock.ts';
import { errorText, parseBody, readAnswer, readCapabilities } from './answer.ts';
import { CAPABILITIES_TIMEOUT_MS } from './channel.ts';
import type { Channel } from './channel.ts';
import { splitCommand } from './split-command.ts';
import type { ActionResult } from './types.ts';

const LARGEST_OUTPUT_BYTES = 64 * 1024;
/** Exit code by which a command says that it cannot do that here. */
const CANNOT = 3;

interface Exit {
  code: number | null;
  stdout: string;
  stderr: string;
}

/**
 * Runs a command per request, without a shell: the path is appended to its arguments, the body
 * comes on standard input. Exit 0 is done, 3 is cannot (with the reason on stderr), else broken.
 */
export function createExecChannel(command: string, who: string, clock: Clock, cwd?: string): Channel {
  const running = new Set<ChildProcessWithoutNullStreams>();
  const [program = '', ...fixed] = splitCommand(command);

  const run = (path: readonly string[], body: string, timeoutMs: number): Promise<Exit> => new Promise((resolve, reject) => {
    const child = spawn(program, [...fixed, ...path], { cwd, detached: process.platform !== 'win32', stdio: 'pipe' });
    running.add(child);
    const timer = clock.after(timeoutMs, () => {
      kill(child);
      settle(() => { reject(new Error(`it did not end within ${timeoutMs} ms`)); });
    });
    const settle = (end: () => void): void => {
      timer.cancel();
      running.delete(child);
      end();
    };
    const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
    child.on('error', (error) => { settle(() => { reject(error); }); });
    child.on('close', (code) => { settle(() => { resolve({ code, stdout: stdout(), stderr: stderr() }); }); });
    // A command that does not read its input ends the pipe: no error of ours.
    child.stdin.on('error', () => undefined);
    child.stdin.end(body);
  });

  return {
    async ask(path, body, timeoutMs, wantsAnswer): Promise<ActionResult> {
      try {
        const { code, stdout, stderr } = await run(path, JSON.stringify(body), timeoutMs);
        if (code === 0) return readAnswer({ status: 200, body: parseBody(stdout) }, who, wantsAnswer);
        if (code === CANNOT) return readAnswer({ status: 501, body: stderr }, who, wantsAnswer);
        const said = stderr.trim() === '' ? '' : `: ${errorText(lastLines(stderr))}`;
        return { kind: 'broken', reason: `${who} (${program}) ${code === null ? 'was killed' : `ended with exit code ${code}`}${said}.` };
      } catch (error) {
        return { kind: 'broken', reason: `${who} (${program}) could not be run for ${path.join(' ')}: ${errorText(error)}.` };
      }
    },
    async capabilities() {
      try {
        const { code, stdout } = await run(['capabilities'], '', CAPABILITIES_TIMEOUT_MS);
        return code === 0 ? readCapabilities(parseBody(stdout)) : undefined;
      } catch {
        // Capabilities are an offer: whoever makes none is asked action by action.
        return undefined;
      }
    },
    close: async () => { for (const child of running) kill(child); },
  };
}

/** Gathers what a stream says, up to 64 KiB; what is more is read and dropped, so that the command goes on. */
function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  let bytes = 0;
  stream.on('data', (chunk: Buffer) => {
    if (bytes < LARGEST_OUTPUT_BYTES) chunks.push(chunk.subarray(0, LARGEST_OUTPUT_BYTES - bytes));
    bytes += chunk.length;
  });
  return () => Buffer.concat(chunks).toString('utf8');
}

/** Kills the command with everything that it started: it leads a process group of its own. */
function kill(child: ChildProcessWithoutNullStreams): void {
  const { pid } = child;
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch (error) {
    // ESRCH: it ended by itself in the meantime.
    if (!(error instanceof Error) || Reflect.get(error, 'code') !== 'ESRCH') child.kill('SIGKILL');
  }
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-3).join(' ');
}
