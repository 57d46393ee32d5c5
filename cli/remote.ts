/** Calls operations of a server with a personal token. */
import { randomUUID } from 'node:crypto';
import { ErrorBody } from '../contract/error.ts';
import { KEY_HEADER, urlOf } from '../contract/operation.ts';
import type { BodyInputOf, Operation, ParamsOf, QueryInputOf, ResponseOf } from '../contract/operation.ts';
import { UsageError } from './exit.ts';
import { onlyServer, originOf, tokenFor } from './servers.ts';

interface Input<O extends Operation> {
  params?: ParamsOf<O>;
  query?: QueryInputOf<O>;
  body?: BodyInputOf<O>;
}

/** What the server refused, in its words, which are for people. */
export class Refused extends UsageError {
  readonly code: ErrorBody['error']['code'];
  readonly details: unknown;

  constructor({ code, message, details }: ErrorBody['error']) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

export class Remote {
  readonly origin: string;
  readonly #token: string;

  constructor(origin: string, token: string) {
    this.origin = origin;
    this.#token = token;
  }

  /** By what `stepwise login` keeps, or the environment. @param server the one that it keeps when absent */
  static async at(server?: string): Promise<Remote> {
    const origin = originOf(server ?? (await onlyServer()));
    return new Remote(origin, await tokenFor(origin));
  }

  /** @throws Refused @throws UsageError where the server does not answer, or is none of Stepwise */
  async call<O extends Operation>(operation: O, input: Input<O> = {}): Promise<ResponseOf<O>> {
    const response = await this.send(operation, input);
    const answer = operation.response.safeParse(await response.json().catch(() => null));
    if (answer.success) return answer.data as ResponseOf<O>;
    throw new UsageError(`${this.origin} is of another version than this command line`);
  }

  /** The same for an answer that is a file. */
  async send<O extends Operation>(operation: O, { params, query, body }: Input<O> = {}): Promise<Response> {
    const url = urlOf(
      operation,
      params as Record<string, string> | undefined,
      query as Record<string, string> | undefined,
    );
    const isFile = operation.bodyType === 'application/octet-stream';
    const response = await fetch(new URL(url, this.origin), {
      method: operation.method.toUpperCase(),
      headers: {
        Authorization: `Bearer ${this.#token}`,
        ...(operation.once === 'key' && { [KEY_HEADER]: randomUUID() }),
        ...(body !== undefined && { 'Content-Type': operation.bodyType }),
      },
      ...(body !== undefined && { body: isFile ? (body as unknown as Blob) : JSON.stringify(body) }),
      // To another address the token is not carried.
      redirect: 'error',
    }).catch((error: Error) => {
      const cause = error.cause instanceof Error ? error.cause.message : error.message;
      throw new UsageError(`${this.origin} does not answer (${cause})`);
    });
    if (response.status === operation.status) return response;
    const refused = ErrorBody.safeParse(await response.json().catch(() => null));
    if (refused.success) throw new Refused(refused.data.error);
    throw new UsageError(`${this.origin} answers ${response.status}, which is no answer of Stepwise`);
  }
}
