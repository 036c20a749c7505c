import type { OcppVersion, Sut } from '../ocppj/types.ts';
import type { Facts, Token, TokenName } from '../plan/types.ts';

/** Facts of an ordinary device, for looking at a testcase without one. */
export function defaultFacts(ocpp: OcppVersion, sut: Sut): Facts {
  const token = (idToken: string, type = 'ISO14443'): Token => (ocpp === '1.6' ? idToken : { idToken, type });
  const tokens: Record<TokenName, Token> = {
    valid: token('TAG-1'), second: token('TAG-2'), invalid: token('NOPE'), blocked: token('TAG-B'), expired: token('TAG-E'), parent: token('GROUP-1', 'Central'),
  };
  return {
    ocpp, sut, station: 'CP001', connector: 1, connectors: 2, evses: [{ connectors: 1 }, { connectors: 1 }], tokens, features: [], settings: {}, facts: {}, probed: false,
    timing: {
      tolerance: 1_000, certificationTolerance: 4_000, messageTimeout: 30_000, bootTimeout: 120_000, operatorTimeout: 300_000, settle: 500,
      intervals: { heartbeat: 10, meterValues: 5, clockAligned: 5, connectionTimeOut: 10, bootRetry: 5 },
    },
  };
}
