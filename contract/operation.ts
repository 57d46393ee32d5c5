/**
 * An operation of the API: one HTTP method on one path with the zod schemas of what goes in and what comes out.
 * The server mounts operations, the client calls them, and the OpenAPI document is made from them.
 */
import { z } from 'zod';
import type { ErrorCode } from './error.ts';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** What an operation answers with: a JSON value, a file, or a stream of server-sent events. */
export type ResponseType =
  | 'application/json'
  | 'text/csv'
  | 'text/calendar'
  | 'application/x-tex'
  | 'application/octet-stream'
  | 'text/event-stream';

/** What an operation is sent: a JSON value, or a file as its bytes. */
export type BodyType = 'application/json' | 'application/octet-stream';

/**
 * How an act that is sent twice, since its answer was lost or by a second click or tab, is done once (ADR 118). Of every
 * way the second is answered as done, or refused: nothing is there twice, and nobody is told or named in the log twice.
 */
export const ONCE = {
  nothing: 'It changes nothing.',
  state: 'It says what is to be: where it is so already, nothing is done.',
  seen: 'It names what it is made upon, in its body or address: upon anything else it is refused.',
  named: 'It names what it makes, by an id, an address or its content: that is there once.',
  key: 'Its sender gives it a key, which the log of acts keeps: what has come under the same key is answered as it stands.',
  replaces:
    'The link that it makes takes the place of the one before, so that one works: that of whoever asked last.',
} as const;
export type Once = keyof typeof ONCE;

/** Of an operation that is done once by its key: a new UUID for each act, and the same one where the act is sent again. */
export const KEY_HEADER = 'idempotency-key';

export interface Operation<
  Id extends string = string,
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
  Way extends Once = Once,
> {
  /** camelCase, verb first; also the operationId of the OpenAPI document. */
  readonly id: Id;
  readonly method: Method;
  /** Of one that only reads: `nothing`. */
  readonly once: Way;
  /** Under the server's root, parameters in braces: `/api/courses/{course}`. */
  readonly path: string;
  readonly summary: string;
  readonly params: Params;
  readonly query: Query;
  /** `z.undefined()` when nothing is sent. */
  readonly body: Body;
  readonly bodyType: BodyType;
  /** The JSON value; the text of a file; of a stream, the value of one event's `data`. */
  readonly response: Response;
  readonly responseType: ResponseType;
  /** Of the answer when all went well. */
  readonly status: 200 | 201;
  /** Errors of this operation beyond those that every operation may answer with. */
  readonly errors: readonly ErrorCode[];
}

export type ParamsOf<O extends Operation> = z.output<O['params']>;
export type QueryOf<O extends Operation> = z.output<O['query']>;
/** What a caller may leave out (defaults) is optional here; the server sees `z.output`. */
export type QueryInputOf<O extends Operation> = z.input<O['query']>;
export type BodyOf<O extends Operation> = z.output<O['body']>;
export type BodyInputOf<O extends Operation> = z.input<O['body']>;
export type ResponseOf<O extends Operation> = z.output<O['response']>;

type Nothing = z.ZodObject<Record<never, never>>;

export function defineOperation<
  const Id extends string,
  Response extends z.ZodType,
  Params extends z.ZodType = Nothing,
  Query extends z.ZodType = Nothing,
  Body extends z.ZodType = z.ZodUndefined,
  const Way extends Once = 'nothing',
>(
  operation: {
    id: Id;
    path: string;
    summary: string;
    params?: Params;
    query?: Query;
    body?: Body;
    bodyType?: BodyType;
    response: Response;
    responseType?: ResponseType;
    status?: 200 | 201;
    errors?: readonly ErrorCode[];
  } & ({ method: 'get'; once?: Way & 'nothing' } | { method: Exclude<Method, 'get'>; once: Way }),
): Operation<Id, Params, Query, Body, Response, Way> {
  return {
    // Of a GET, whose way is this one.
    once: 'nothing' as Way,
    bodyType: 'application/json',
    responseType: 'application/json',
    status: 200,
    errors: [],
    ...operation,
    params: operation.params ?? (z.object({}) as unknown as Params),
    query: operation.query ?? (z.object({}) as unknown as Query),
    body: operation.body ?? (z.undefined() as unknown as Body),
  };
}

/** The URL of a call: `{name}` filled in and the query appended; absent query values are left out. */
export function urlOf(
  operation: Pick<Operation, 'path'>,
  params: Record<string, string> = {},
  query: Record<string, string | number | boolean | undefined> = {},
): string {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`${operation.path} needs ${name}`);
    return encodeURIComponent(value);
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return search.size > 0 ? `${path}?${search}` : path;
}
