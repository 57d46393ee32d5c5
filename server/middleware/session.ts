import connectPgSimple from 'connect-pg-simple';
import type { RequestHandler } from 'express';
import session from 'express-session';
import type pg from 'pg';
import type { Log } from '../log.ts';

export const SESSION_COOKIE = 'stepwise';
const HOUR_MS = 3_600_000;
/** Since the last request: a term's daily work needs no second signing in, a forgotten machine is safe after a while. */
const MAX_AGE_MS = 72 * HOUR_MS;
/** How much earlier than that a session may end. */
const TOUCH_MS = 5 * 60_000;

/** Sessions in PostgreSQL; the cookie holds nothing but their id. */
export function sessions(pool: pg.Pool, secret: string, secure: boolean, log: Log): RequestHandler {
  const Base = connectPgSimple(session);
  /** Every response waits until its session is written: doing that each time cost one write to disk a request. */
  class Store extends Base {
    readonly #touched = new Set<string>();

    constructor(options: ConstructorParameters<typeof Base>[0]) {
      super(options);
      setInterval(() => this.#touched.clear(), TOUCH_MS).unref();
    }

    override touch(sid: string, data: session.SessionData, done?: () => void): void {
      if (this.#touched.has(sid)) return done?.();
      this.#touched.add(sid);
      super.touch(sid, data, done ?? (() => undefined));
    }
  }
  return session({
    name: SESSION_COOKIE,
    secret,
    store: new Store({
      pool,
      tableName: 'user_sessions',
      pruneSessionInterval: 15 * 60,
      // Old sessions are removed at the next start when this server is on its way out.
      errorLog: (message: string, error: unknown) => {
        if (!pool.ending) log.warn({ err: error }, message);
      },
    }),
    resave: false,
    saveUninitialized: false,
    rolling: true,
    cookie: { httpOnly: true, sameSite: 'lax', secure, maxAge: MAX_AGE_MS },
  });
}
