/**
 * How RFC 7692 compression is negotiated where it is wanted (required of a CSMS by Part 4, 3.3).
 * Without context takeover small messages go uncompressed, which is faster.
 */
export function compressionSettings(wanted: boolean): false | { threshold: number; serverNoContextTakeover: true; clientNoContextTakeover: true } {
  return wanted ? { threshold: 1024, serverNoContextTakeover: true, clientNoContextTakeover: true } : false;
}
