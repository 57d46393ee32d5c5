/**
 * The WebSocket of documents, beside the routes: the same session, the same table of rights, and an Origin of its own
 * server, since a CSRF token does not cover an upgrade.
 */
import { STATUS_CODES } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { AssignmentParams } from '../../../contract/common.ts';
import { documentPath, MAX_UPDATE_BYTES } from '../../../contract/documents.ts';
import { OWNER_PARAM } from '../../../contract/session.ts';
import type { Deps } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { loadSubject } from '../../middleware/subject.ts';
import type { AssignmentSubject, SignedIn } from '../../middleware/subject.ts';
import { isAllowed } from '../../policy.ts';
import { Inflow } from './inflow.ts';
import { CLOSE, Page } from './page.ts';
import { Relay } from './relay.ts';

/** Base64 and the frame around it. */
const MAX_PAYLOAD = Math.ceil(MAX_UPDATE_BYTES * 1.4) + 10_000;
const HEARTBEAT_MS = 20_000;
/** How often it is looked whether the person is still signed in and in the course. */
const RECHECK_MS = 30_000;
/** Tabs and devices of one person. */
export const MOST_PAGES = 20;
/** As long as somebody may take to close one. */
const RETRY_AFTER_SECONDS = 10;

const PATH = new RegExp(`^${documentPath.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);

export interface SocketOptions {
  deps: Deps;
  /** Who is signed in, by the cookie of the request. */
  authenticate: (request: IncomingMessage) => Promise<SignedIn | null>;
  /** Address by which browsers reach the server, where it is not the Host of their requests. */
  publicUrl: string | null;
}

/** A request that is answered before it becomes a socket. */
function refuse(socket: Duplex, status: number, reason: string, retryAfterSeconds?: number): void {
  const body = `${reason}\n`;
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...(retryAfterSeconds === undefined ? [] : [`Retry-After: ${retryAfterSeconds}`]),
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

export function serveDocuments(
  server: Server,
  { deps, authenticate, publicUrl }: SocketOptions,
): { close(): Promise<void> } {
  const { db, news, clock, log } = deps;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_PAYLOAD });
  const relay = new Relay(db, news, log);
  /** By person. */
  const pages = new Map<string, { open: number; inflow: Inflow }>();

  const isOwnOrigin = ({ headers }: IncomingMessage): boolean => {
    const { origin, host } = headers;
    if (origin === undefined) return false;
    const { host: from } = URL.parse(origin) ?? {};
    return from === host || (publicUrl !== null && from === URL.parse(publicUrl)?.host);
  };

  /** @throws ApiError as the API answers */
  async function authorize(
    request: IncomingMessage,
  ): Promise<{ user: SignedIn; subject: AssignmentSubject }> {
    const [path = '', query = ''] = (request.url ?? '').split('?');
    const params = AssignmentParams.safeParse(PATH.exec(path)?.groups);
    if (!params.success) throw new ApiError('not_found', 'There is no such address.');
    if (!isOwnOrigin(request)) throw new ApiError('forbidden', 'This page comes from another server.');
    const user = await authenticate(request);
    if (!user) throw new ApiError('not_signed_in', 'Please sign in.');
    // The page says whose it is: somebody else may have signed in in this browser since it was loaded.
    const owner = new URLSearchParams(query).get(OWNER_PARAM);
    if (owner !== null && owner !== user.id)
      throw new ApiError('forbidden', 'Somebody else is signed in in this browser now.');
    const [subject, { role, isOwn }] = await loadSubject(deps, params.data, user, clock());
    if (!isAllowed('getDocument', role, isOwn))
      throw new ApiError('forbidden', 'Your role in this course does not allow this.');
    return { user, subject: subject as AssignmentSubject };
  }

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const { user, subject } = await authorize(request);
    if ((pages.get(user.id)?.open ?? 0) >= MOST_PAGES)
      throw new ApiError(
        'throttled',
        'Too many pages of this course are open; close some.',
        undefined,
        RETRY_AFTER_SECONDS,
      );
    if (socket.destroyed) return;
    sockets.handleUpgrade(request, socket, head, (connection) => {
      const theirs = pages.get(user.id) ?? { open: 0, inflow: new Inflow() };
      pages.set(user.id, theirs);
      theirs.open += 1;
      const recheck = () => {
        authorize(request).catch((error: unknown) => {
          // A database that does not answer just now signs nobody out.
          if (error instanceof ApiError) connection.close(CLOSE.signedOut, 'Please sign in.');
        });
      };
      new Page({ db, news, relay, clock, log }, connection, {
        subject,
        person: { id: user.id, name: user.name },
        inflow: theirs.inflow,
        recheck,
      });
      let isAlive = true;
      connection.on('pong', () => {
        isAlive = true;
      });
      const heartbeat = setInterval(() => {
        if (!isAlive) return connection.terminate();
        isAlive = false;
        connection.ping();
      }, HEARTBEAT_MS);
      const rechecking = setInterval(recheck, RECHECK_MS);
      connection.once('close', () => {
        clearInterval(heartbeat);
        clearInterval(rechecking);
        theirs.open -= 1;
        if (theirs.open === 0) pages.delete(user.id);
      });
    });
  }

  server.on('upgrade', (request, socket, head) => {
    if (!PATH.test((request.url ?? '').split('?')[0] ?? '')) return;
    socket.on('error', () => socket.destroy());
    upgrade(request, socket, head).catch((error: unknown) => {
      if (error instanceof ApiError)
        return refuse(socket, error.status, error.message, error.retryAfterSeconds);
      log.error({ err: error }, 'upgrade to a document');
      refuse(socket, 500, 'Stepwise had a problem');
    });
  });

  return {
    async close() {
      relay.close();
      for (const connection of sockets.clients) connection.terminate();
      await new Promise<void>((done) => sockets.close(() => done()));
    },
  };
}
