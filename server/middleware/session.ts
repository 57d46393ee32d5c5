import connectPgSimple from 'connect-pg-simple';
import type { Request, RequestHandler } from 'express';
import session from 'express-session';
import type pg from 'pg';
import type { Log } from '../log.ts';
import type { SignedIn } from './subject.ts';

export const SESSION_COOKIE = 'stepwise';
const HOUR_MS = 3_600_000;
/** Since the last request: a term's daily work needs no second signing in, a forgotten machine is safe after a while. */
const MAX_AGE_MS = 72 * HOUR_MS;
/** How much earlier than that a session may end. */
const TOUCH_MS = 5 * 60_000;

/** What passport keeps in a session: who it is, and the number of the password that they showed. */
const PERSON = `s.sess->'passport'->'user'`;
/** With another password than at its beginning a session has ended, wherever it is. */
const READ = {
  name: 'stepwise session',
  text: `SELECT s.sess, u.id, u.email, u.name, u.is_administrator AS "isAdministrator"
    FROM user_sessions s
    LEFT JOIN users u ON u.id = (${PERSON}->>'id')::uuid AND u.credentials_version = (${PERSON}->>'credentials')::int
    WHERE s.sid = $1 AND s.expire >= now()`,
};

/** What a session holds of whoever signed in. */
export interface Held {
  id: string;
  credentials: number;
}

interface Row extends SignedIn {
  sess: session.SessionData & { passport?: { user?: Held } };
}

/** By what their session holds of them. */
const people = new WeakMap<object, SignedIn>();

/** @param held what a session that was just read holds of a person @returns null where it has ended */
export const personOf = (held: object): SignedIn | null => people.get(held) ?? null;

/** The number of the password with which the session of a request began; null where nobody is signed in by one. */
export const credentialsOf = ({ session: of }: Request): number | null =>
  (of as Row['sess']).passport?.user?.credentials ?? null;

/** Whether whoever asked with a browser's session is signed in by it still; whoever asked with a token has none. */
export const isSignedInStill = (request: Request): Promise<boolean> =>
  new Promise((resolve, reject) => {
    if ((request.session as session.Session | undefined) === undefined) return resolve(true);
    request.sessionStore.get(request.sessionID, (error, found) => {
      const held = (found as Row['sess'] | null | undefined)?.passport?.user;
      if (error) reject(error as Error);
      else resolve(held !== undefined && personOf(held) !== null);
    });
  });

/** Sessions in PostgreSQL; the cookie holds nothing but their id. Every request reads one, and whose it is with it. */
export function sessions(pool: pg.Pool, secret: string, secure: boolean, log: Log): RequestHandler {
  const Base = connectPgSimple(session);
  /** Every response waits until its session is written: doing that each time cost one write to disk a request. */
  class Store extends Base {
    readonly #touched = new Set<string>();

    constructor(options: ConstructorParameters<typeof Base>[0]) {
      super(options);
      setInterval(() => this.#touched.clear(), TOUCH_MS).unref();
    }

    override get(sid: string, done: (error: unknown, data?: session.SessionData | null) => void): void {
      pool.query<Row>({ ...READ, values: [sid] }).then(({ rows: [row] }) => {
        if (!row) return done(null, null);
        const { sess, ...person } = row;
        const held = sess.passport?.user;
        if (held && person.id) people.set(held, person);
        done(null, sess);
      }, done);
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
