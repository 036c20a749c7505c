import { createHash, timingSafeEqual } from 'node:crypto';

/** What an Authorization header was worth: `none` when there was no header. */
export type Authorization = 'none' | 'valid' | 'invalid';

/**
 * Judges a Basic Authorization header in constant time. The username has to be the station identity
 * (A00.FR.204); without an expected password only the username counts.
 */
export function judgeAuthorization(header: string | undefined, identity: string, password: string | undefined): Authorization {
  if (header === undefined) return 'none';
  const match = /^basic +([A-Za-z0-9+/=]{1,1024}) *$/i.exec(header);
  if (match?.[1] === undefined) return 'invalid';
  const credentials = Buffer.from(match[1], 'base64');
  const username = Buffer.from(`${identity}:`);
  const sameUser = isSame(credentials.subarray(0, username.length), username);
  if (password === undefined) return sameUser ? 'valid' : 'invalid';
  const given = credentials.subarray(username.length);
  const samePassword = passwordForms(password).map((form) => isSame(given, form)).includes(true);
  return sameUser && samePassword ? 'valid' : 'invalid';
}

/** The Authorization header of a station: RFC 7617 Basic, identity and password in UTF-8. */
export function basicAuthorization(identity: string, password: string): string {
  return `Basic ${Buffer.from(`${identity}:${password}`).toString('base64')}`;
}

// 1.6 stores a key in hexadecimal, and 1.6-J 6.2.2 sends its bytes where 2.x sends the text (A00.FR.205).
function passwordForms(password: string): Buffer[] {
  const text = Buffer.from(password);
  return /^(?:[0-9A-Fa-f]{2}){16,20}$/.test(password) ? [text, Buffer.from(password, 'hex')] : [text];
}

// Digests have the same length whatever came, so the comparison tells nothing about it.
function isSame(left: Buffer, right: Buffer): boolean {
  const digest = (data: Buffer): Buffer => createHash('sha256').update(data).digest();
  return timingSafeEqual(digest(left), digest(right));
}
