import type { OcppVersion, Payload } from '../ocppj/types.ts';
import { csmsAnswers16 } from './csms-answers-1.6.ts';
import { csmsAnswers201 } from './csms-answers-2.0.1.ts';
import { csmsAnswers21 } from './csms-answers-2.1.ts';
import { DeviceTracker } from './device-model.ts';
import { objectAt, objectsAt, textAt } from './payload.ts';
import type { Call, Exchange, FollowUp, Role } from './role.ts';
import type { DeviceModel } from './types.ts';

/** What the background answers of a CSMS are made of. */
export interface CsmsDesk {
  /** This instant as an ISO date-time. */
  now(): string;
  heartbeatIntervalS: number;
  nextTransactionId(): number;
  /** The station accepted a new Basic auth password (A01.FR.03). */
  passwordChanged(password: string): void;
}

/** Background answers of a CSMS by action. */
export type CsmsAnswers = Readonly<Record<string, (request: Payload, desk: CsmsDesk) => Payload>>;

/** The background answers of a CSMS in each version. */
export const csmsAnswers: Readonly<Record<OcppVersion, CsmsAnswers>> = {
  '1.6': csmsAnswers16, '2.0.1': csmsAnswers201, '2.1': csmsAnswers21,
};

/** Plays the CSMS towards one station. */
export class CsmsRole implements Role {
  readonly #answers: CsmsAnswers;
  readonly #desk: CsmsDesk;
  readonly #tracker: DeviceTracker;

  constructor(version: OcppVersion, desk: CsmsDesk) {
    this.#answers = csmsAnswers[version];
    this.#desk = desk;
    this.#tracker = new DeviceTracker(version);
  }

  get model(): DeviceModel {
    return this.#tracker.model;
  }

  answer(action: string, request: Payload): Payload | undefined {
    return Object.hasOwn(this.#answers, action) ? this.#answers[action]?.(request, this.#desk) : undefined;
  }

  complete(_action: string, payload: Payload): Payload {
    return { ...payload };
  }

  called(call: Call): void {
    this.#tracker.called(call);
  }

  exchanged(exchange: Exchange): FollowUp[] {
    this.#tracker.exchanged(exchange);
    const password = newPassword(exchange);
    if (password !== undefined) this.#desk.passwordChanged(password);
    return [];
  }
}

function newPassword({ action, request, response }: Exchange): string | undefined {
  if (action === 'ChangeConfiguration' && textAt(request, 'key') === 'AuthorizationKey') {
    return textAt(response, 'status') === 'Accepted' ? textAt(request, 'value') : undefined;
  }
  if (action !== 'SetVariables') return undefined;
  const named = (item: Payload): boolean => textAt(objectAt(item, 'variable'), 'name') === 'BasicAuthPassword';
  const accepted = objectsAt(response, 'setVariableResult').some((item) => named(item) && textAt(item, 'attributeStatus') === 'Accepted');
  const data = objectsAt(request, 'setVariableData').find(named);
  return accepted && data !== undefined ? textAt(data, 'attributeValue') : undefined;
}
