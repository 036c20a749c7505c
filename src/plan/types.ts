import type { JsonValue, OcppVersion, Sut } from '../ocppj/types.ts';

/** A token as a testcase uses it: an idTag in 1.6, `{ idToken, type }` in 2.x. */
export type Token = string | { idToken: string; type: string };

export type TokenName = 'valid' | 'second' | 'invalid' | 'blocked' | 'expired' | 'parent';

/** A plan, loaded, checked and with its defaults filled in. All times in milliseconds. */
export interface Plan {
  /** The file it came from; undefined when it was made from flags. */
  file?: string;
  sut: Sut;
  ocpp: OcppVersion;
  endpoint: {
    /** Where we listen, with a base path; sut charge-point. */
    listen?: string;
    /** Where we connect; sut csms. */
    connect?: string;
    /** The address that the device is given for uploads and network profiles. */
    advertise?: string;
    second?: string;
    security: { profile: 0 | 1 | 2 | 3; password?: string; ca?: string; cert?: string; key?: string };
  };
  device: {
    /** One identity per station that may run side by side. */
    stations: string[];
    /** Connectors per EVSE; in 1.6 every connector counts as an EVSE of its own. */
    evses: { connectors: number }[];
    tokens: Partial<Record<TokenName, Token>>;
    features: string[];
    facts: Record<string, JsonValue>;
  };
  timing: {
    tolerance: number;
    certificationTolerance: number;
    messageTimeout: number;
    bootTimeout: number;
    operatorTimeout: number;
    settle: number;
    /** Seconds that testcases set as intervals on the device; small on a bench, larger on slow devices. */
    intervals: { heartbeat: number; meterValues: number; clockAligned: number; connectionTimeOut: number; bootRetry: number };
  };
  operator: OperatorSetting;
  driver: DriverSetting;
  expectedFailures: { id: string; reason: string }[];
  /** Texts that no report may show: the password, and what came from the environment. */
  secrets?: string[];
}

export type OperatorSetting =
  | { mode: 'prompt' }
  | { mode: 'http'; url: string }
  | { mode: 'exec'; command: string }
  | { mode: 'embedded' };

export type DriverSetting =
  | { mode: 'prompt' }
  | { mode: 'http'; url: string }
  | { mode: 'exec'; command: string }
  | { mode: 'module'; path: string };

/**
 * What is known of the device when a testcase is planned: the plan, overridden by what a probe read
 * from it. Plain JSON: testcases and states are functions of it.
 */
export interface Facts {
  ocpp: OcppVersion;
  sut: Sut;
  station: string;
  /** The connector (1.6) or EVSE (2.x) under test, and how many there are. */
  connector: number;
  connectors: number;
  evses: { connectors: number }[];
  tokens: Partial<Record<TokenName, Token>>;
  /** Ids of declared features, and those derived from the probe. */
  features: string[];
  /** Configuration of the device as the probe read it: 1.6 by key, 2.x by `Component.Variable`. */
  settings: Record<string, { value?: string; readonly: boolean }>;
  /** Facts of the plan that no probe can read. */
  facts: Record<string, JsonValue>;
  /** Milliseconds. */
  timing: Plan['timing'];
  /** Whether the settings are from a probe, and complete: then a key that is absent is not implemented. */
  probed: boolean;
}
