/** The one way to the server: an operation of the contract and its input → its response. */
import { ErrorBody } from '../../../contract/error.ts';
import { NEWS_HEADER } from '../../../contract/news.ts';
import {
  KEY_HEADER,
  type BodyInputOf,
  type Operation,
  type ParamsOf,
  type QueryInputOf,
  type ResponseOf,
} from '../../../contract/operation.ts';
import { BUILD_HEADER, CSRF_HEADER, getSession, signIn, TIME_HEADER } from '../../../contract/session.ts';
import { answered, keyFor } from './actKeys.ts';
import { addressOf, ownerOfPage, setOwnerOfPage } from './address.ts';
import { ApiError, isApiError, isRefusal } from './ApiError.ts';
import { setNotBefore } from './clock.ts';
import { paintDue } from './paint.ts';
import { outdated, reportBuild, reportReached } from './reachability.ts';
import { createSignal } from './signal.ts';

/** Whether a part of the input may be left out: nothing is sent there, or nothing in it is required. */
type MayBeAbsent<Value> = [Value] extends [undefined]
  ? true
  : string extends keyof Value
    ? true
    : Partial<Value> extends Value
      ? true
      : false;

type Part<Name extends string, Value> =
  MayBeAbsent<Value> extends true ? { [name in Name]?: Value } : { [name in Name]: Value };

export type CallInput<O extends Operation> = Part<'params', ParamsOf<O>> &
  Part<'query', QueryInputOf<O>> &
  Part<'body', BodyInputOf<O>>;

interface AnyInput {
  /** Of an act that is done once by its key. */
  key?: string;
  params?: Record<string, string>;
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
}

/** Set when the server no longer knows who is signed in although a page was open. */
export const sessionEnded = createSignal(false);

let csrfToken: string | null = null;

/** Kept outside React because it belongs to the connection; every session the server answers with renews it. */
export function setCsrfToken(token: string, userId = ownerOfPage()): void {
  csrfToken = token;
  setOwnerOfPage(userId);
}

const UNREACHABLE = 'Could not reach Stepwise. We try again every 10 s; keep this tab open.';
/** Of what only asks, such as how a rule is read: nothing sends it again by itself. */
const UNASKED = 'Could not reach Stepwise. Nothing was changed; try again.';
/** Whoever gets no answer has no session in this browser. */
const NOT_SIGNED_IN =
  'Could not reach Stepwise, so you are not signed in. Nothing else was changed; try again.';
/** Of what changes something: the request or its answer was lost, and nothing sends it again by itself. */
const UNANSWERED = 'Could not reach Stepwise, so this may or may not have been done.';

function unreachableWords({ id, method, once }: Operation, { body }: AnyInput): string {
  if (method === 'get') return UNREACHABLE;
  if (once === 'nothing') return UNASKED;
  if (id === signIn.id) return NOT_SIGNED_IN;
  // Where nothing was entered there is nothing to be looked for.
  const kept = body === undefined ? 'Try' : 'What you entered is still here: try';
  return `${UNANSWERED} ${kept} again, or load the page to see.`;
}

function requestOf(operation: Operation, input: AnyInput): RequestInit {
  const headers = new Headers({ accept: operation.responseType });
  if (operation.method !== 'get' && csrfToken !== null) headers.set(CSRF_HEADER, csrfToken);
  if (input.key !== undefined) headers.set(KEY_HEADER, input.key);
  if (input.body !== undefined) headers.set('content-type', operation.bodyType);
  const init: RequestInit = { method: operation.method.toUpperCase(), headers, credentials: 'same-origin' };
  if (input.body !== undefined) {
    const isJson = operation.bodyType === 'application/json';
    init.body = isJson ? JSON.stringify(input.body) : (input.body as Uint8Array<ArrayBuffer>);
  }
  return init;
}

async function send(operation: Operation, input: AnyInput, signal?: AbortSignal): Promise<Response> {
  const paint = paintDue();
  if (paint !== null) await paint;
  const init = requestOf(operation, input);
  if (signal !== undefined) init.signal = signal;
  try {
    const response = await fetch(addressOf(operation, input.params, input.query), init);
    reportReached(true);
    reportBuild(response.headers.get(BUILD_HEADER));
    const answeredAt = response.headers.get(TIME_HEADER);
    if (answeredAt !== null) setNotBefore(answeredAt);
    return response;
  } catch (error) {
    if (signal?.aborted) throw error;
    reportReached(false);
    throw new ApiError('unreachable', unreachableWords(operation, input));
  }
}

/** Of a page that was open over an update, and asks in a form that the server has no more. */
const OF_BEFORE =
  'Stepwise was updated while this page was open, so this could not be done from here. Nothing was changed: copy what you wrote, load the page again and do it there.';

