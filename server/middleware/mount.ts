/**
 * Puts an operation of the contract on a router. Every route goes the same way, and none can leave a step out:
 * authenticate → find the subject → authorize → validate → one call → present.
 */
import express from 'express';
import type { Request, RequestHandler, Response, Router } from 'express';
import type {} from 'passport';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { InvalidRequest } from '../../contract/error.ts';
import { operations } from '../../contract/index.ts';
import type { OperationId, Operations } from '../../contract/index.ts';
import { NEWS_HEADER } from '../../contract/news.ts';
import { KEY_HEADER } from '../../contract/operation.ts';
import type { BodyOf, Operation, ParamsOf, QueryOf } from '../../contract/operation.ts';
import { OWNER_PARAM, TIME_HEADER } from '../../contract/session.ts';
import { ROLES } from '../../contract/common.ts';
import type { Role } from '../../contract/common.ts';
import { TOKEN_SCOPES } from '../../contract/tokens.ts';
import type { TokenScope } from '../../contract/tokens.ts';
import type { Deps } from '../deps.ts';
import { ApiError } from '../errors.ts';
import { POLICY, isAllowed, isTokenFor } from '../policy.ts';
import { actOf } from './actOf.ts';
import { tokenOf } from './bearer.ts';
import { ownWork } from './ownWork.ts';
import { streamEvents } from './events.ts';
import { Readers } from './readers.ts';
import { readableJson } from './readableJson.ts';
import { isSignedInStill } from './session.ts';
import { loadSubject } from './subject.ts';
import type { CourseSubject, SignedIn, SubjectOf } from './subject.ts';
import { sendText } from './packing.ts';
import { Turns } from './turns.ts';
import { veilFor } from './veil.ts';
import type { Veil } from './veil.ts';

/** Operations that nobody need be signed in for. */
type Public = {
  [Id in OperationId]: (typeof POLICY)[Id]['anonymous'] extends 'no' ? never : Id;
}[OperationId];

/** Operations about no course. */
type Outside = {
  [Id in OperationId]: (typeof POLICY)[Id]['administrator'] extends 'no' ? never : Id;
}[OperationId];

type Mounted = Operations[OperationId];

interface Who<O extends Mounted> {
  user: O['id'] extends Public ? SignedIn | null : SignedIn;
  /** In the course that the operation is about. */
  role: O['id'] extends Public | Outside ? null : Role;
}

/** What a handler gets: everything known, allowed and valid. */
export type Call<O extends Mounted> = Who<O> &
  SubjectOf<ParamsOf<O>> & {
    params: ParamsOf<O>;
    query: QueryOf<O>;
    body: BodyOf<O>;
    /** Of an operation that is done once by a key: its id in the log. */
    act: O['once'] extends 'key' ? string : null;
    /** The moment the request had come, with the whole of its body. */
    now: Date;
    /** Hides names from the reader; a JSON value that is answered has gone through it. Null where they may be seen. */
    veil: Veil | null;
    /** Aborts when the caller has gone. */
    signal: AbortSignal;
    request: Request;
    response: Response;
  };

type Answer<O extends Mounted> = O['id'] extends 'streamSubmission' | 'streamAnswers' | 'streamSets'
  ? AsyncIterable<z.input<O['response']>>
  : Promise<z.input<O['response']>>;

export interface RouteOptions {
  /** Largest body, as in `2mb`. */
  limit?: string;
  /** What the events of a stream are called. */
  event?: string;
  /** Run after validation; they see the parsed `request.body`. */
  guards?: RequestHandler[];
}

/** Its path as a router takes it. */
export const routeOf = ({ path }: Pick<Operation, 'path'>): string => path.replace(/\{(\w+)\}/g, ':$1');

type Place = 'params' | 'query' | 'body';

function parse<S extends z.ZodType>(schema: S, value: unknown, place: Place): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => ({
    in: place,
    path: issue.path.join('.'),
    message: issue.message,
  }));
  const first = issues[0];
  const where = first?.path ? ` (${first.path})` : '';
  const details: InvalidRequest = { issues };
  const message = first?.message ?? '';
  // The contract's own messages are sentences for whoever fills in a form; what the validator says by itself ends without a stop.
  throw new ApiError(
    'invalid_request',
    message.endsWith('.') ? message : `The request has a mistake${where}: ${message}`,
    details,
  );
}

