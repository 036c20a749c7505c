/** Station identities are at most this long (OCPP 2.0.1 Part 4, 3.1.1; 1.6 errata name no limit). */
export const maxIdentityLength = 48;

// Part 4 3.1.1: identifierString. The colon is refused there, but 1.6 stations use it.
const identityPattern = /^[A-Za-z0-9*+=:|@._-]{1,48}$/;

/** Whether a text can be a station identity: 1 to 48 characters of `[A-Za-z0-9*+=:|@._-]`. */
export function isIdentity(text: string): boolean {
  return identityPattern.test(text);
}

/** A text of the other end, made safe to show: other characters than those of an identity become `?`, at most 48. */
export function showIdentity(text: string): string {
  return text.slice(0, maxIdentityLength).replace(/[^A-Za-z0-9*+=:|@._-]/g, '?');
}

/** The path of a request target, without its query, for display: printable ASCII, at most 256 characters. */
export function showPath(target: string): string {
  const path = target.split('?', 1)[0] ?? '';
  return path.slice(0, 256).replace(/[^\x21-\x7e]/g, '?');
}

/** What a request target says of the station: its identity, or what is wrong with the path. */
export type IdentityReading = { identity: string } | { shown: string; reason: string };

/**
 * Reads the identity from a request target: the percent-decoded last segment after the endpoint's
 * own path (1.6-J 3.1.1, Part 4 3.1.1).
 */
export function readIdentity(target: string, basePath: string): IdentityReading {
  const path = target.split('?', 1)[0] ?? '';
  const cut = path.lastIndexOf('/');
  const segment = path.slice(cut + 1);
  const shown = showIdentity(segment);
  const base = basePath.replace(/\/+$/, '');
  if (path.slice(0, Math.max(cut, 0)) !== base) {
    return { shown, reason: `the path is not ${base}/ followed by the station identity` };
  }
  const identity = decode(segment);
  if (identity === undefined || !isIdentity(identity)) {
    return { shown, reason: 'the last path segment is no station identity' };
  }
  return { identity };
}

function decode(segment: string): string | undefined {
  if (segment.length > maxIdentityLength * 3) return undefined;
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
