import type { Payload } from '../ocppj/types.ts';
import type { OperatorSetting } from '../plan/types.ts';
import type { Channel } from './channel.ts';
import { createEmbeddedChannel } from './embedded-channel.ts';
import type { EmbeddedActor } from './embedded-channel.ts';
import { createExecChannel } from './exec-channel.ts';
import { createHttpChannel } from './http-channel.ts';
import { instructionFor } from './instruction.ts';
import { createPrompter } from './prompter.ts';
import type { PromptOptions, Prompter } from './prompter.ts';
import type { Operator, OperatorRequest } from './types.ts';

export interface OperatorOptions extends PromptOptions {
  /** Mode embedded: the device, which is asked with an action and the request's body. */
  embedded?: EmbeddedActor;
  /** Mode exec: the folder in which the command runs. */
  cwd?: string;
}

const FIELDS = ['testcase', 'station', 'evse', 'connector', 'token', 'half', 'side', 'energy', 'question', 'instruction'] as const;
const WHO = 'The operator';

/** Makes the operator that the plan names: a person, a rig, a command, or a device in our own process. */
export function createOperator(setting: OperatorSetting, options: OperatorOptions): Operator {
  switch (setting.mode) {
    case 'prompt': return overPrompt(createPrompter(options));
    case 'http': return overChannel(createHttpChannel(setting.url, WHO, options.clock));
    case 'exec': return overChannel(createExecChannel(setting.command, WHO, options.clock, options.cwd));
    case 'embedded': return options.embedded === undefined ? ABSENT : overChannel(createEmbeddedChannel(options.embedded, WHO, options.clock));
  }
}

const ABSENT: Operator = {
  perform: () => Promise.resolve({ kind: 'cannot', reason: 'The plan says `operator: { mode: embedded }`, but the device does not run inside this process.' }),
  capabilities: () => Promise.resolve([]),
  close: () => Promise.resolve(),
};

function overChannel(channel: Channel): Operator {
  return {
    perform: (action, request, timeoutMs) => channel.ask([action], bodyOf(request), timeoutMs, action === 'observe'),
    capabilities: () => channel.capabilities(),
    close: () => channel.close(),
  };
}

function overPrompt(prompter: Prompter): Operator {
  return {
    perform: (action, request, timeoutMs) => {
      const text = instructionFor(action, request);
      return action === 'observe' ? prompter.question(text, timeoutMs) : prompter.instruct(text, timeoutMs);
    },
    capabilities: () => Promise.resolve(undefined),
    close: () => prompter.close(),
  };
}

function bodyOf(request: OperatorRequest): Payload {
  const body: Payload = {};
  for (const key of FIELDS) {
    const value = request[key];
    if (value !== undefined) body[key] = value;
  }
  return body;
}
