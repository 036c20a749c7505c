/** The OCPP versions that plugproof judges. */
export type OcppVersion = '1.6' | '2.0.1' | '2.1';

/** Who is being judged: a charge point (2.x: charging station) or a CSMS. */
export type Sut = 'charge-point' | 'csms';

/** The two ends of an OCPP-J connection. */
export type Side = 'station' | 'csms';

export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };
export type Payload = { [key: string]: JsonValue };

/** A frame that has the shape of an OCPP-J message; its payload is not yet judged. */
export type Frame =
  | { kind: 'CALL'; id: string; action: string; payload: JsonValue }
  | { kind: 'CALLRESULT'; id: string; payload: JsonValue }
  | { kind: 'CALLERROR'; id: string; code: string; description: string; details: JsonValue }
  | { kind: 'CALLRESULTERROR'; id: string; code: string; description: string; details: JsonValue }
  | { kind: 'SEND'; id: string; action: string; payload: JsonValue };

/** One thing wrong with a text or a payload, in words that a reader can look up. */
export interface Problem {
  /** Stable code, such as `not-json`, `message-type`, `schema`. */
  code: string;
  /** JSON path inside the frame, `$` for the whole, `$[3].idTag` for a field of a CALL's payload. */
  path: string;
  /** What the specification wants, as a sentence. */
  expected: string;
  /** What came, shortened to 120 characters. */
  actual: string;
  /** The clause that wants it, such as `OCPP-J 1.6 4.2.1`. */
  clause: string;
  /** The JSON Schema keyword, where a schema found it. */
  keyword?: string;
}
