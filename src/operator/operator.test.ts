import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { after, afterEach, before, describe, it } from 'mocha';
import { createClock } from '../clock/clock.ts';
import type { OperatorSetting } from '../plan/types.ts';
import { createOperator } from './operator.ts';
import { splitCommand } from './split-command.ts';
import type { ActionResult, OperatorAction } from './types.ts';

const clock = createClock();
const REQUEST = { testcase: 'TC_003_CS', station: 'CP001', connector: 1 };
const LIMIT = 10_000;

type Handler = (request: IncomingMessage, body: string, response: ServerResponse) => void;

const servers: Server[] = [];

async function serve(handler: Handler): Promise<OperatorSetting> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => { handler(request, Buffer.concat(chunks).toString(), response); });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  assert(typeof address === 'object' && address !== null);
  return { mode: 'http', url: `http://127.0.0.1:${address.port}/rig/` };
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

async function ask(setting: OperatorSetting, action: OperatorAction = 'plug-in', limit = LIMIT): Promise<ActionResult> {
  const operator = createOperator(setting, { clock });
  try {
    return await operator.perform(action, { ...REQUEST, ...(action === 'observe' ? { question: 'Lit?' } : {}) }, limit);
  } finally {
    await operator.close();
  }
}

function brokenFor(result: ActionResult): string {
  assert.equal(result.kind, 'broken');
  return result.kind === 'broken' ? result.reason : '';
}

describe('operator over HTTP', () => {
  it('posts the request as the contract says, and takes 2xx as done', async () => {
    const seen: unknown[] = [];
    const setting = await serve((request, body, response) => {
      seen.push(request.method, request.url, request.headers['content-type'], JSON.parse(body));
      response.writeHead(204).end();
    });
    assert.deepEqual(await ask(setting), { kind: 'done' });
    assert.deepEqual(seen, ['POST', '/rig/plug-in', 'application/json', REQUEST]);
  });

  const answers: [string, OperatorAction, number, string, ActionResult][] = [
    ['an answer', 'observe', 200, '{"answer":false}', { kind: 'done', answer: false }],
    ['501 with a reason', 'fault', 501, '{"reason":"no fault\\u001b[31m button"}', { kind: 'cannot', reason: 'no fault [31m button.' }],
    ['501 with a text', 'fault', 501, 'not wired.', { kind: 'cannot', reason: 'not wired.' }],
    ['501 with nothing', 'fault', 501, '', { kind: 'cannot', reason: 'The operator cannot do that here.' }],
    ['500', 'fault', 500, '{"error":"relay stuck"}', { kind: 'broken', reason: 'The operator answered with status 500: relay stuck.' }],
    ['a redirect', 'fault', 307, '', { kind: 'broken', reason: 'The operator answered with status 307.' }],
    ['a question without an answer', 'observe', 200, '{"answer":"yes"}', { kind: 'broken', reason: 'The operator was asked a question, but did not answer with { "answer": true } or { "answer": false }.' }],
    ['a list for an answer', 'observe', 200, '[true]', { kind: 'broken', reason: 'The operator was asked a question, but did not answer with { "answer": true } or { "answer": false }.' }],
  ];
  for (const [name, action, status, body, expected] of answers) {
    it(`understands ${name}`, async () => {
      const setting = await serve((_request, _body, response) => { response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end(body); });
      assert.deepEqual(await ask(setting, action), expected);
    });
  }

  it('cuts a reason that is too long', async () => {
    const setting = await serve((_request, _body, response) => { response.writeHead(501).end('x'.repeat(5_000)); });
    const result = await ask(setting);
    assert.equal(result.kind === 'cannot' && result.reason.length, 300);
  });

  it('does not read an endless answer to its end', async () => {
    const setting = await serve((_request, _body, response) => {
      const pour = (): void => { while (response.writable && response.write('x'.repeat(16_384))); };
      response.on('drain', pour).writeHead(200);
      pour();
    });
    assert.match(brokenFor(await ask(setting)), /larger than 64 KiB/);
  });

  it('gives up at the time limit, and where nobody listens', async () => {
    const silent = await serve(() => undefined);
    assert.match(brokenFor(await ask(silent, 'plug-in', 50)), /gave no answer to plug-in: no answer within 50 ms/);
    assert.match(brokenFor(await ask({ mode: 'http', url: 'http://127.0.0.1:1' })), /ECONNREFUSED|fetch failed|bad port/);
  });

  it('reads capabilities where they are offered', async () => {
    const offered = await serve((request, _body, response) => { response.writeHead(200).end(request.url === '/rig/capabilities' ? '["plug-in",1,"fault"]' : ''); });
    assert.deepEqual(await createOperator(offered, { clock }).capabilities(), ['plug-in', 'fault']);
    const none = await serve((_request, _body, response) => { response.writeHead(404).end('{}'); });
    assert.equal(await createOperator(none, { clock }).capabilities(), undefined);
  });
});

