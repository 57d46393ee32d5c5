import { pino } from 'pino';
import type { Logger } from 'pino';
import type { Config } from './config.ts';

export type Log = Logger;

/** JSON lines on standard output, or on the given descriptor. */
export function createLog(name: string, level: Config['logLevel'], descriptor = 1): Log {
  return pino({ name, level }, pino.destination({ fd: descriptor, sync: true }));
}
