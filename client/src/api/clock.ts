/** The server's clock rules: due times are judged and shown by it, whatever this device believes. */

let offset = 0;

/** @param serverTime UTC, ISO 8601, as just received. */
export function setServerTime(serverTime: string): void {
  offset = Date.parse(serverTime) - Date.now();
}

/**
 * What an answer tells of has happened: an answer takes a while to come, so that a clock set by one is behind the next one's.
 *
 * @param answeredAt UTC, ISO 8601
 */
export function setNotBefore(answeredAt: string): void {
  offset = Math.max(offset, Date.parse(answeredAt) - Date.now());
}

/** Milliseconds since 1970 by the server's clock. */
export function serverNow(): number {
  return Date.now() + offset;
}