describe('operator by a command', () => {
  let folder = '';
  before(async () => { folder = await mkdtemp(join(tmpdir(), 'plugproof rig-')); });
  after(async () => { await rm(folder, { recursive: true }); });

  async function command(script: string): Promise<OperatorSetting> {
    const file = join(folder, 'rig.mjs');
    await writeFile(file, script);
    return { mode: 'exec', command: `"${process.execPath}" '${file}' fixed` };
  }

  it('gets the action as its last argument and the body on standard input', async () => {
    const setting = await command(`let text = ''; for await (const part of process.stdin) text += part;
      console.log(JSON.stringify({ answer: process.argv.slice(2).join() === 'fixed,observe' && JSON.parse(text).question === 'Lit?' }));`);
    assert.deepEqual(await ask(setting, 'observe'), { kind: 'done', answer: true });
  });

  const exits: [string, string, ActionResult | RegExp][] = [
    ['done by exit code 0', 'process.exitCode = 0', { kind: 'done' }],
    ['cannot by exit code 3', 'console.error("no such relay"); process.exitCode = 3', { kind: 'cannot', reason: 'no such relay.' }],
    ['broken by another exit code', 'console.error("boom"); process.exitCode = 1', /ended with exit code 1: boom/],
    ['broken by a signal', 'process.kill(process.pid, "SIGKILL")', /was killed/],
  ];
  for (const [name, script, expected] of exits) {
    it(name, async () => {
      const result = await ask(await command(script));
      if (expected instanceof RegExp) assert.match(brokenFor(result), expected);
      else assert.deepEqual(result, expected);
    });
  }

  it('does not mind a command that talks without end before it exits', async () => {
    const setting = await command('process.stdout.write("x".repeat(1_000_000), () => process.exit(0))');
    assert.deepEqual(await ask(setting), { kind: 'done' });
  });

  it('kills a command, and what it started, at the time limit', async () => {
    const file = join(folder, 'pid');
    const setting = await command(`import { spawn } from 'node:child_process'; import { writeFileSync } from 'node:fs';
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
      writeFileSync(${JSON.stringify(file)}, String(child.pid)); setInterval(() => {}, 1000);`);
    assert.match(brokenFor(await ask(setting, 'plug-in', 1_500)), /did not end within 1500 ms/);
    const { readFile } = await import('node:fs/promises');
    const pid = Number(await readFile(file, 'utf8'));
    // A killed process stays visible until its parent reaps it; a signal tells once it is gone.
    for (let tries = 0; tries < 1_000 && isRunning(pid); tries++) await new Promise(setImmediate);
    assert.equal(await stateOf(pid), 'gone');
  });

  it('says when the command cannot be started', async () => {
    assert.match(brokenFor(await ask({ mode: 'exec', command: '/nonexistent/rig' })), /could not be run for plug-in: spawn \/nonexistent\/rig ENOENT/);
    assert.match(brokenFor(await ask({ mode: 'exec', command: '  ' })), /could not be run/);
  });

  it('passes nothing through a shell', async () => {
    const operator = createOperator(await command('process.exitCode = process.argv.length === 4 && process.argv[3] === "observe" ? 0 : 1; console.log(\'{"answer":true}\')'), { clock });
    assert.deepEqual(await operator.perform('observe', { ...REQUEST, question: '$(touch /tmp/x); `id`' }, LIMIT), { kind: 'done', answer: true });
  });
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    assert(error instanceof Error && Reflect.get(error, 'code') === 'ESRCH');
    return false;
  }
}

/** `gone` also for a zombie: nobody may be there to reap an orphan. */
async function stateOf(pid: number): Promise<string> {
  if (!isRunning(pid)) return 'gone';
  const { readFile } = await import('node:fs/promises');
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => 'Z');
  return /\) Z |^Z$/.test(status) ? 'gone' : 'running';
}

describe('operator in our own process', () => {
  it('is asked like one over HTTP', async () => {
    const asked: unknown[] = [];
    const embedded = { perform: (path: string, body: unknown) => { asked.push(path, body); return { status: 200, body: { answer: true } }; }, capabilities: () => ['observe'] };
    const operator = createOperator({ mode: 'embedded' }, { clock, embedded });
    assert.deepEqual(await operator.perform('observe', { ...REQUEST, question: 'Lit?' }, LIMIT), { kind: 'done', answer: true });
    assert.deepEqual(asked, ['observe', { ...REQUEST, question: 'Lit?' }]);
    assert.deepEqual(await operator.capabilities(), ['observe']);
  });

  it('is broken when it throws or says nothing, and cannot when it is not there', async () => {
    const throwing = createOperator({ mode: 'embedded' }, { clock, embedded: { perform: () => { throw new Error('boom'); } } });
    assert.match(brokenFor(await throwing.perform('fault', REQUEST, LIMIT)), /broke at fault: boom/);
    const silent = createOperator({ mode: 'embedded' }, { clock, embedded: { perform: () => new Promise(() => undefined) } });
    assert.match(brokenFor(await silent.perform('fault', REQUEST, 20)), /status 504: no answer within 20 ms/);
    assert.equal((await createOperator({ mode: 'embedded' }, { clock }).perform('fault', REQUEST, LIMIT)).kind, 'cannot');
  });
});

