/** The server's clock rules: due times are judged and shown by it, whatever this device believes. */

let offset = 0;

/** @param serverTime UTC, ISO 8601, as just received. */
export function setServerTime(serverTime: string): void {
  offset = Date.parse(serverTime) - Date.now();
}

/** Milliseconds since 1970 by the server's clock. */
export function serverNow(): number {
  return Date.now() + offset;
}
