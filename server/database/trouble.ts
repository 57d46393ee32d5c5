/** What is wrong with the database when a query fails for no fault of the query: in the words of people and of operators. */

export type Trouble = 'unreachable' | 'full' | 'read_only' | 'busy';

export const TROUBLES: Record<Trouble, { people: string; operators: string }> = {
  unreachable: {
    people: 'Stepwise cannot reach its database just now.',
    operators: 'the database does not answer: see that PostgreSQL runs; nothing else has to be started again',
  },
  full: {
    people: 'Stepwise has no room to store anything just now.',
    operators: 'the disk of the database is full: make room on it; nothing has to be started again',
  },
  read_only: {
    people: 'Stepwise can be read but not changed just now.',
    operators: 'the database is read-only: end its recovery, or set default_transaction_read_only to off',
  },
  busy: {
    people: 'Stepwise has too much to do just now.',
    operators: 'the database gave up a statement for taking too long, or has no connection left',
  },
};

/** Codes of PostgreSQL (appendix A of its manual), of sockets, and of Prisma, whose raw queries have a kind instead. */
const CODES: readonly [Trouble, RegExp][] = [
  ['full', /^(53100|ENOSPC|EDQUOT)$/],
  ['read_only', /^(25006|EROFS)$/],
  // Prisma's P1017 is "the server has closed the connection"; 57P are those of a server that stops or starts.
  [
    'unreachable',
    /^(57P\d\d|08\w{3}|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|P1001|P1002|P1017|ConnectionClosed|DatabaseNotReachable|SocketTimeout)$/,
  ],
  ['busy', /^(57014|55P03|53200|53300|53400|P1008|P2024|P2028|25P0[34]|TooManyConnections)$/],
];
/** pg has no codes for these. */
const MESSAGES: readonly [Trouble, RegExp][] = [
  ['full', /No space left on device/],
  [
    'unreachable',
    /Connection terminated|Client has encountered a connection error|timeout expired|timeout exceeded when trying to connect|Query read timeout|Client was closed|socket hang up/,
  ],
];
const DEPTH = 6;

function textOf(value: object, name: string): string {
  const found = (value as Record<string, unknown>)[name];
  return typeof found === 'string' ? found : '';
}

/** An error with all that it was made of: its causes, and what Prisma wraps. */
function* layers(error: unknown, depth = 0): Generator<object> {
  if (typeof error !== 'object' || error === null || depth > DEPTH) return;
  yield error;
  for (const name of ['cause', 'meta', 'driverAdapterError', 'error', 'errors'])
    if (Reflect.has(error, name)) yield* layers((error as Record<string, unknown>)[name], depth + 1);
  if (Array.isArray(error)) for (const each of error) yield* layers(each, depth + 1);
}

/** Of PostgreSQL, of the socket and of Prisma, whatever the error is wrapped in. */
export const codesOf = (error: unknown): string[] =>
  [...layers(error)].flatMap((layer) => [
    textOf(layer, 'originalCode'),
    textOf(layer, 'code'),
    textOf(layer, 'kind'),
  ]);

/** @returns null for an error that has nothing to do with the state of the database */
export function troubleOf(error: unknown): Trouble | null {
  const all = [...layers(error)];
  const codes = codesOf(error);
  for (const [trouble, pattern] of CODES) if (codes.some((code) => pattern.test(code))) return trouble;
  const messages = all.flatMap((layer) => [textOf(layer, 'originalMessage'), textOf(layer, 'message')]);
  for (const [trouble, pattern] of MESSAGES) if (messages.some((text) => pattern.test(text))) return trouble;
  return null;
}