/** What the server says in refusing, in words for people. */
export async function refusalOf(response: Response): Promise<ApiError> {
  const parsed = ErrorBody.safeParse(await response.json().catch(() => null));
  if (!parsed.success)
    return new ApiError(
      'internal',
      `Stepwise had a problem (${response.status}). What was saved is safe; try again.`,
    );
  const { code, message, details } = parsed.data.error;
  if (code === 'not_signed_in') sessionEnded.set(true);
  // The contract's own messages are sentences, about what somebody entered: those stand, whatever build the page is of.
  const isAboutForm = code === 'invalid_request' && !message.endsWith('.');
  return new ApiError(code, isAboutForm && outdated.get() ? OF_BEFORE : message, details);
}

/** Up to which news an answer holds what there is. */
const places = new WeakMap<object, string>();
export const placeOf = (answer: object): string => places.get(answer) ?? '';

async function attempt(operation: Operation, input: AnyInput, signal?: AbortSignal): Promise<unknown> {
  const response = await send(operation, input, signal);
  if (!response.ok) throw await refusalOf(response);
  if (operation.responseType !== 'application/json') return response.text();
  const answer = (await response.json()) as object;
  places.set(answer, response.headers.get(NEWS_HEADER) ?? '');
  return answer;
}

/** Of whoever is signed in by now: what is asked with it in the name of somebody else the server refuses (`OWNER_PARAM`). */
async function renewCsrfToken(): Promise<void> {
  const session = (await attempt(getSession, {})) as ResponseOf<typeof getSession>;
  setCsrfToken(session.csrfToken);
}

/** The last change that was asked for, while it is on its way. */
let onItsWay: { operation: Operation; input: AnyInput; answer: Promise<unknown> } | null = null;

/** Bytes are the same where they are the same object: to compare files would take longer than two clicks. */
const sameBody = (one: unknown, other: unknown): boolean =>
  one === other ||
  (!(one instanceof Uint8Array) &&
    !(other instanceof Uint8Array) &&
    JSON.stringify(one) === JSON.stringify(other));

/**
 * Two clicks before the page is drawn anew, or a click and a key, ask for one thing: whoever asks for the very change that was
 * asked for last, while that is on its way, gets its answer, and nothing is sent a second time. After another change it is
 * a new wish: on, off and on again ends as on.
 */
function once(operation: Operation, input: AnyInput, send: () => Promise<unknown>): Promise<unknown> {
  const last = onItsWay;
  if (
    last !== null &&
    last.operation === operation &&
    JSON.stringify([last.input.params, last.input.query]) === JSON.stringify([input.params, input.query]) &&
    sameBody(last.input.body, input.body)
  )
    return last.answer;
  const mine = { operation, input, answer: send() };
  onItsWay = mine;
  const arrive = () => {
    if (onItsWay === mine) onItsWay = null;
  };
  mine.answer.then(arrive, arrive);
  return mine.answer;
}

async function underKey<T>(
  operation: Operation,
  input: AnyInput,
  send: (input: AnyInput) => Promise<T>,
): Promise<T> {
  const wish = JSON.stringify([ownerOfPage(), operation.id, input]);
  const key = keyFor(wish);
  try {
    const answer = await send({ ...input, key });
    answered(wish);
    return answer;
  } catch (error) {
    if (isRefusal(error as Error)) answered(wish);
    throw error;
  }
}

/**
 * Calls an operation. The response is what the contract says: the server has validated it, so it is not parsed again.
 * A request refused for an old CSRF token had no effect and is sent once more with a new one; nothing else is repeated, and
 * no change is sent twice at once. What is done once by a key (ADR 118) has the same one where it is tried again. One that its
 * caller may give up (`signal`) is its own.
 * @throws {ApiError}
 */
export async function call<O extends Operation>(
  operation: O,
  input: CallInput<O>,
  signal?: AbortSignal,
): Promise<ResponseOf<O>> {
  const send = () =>
    operation.once === 'key'
      ? underKey(operation, input as AnyInput, (keyed) => renewing(operation, keyed, signal))
      : renewing(operation, input as AnyInput, signal);
  if (operation.method === 'get') return send() as Promise<ResponseOf<O>>;
  if (signal === undefined) return once(operation, input as AnyInput, send) as Promise<ResponseOf<O>>;
  onItsWay = null;
  return send() as Promise<ResponseOf<O>>;
}

async function renewing(operation: Operation, input: AnyInput, signal?: AbortSignal): Promise<unknown> {
  try {
    return await attempt(operation, input, signal);
  } catch (error) {
    if (!isApiError(error, 'csrf')) throw error;
    await renewCsrfToken();
    return attempt(operation, input, signal);
  }
}

/** As the page is left: the browser sends it, by the rules of every other request, and nobody hears the answer. */
export function callLeaving<O extends Operation>(operation: O, input: CallInput<O>): void {
  const { params, query } = input as AnyInput;
  const request = { ...requestOf(operation, input as AnyInput), keepalive: true };
  fetch(addressOf(operation, params, query), request).catch(() => null);
}
