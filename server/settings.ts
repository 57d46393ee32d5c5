/**
 * Settings that hold secrets come from the parent process by message where it says so: an environment can be read later, by
 * this program's children and in /proc.
 */
import { once } from 'node:events';
import { z } from 'zod';

/** Set by a parent that sends them. */
export const BY_MESSAGE = 'STEPWISE_SETTINGS';

const Settings = z.record(z.string(), z.string());

export async function receiveSettings(): Promise<NodeJS.ProcessEnv> {
  if (process.env[BY_MESSAGE] !== 'message') return process.env;
  const [message] = (await once(process, 'message')) as [unknown];
  return { ...process.env, ...Settings.parse(message) };
}
