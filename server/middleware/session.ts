import connectPgSimple from 'connect-pg-simple';
import type { RequestHandler } from 'express';
import session from 'express-session';
import type pg from 'pg';

const HOUR_MS = 3_600_000;
/** Since the last request: a term's daily work needs no second signing in, a forgotten machine is safe after a while. */
const MAX_AGE_MS = 72 * HOUR_MS;

/** Sessions in PostgreSQL; the cookie holds nothing but their id. */
export function sessions(pool: pg.Pool, secret: string, secure: boolean): RequestHandler {
  const Store = connectPgSimple(session);
  return session({
    name: 'stepwise',
    secret,
    store: new Store({ pool, tableName: 'user_sessions', pruneSessionInterval: 15 * 60 }),
    resave: false,
    saveUninitialized: false,
    rolling: true,
    cookie: { httpOnly: true, sameSite: 'lax', secure, maxAge: MAX_AGE_MS },
  });
}
