import type { Payload } from '../ocppj/types.ts';
import { sanitise } from '../operator/answer.ts';
import type { Channel } from '../operator/channel.ts';
import { createEmbeddedChannel } from '../operator/embedded-channel.ts';
import type { EmbeddedActor } from '../operator/embedded-channel.ts';
import { createExecChannel } from '../operator/exec-channel.ts';
import { createHttpChannel } from '../operator/http-channel.ts';
import { createPrompter } from '../operator/prompter.ts';
import type { PromptOptions, Prompter } from '../operator/prompter.ts';
import type { DriverSetting } from '../plan/types.ts';
import { createModuleDriver } from './module-driver.ts';
import type { Driver, SetupTarget } from './types.ts';

export interface DriverOptions extends PromptOptions {
  /** A CSMS in our own process; it is asked instead of whoever the setting names. */
  embedded?: EmbeddedActor;
  /** Mode exec: the folder in which the command runs. */
  cwd?: string;
}

const WHO = 'The driver';

/** Makes the driver that the plan names: a person, an adapter, a command, or an ES module. */
export function createDriver(setting: DriverSetting, options: DriverOptions): Driver {
  if (options.embedded !== undefined) return overChannel(createEmbeddedChannel(options.embedded, WHO, options.clock));
  switch (setting.mode) {
    case 'prompt': return overPrompt(createPrompter(options));
    case 'http': return overChannel(createHttpChannel(setting.url, WHO, options.clock));
    case 'exec': return overChannel(createExecChannel(setting.command, WHO, options.clock, options.cwd));
    case 'module': return createModuleDriver(setting.path, options.clock);
  }
}

function overChannel(channel: Channel): Driver {
  return {
    trigger: (station, action, payload, timeoutMs) => channel.ask([station, action], payload, timeoutMs, false),
    setup: (station, what, body, timeoutMs) => channel.ask([station, 'setup', what], body, timeoutMs, false),
    observe: (station, question, timeoutMs) => channel.ask([station, 'observe'], { question }, timeoutMs, true),
    capabilities: () => channel.capabilities(),
    close: () => channel.close(),
  };
}

function overPrompt(prompter: Prompter): Driver {
  return {
    trigger: (station, action, payload, timeoutMs) => prompter.instruct(`Make the CSMS send ${action} to ${station} with ${show(payload)}`, timeoutMs),
    setup: (station, what, body, timeoutMs) => prompter.instruct(setupInstruction(station, what, body), timeoutMs),
    observe: (station, question, timeoutMs) => prompter.question(`${question} (${station})`, timeoutMs),
    capabilities: () => Promise.resolve(undefined),
    close: () => prompter.close(),
  };
}

function setupInstruction(station: string, what: SetupTarget, body: Payload): string {
  switch (what) {
    case 'token': return `Enter this token in the CSMS: ${show(body)}`;
    case 'password': return `Set the password of ${station} in the CSMS: ${show(body)}`;
    case 'boot': return `Make the CSMS answer the next BootNotification of ${station} with ${show(body)}`;
    case 'reset': return `Bring the CSMS back to how it was before this testcase, for ${station}.`;
  }
}

function show(payload: Payload): string {
  const text = sanitise(JSON.stringify(payload));
  return text.length > 1_000 ? `${text.slice(0, 999)}…` : text;
}