class Terminal extends PassThrough {
  isTTY = true;
}

describe('operator at a terminal', () => {
  function atTerminal(): { type: (line: string) => void; shown: () => string; operator: ReturnType<typeof createOperator>; input: Terminal; aborts: () => number } {
    const input = new Terminal();
    const output = new PassThrough();
    let shown = '';
    let aborts = 0;
    output.on('data', (chunk: Buffer) => { shown += chunk.toString(); });
    const operator = createOperator({ mode: 'prompt' }, { clock, input, output, onAbort: () => { aborts++; } });
    return { type: (line) => { input.write(`${line}\n`); }, shown: () => shown, operator, input, aborts: () => aborts };
  }

  it('shows one instruction, and takes Enter as done', async () => {
    const { type, shown, operator } = atTerminal();
    const result = operator.perform('plug-in', REQUEST, LIMIT);
    type('');
    assert.deepEqual(await result, { kind: 'done' });
    assert.match(shown(), />> Plug the cable into connector 1 of CP001\.\n {3}\[Enter = done, n = cannot, q = end the run\]/);
  });

  it('takes n as cannot, with a sentence', async () => {
    const { type, operator } = atTerminal();
    const result = operator.perform('fault', { ...REQUEST, instruction: 'Press the red button.' }, LIMIT);
    type('N');
    assert.deepEqual(await result, { kind: 'cannot', reason: 'The person at the terminal cannot do this here: Press the red button.' });
  });

  it('asks again until it gets y or n', async () => {
    const { type, shown, operator } = atTerminal();
    const result = operator.perform('observe', { ...REQUEST, question: 'Is the lamp lit?' }, LIMIT);
    type('');
    type('perhaps');
    type('no');
    assert.deepEqual(await result, { kind: 'done', answer: false });
    assert.equal(shown().match(/Please type/g)?.length, 2);
  });

  it('asks one thing at a time, and nothing more after q', async () => {
    const { type, shown, operator, aborts } = atTerminal();
    const results = [operator.perform('plug-in', REQUEST, LIMIT), operator.perform('unplug', REQUEST, LIMIT), operator.perform('fault', REQUEST, LIMIT)];
    type('');
    await results[0];
    assert.doesNotMatch(shown(), /fault/);
    type('q');
    assert.deepEqual((await Promise.all(results)).map(({ kind }) => kind), ['done', 'cannot', 'cannot']);
    assert.doesNotMatch(shown(), /fault/);
    assert.equal(aborts(), 1);
  });

  it('is broken when nobody answers in time, and cannot when the input ends', async () => {
    const waiting = atTerminal();
    assert.match(brokenFor(await waiting.operator.perform('plug-in', REQUEST, 20)), /Nobody answered/);
    const ending = atTerminal();
    const result = ending.operator.perform('plug-in', REQUEST, LIMIT);
    ending.input.end();
    assert.equal((await result).kind, 'cannot');
  });

  it('lets nothing from the device write to the terminal', async () => {
    const { type, shown, operator } = atTerminal();
    const result = operator.perform('plug-in', { ...REQUEST, station: 'CP\u001b[2J\r\nEVIL' }, LIMIT);
    type('');
    await result;
    assert.doesNotMatch(shown(), /\u001b|\r|\nEVIL/);
  });

  it('cannot do anything where there is no terminal', async () => {
    const operator = createOperator({ mode: 'prompt' }, { clock, input: new PassThrough(), output: new PassThrough() });
    const result = await operator.perform('plug-in', REQUEST, LIMIT);
    assert.match(result.kind === 'cannot' ? result.reason : '', /^There is nobody to ask: /);
  });

  it('stops waiting when it is closed', async () => {
    const { operator } = atTerminal();
    const result = operator.perform('plug-in', REQUEST, LIMIT);
    await new Promise(setImmediate);
    await operator.close();
    assert.equal((await result).kind, 'cannot');
  });
});

describe('splitCommand', () => {
  const cases: [string, string[]][] = [
    ['./rig --port 3', ['./rig', '--port', '3']],
    [`"a b" 'c d' e\\ f`, ['a b', 'c d', 'e f']],
    [`x"y z"''  "" ; $(id) | \`w\``, ['xy z', '', ';', '$(id)', '|', '`w`']],
    ['', []],
    ['"open', ['open']],
  ];
  for (const [command, words] of cases) it(JSON.stringify(command), () => { assert.deepEqual(splitCommand(command), words); });
});
