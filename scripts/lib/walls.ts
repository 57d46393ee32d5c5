/**
 * Walls around the worker and the trier, where an ordinary user may make them: they see their own program, Python and the system's
 * libraries, and reach the database through one door. What they are made of stands in `grader/sandbox/python/confinement.py`.
 */
import { dirname, join } from 'node:path';
import { ROOT } from '../../server/config.ts';

const SCRIPT = join(ROOT, 'grader/sandbox/python/confinement.py');
/** Where the door is found inside; as PostgreSQL's clients name a socket. */
const INSIDE = '/run/stepwise/.s.PGSQL.5432';

export interface Walls {
  /** The interpreter that makes them. */
  python: string;
  /** What is to be seen. */
  show: string[];
  /** What the process within is to know of Python. */
  environment: NodeJS.ProcessEnv;
}

/** How Node's `fork` starts a process behind walls. @param door a socket, null for none */
export function behind({ python, show }: Walls, door: string | null) {
  const order = { show, door, inside: door && INSIDE };
  return { execPath: python, execArgv: ['-B', SCRIPT, JSON.stringify(order), process.execPath] };
}

/** The URL of a database as it is reached from inside. */
export function urlInside(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  for (const name of [...url.searchParams.keys()])
    if (/^(ssl|host$|port$)/.test(name)) url.searchParams.delete(name);
  url.host = 'localhost';
  url.port = '';
  url.searchParams.set('host', dirname(INSIDE));
  return url.href;
}