function run(middleware: RequestHandler, request: Request, response: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    void middleware(request, response, (error?: unknown) => (error ? reject(error) : resolve()));
  });
}

function refuse(id: OperationId, user: SignedIn | null): ApiError {
  return user
    ? new ApiError(
        'forbidden',
        POLICY[id].instructor === 'no' && POLICY[id].administrator === 'any'
          ? 'Only administrators of this installation may do this.'
          : 'Your role in this course does not allow this. Ask an instructor of the course.',
        { operation: id },
      )
    : new ApiError('not_signed_in', 'Please sign in.');
}

/** A token does what it is for and nothing else, whatever its owner may do. @throws ApiError forbidden */
function refuseBeyond(token: ReturnType<typeof tokenOf>, id: OperationId): void {
  if (!token || isTokenFor(token.scopes as TokenScope[], id)) return;
  const scopes = token.scopes.map((scope) => TOKEN_SCOPES[scope as TokenScope].toLowerCase());
  throw new ApiError(
    'forbidden',
    `The token "${token.name}" may ${scopes.join('; ')}, and nothing else. Nothing was changed.`,
    { operation: id },
  );
}

/**
 * A page asks for whoever opened it. Where somebody else has signed in in that browser since, it is answered only what everybody may read, and
 * may sign in. @throws ApiError not_signed_in
 */
function refuseForAnother({ id, method }: Operation, user: SignedIn | null, owner: unknown): void {
  if (!user || owner === undefined || owner === user.id) return;
  const isForAll = POLICY[id as OperationId].anonymous !== 'no';
  if (isForAll && (method === 'get' || id === operations.signIn.id)) return;
  throw new ApiError(
    'not_signed_in',
    'Somebody else has signed in in this browser, so nothing of theirs was shown or changed. Sign in again to go on.',
  );
}

/** In a course that is archived everything is read and nothing changes but that. @throws ApiError locked */
function refuseInArchive({ id, method }: Operation, subject: object): void {
  const { course } = subject as Partial<CourseSubject>;
  if (!course?.archivedAt || method === 'get' || NOT_IN_ARCHIVE.includes(id)) return;
  throw new ApiError(
    'locked',
    `${course.code} is archived: everything is kept, and nothing changes. An instructor can open it again under Settings.`,
  );
}

/** They change nothing in an archived course: it is copied, opened again, or goes as a whole. */
const NOT_IN_ARCHIVE = ['archiveCourse', 'copyCourse', 'deleteCourse'];

/** Of files: a body waits unread in the connection until the person's file before it is done with. */
const turns = new Turns();

/** After so long without a byte of a file its sender is taken for gone, so that they can send it again. */
const STALLED_MS = 15_000;

/** As it was sent; nothing where the operation takes none. */
async function readBody(
  operation: Operation,
  request: Request,
  response: Response,
  limit: string,
): Promise<void> {
  if (operation.body instanceof z.ZodUndefined) return;
  const reader =
    operation.bodyType === 'application/json'
      ? express.json({ limit })
      : express.raw({ limit, type: () => true, inflate: false });
  if (operation.bodyType === 'application/octet-stream')
    request.setTimeout(STALLED_MS, () => request.destroy());
  await run(reader, request, response);
  // What is made of it may take as long as it does.
  request.setTimeout(0);
}

function parseBody({ body, bodyType }: Operation, sent: unknown): unknown {
  if (body instanceof z.ZodUndefined) return undefined;
  return parse(body, bodyType === 'application/json' ? readableJson(sent) : sent, 'body');
}

/** Fewer bytes are there as soon as the request is. */
const SHORT_BYTES = 64_000;

/** Whether a body is read before its sender's rights are looked up, which is then done once, at its end. */
const isShort = ({ bodyType }: Operation, request: Request): boolean =>
  bodyType === 'application/json' && Number(request.get('Content-Length') ?? Infinity) <= SHORT_BYTES;

/** Whether somebody may do what they may do by `authorize`, as whoever they were. */
async function isRole(authorize: () => Promise<{ role: unknown }>, before: unknown): Promise<boolean> {
  try {
    return (await authorize()).role === before;
  } catch (error) {
    if (error instanceof ApiError) return false;
    throw error;
  }
}

/** Why a signal aborts: made once, since every request ends, and an error costs as much as a statement. */
const GONE = new DOMException('The caller has gone.', 'AbortError');

const isStream = (value: unknown): value is AsyncIterable<Uint8Array> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value;

