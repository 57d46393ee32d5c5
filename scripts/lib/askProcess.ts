import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ROOT } from '../../server/config.ts';
import type { Account } from '../../server/database/unprivileged.ts';
import { behind, type Walls } from './walls.ts';

interface Question {
  /** Relative to the root. */
  script: string;
  environment: NodeJS.ProcessEnv;
  /** Null: as whoever we are. */
  account: Account | null;
  /** Null: none. */
  walls: Walls | null;
}

/** The first thing that a process says; null when it ends before, or does not even start. */
export async function askProcess({ script, environment, account, walls }: Question): Promise<unknown> {
  const child = fork(join(ROOT, script), {
    cwd: ROOT,
    env: { ...environment, ...walls?.environment },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    ...(walls ? behind(walls, null) : { execArgv: [] }),
    ...(account ?? {}),
  });
  const [message] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => [null]),
    once(child, 'error').then(() => [null]),
  ])) as [unknown];
  return message;
}