const bufferOf = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

export function mount<O extends Mounted>(
  router: Router,
  deps: Deps,
  operation: O,
  handle: (call: Call<O>) => Answer<O>,
  options: RouteOptions = {},
): void {
  const operationId: OperationId = operation.id;
  const { method, bodyType, responseType, status, once }: Operation = operation;
  const readers = responseType === 'text/event-stream' ? new Readers(deps.news) : null;

  const answer = async (request: Request, response: Response): Promise<void> => {
    // Before anything is read: a stream that is opened from here tells what has come since.
    response.set(NEWS_HEADER, deps.news.place());
    const user = (request.user as SignedIn | undefined) ?? null;
    if (!user && POLICY[operationId].anonymous === 'no') throw refuse(operationId, user);
    refuseForAnother(operation, user, request.query[OWNER_PARAM]);
    refuseBeyond(tokenOf(request), operationId);
    const params = parse(operation.params, readableJson({ ...request.params }), 'params');
    const authorize = async () => {
      const [subject, standing] = await loadSubject(deps, params as object, user, deps.clock());
      if (!isAllowed(operationId, standing.role, standing.isOwn))
        throw isAllowed(operationId, standing.role, !standing.isOwn) && standing.isOwn
          ? ownWork()
          : refuse(operationId, user);
      refuseInArchive(operation, subject);
      const isRole = ROLES.some((role) => role === standing.role);
      return { subject, role: isRole ? standing.role : null };
    };
    const limit = options.limit ?? '2mb';
    const isRead = isShort(operation, request);
    if (isRead) await readBody(operation, request, response, limit);
    const read = isRead ? deps.clock() : null;
    const before = await authorize();
    const query = parse(operation.query, readableJson({ ...request.query }), 'query');
    if (!isRead) await readBody(operation, request, response, limit);
    const body = parseBody(operation, request.body);
    request.body = body;
    for (const guard of options.guards ?? []) await run(guard, request, response);
    // A sender may take minutes over a body, and the due time or the release of grades may come in between.
    const now = read ?? deps.clock();
    const { subject, role } = isRead || body === undefined ? before : await authorize();
    const sent = { operation: operationId, userId: user?.id ?? '', params, query, body };
    const act = once === 'key' ? actOf(sent, request.get(KEY_HEADER)) : null;
    const veil = await veilFor(deps.db, operationId, subject, { role: role as Role | null, now });

    const gone = new AbortController();
    response.once('close', () => gone.abort(GONE));
    // A client that disconnected during the checks gets no response.
    if (response.closed) gone.abort(GONE);
    const signal = gone.signal;
    const call = { ...subject, user, role, params, query, body, act, now, veil, signal, request, response };
    // The checks above are what the type says; TypeScript cannot follow them through a generic table.
    const result = handle(call as unknown as Call<O>);
    if (readers !== null) {
      const forget = readers.add({
        userId: user?.id ?? '',
        isAsBefore: async () => (await isSignedInStill(request)) && (await isRole(authorize, role)),
        end: () => gone.abort(GONE),
      });
      await streamEvents(
        response,
        result as AsyncIterable<unknown>,
        operation.response,
        options.event ?? 'run',
        signal,
      ).finally(forget);
      return;
    }
    // Only what the contract declares leaves the server: zod drops every other property.
    const value = operation.response.parse(await (result as Promise<unknown>));
    response.status(status).set(TIME_HEADER, deps.clock().toISOString());
    if (responseType === 'application/json') {
      const shown = veil ? await veil.hide(value, (params as { submissionId?: string }).submissionId) : value;
      await sendText(request, response.type('json'), JSON.stringify(shown));
      return;
    }
    // An image says its own type.
    if (response.get('Content-Type') === undefined) response.type(responseType);
    if (isStream(value)) await pipeline(value, response);
    else if (value instanceof Uint8Array) response.send(bufferOf(value));
    else await sendText(request, response, value as string);
  };

  router[method](routeOf(operation), async (request, response) => {
    const sender =
      bodyType === 'application/octet-stream' ? (request.user as SignedIn | undefined) : undefined;
    if (!sender) return answer(request, response);
    const endTurn = await turns.take(sender.id);
    try {
      // Who waited may have gone meanwhile, and a stream that has ended is never read to its end.
      if (!request.destroyed) await answer(request, response);
    } finally {
      endTurn();
    }
  });
}
