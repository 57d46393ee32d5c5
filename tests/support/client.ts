import type { Express } from 'express';
import { randomUUID } from 'node:crypto';
import request from 'supertest';
import type { ErrorBody } from '../../contract/error.ts';
import { operations } from '../../contract/index.ts';
import { KEY_HEADER, urlOf } from '../../contract/operation.ts';
import type { BodyInputOf, Operation, ParamsOf, ResponseOf } from '../../contract/operation.ts';
import { CSRF_HEADER } from '../../contract/session.ts';

interface Input<O extends Operation> {
  params?: ParamsOf<O>;
  body?: BodyInputOf<O>;
  query?: Record<string, string | number>;
}

export interface Answer {
  status: number;
  body: unknown;
  text: string;
  headers: Record<string, string>;
}

/** A stream that says nothing for so long has said what it begins with. */
const SILENT_MS = 500;

/** The request, with its answer's body as bytes; of a stream that does not end, what it begins with. */
export const asBytes = (call: request.Test): request.Test =>
  call.buffer(true).parse((response, done) => {
    const { headers } = response as unknown as { headers: Record<string, string | undefined> };
    const isStream = headers['content-type']?.startsWith('text/event-stream');
    const chunks: Buffer[] = [];
    let silence: NodeJS.Timeout | undefined;
    const finish = () => {
      clearTimeout(silence);
      done(null, Buffer.concat(chunks));
    };
    const leave = () => {
      finish();
      // Whoever goes away, and not a request that has failed.
      response.on('error', () => undefined);
      (response as unknown as { destroy: () => void }).destroy();
    };
    const wait = () => {
      clearTimeout(silence);
      if (isStream) silence = setTimeout(leave, SILENT_MS);
    };
    wait();
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      wait();
    });
    response.on('end', finish);
  });

/** A browser: it keeps its cookie and sends the CSRF token of its session. */
export class Client {
  readonly #agent: ReturnType<typeof request.agent>;
  #csrfToken = '';

  /** @param app or the address of a server */
  constructor(app: Express | string) {
    this.#agent = request.agent(app);
  }

  async signIn(email: string, password: string): Promise<this> {
    await this.refresh();
    const session = await this.call(operations.signIn, { body: { email, password } });
    this.#csrfToken = session.csrfToken;
    return this;
  }

  /** The session's cookie, for what is no request of this browser's own: a socket. */
  get cookie(): string {
    const everything = { domain: '127.0.0.1', path: '/', secure: false, script: false };
    // The jar's own types ask for a class that it does not export.
    const jar = this.#agent.jar as unknown as {
      getCookies(access: typeof everything): { toValueString(): string };
    };
    return jar.getCookies(everything).toValueString();
  }

  /** Fetches the session and takes over its token. */
  async refresh(): Promise<ResponseOf<typeof operations.getSession>> {
    const session = await this.call(operations.getSession);
    this.#csrfToken = session.csrfToken;
    return session;
  }

  /** Any request, with the browser's cookie and a key of its own. */
  raw(method: string, url: string): request.Test {
    return this.#agent[method as Operation['method']](url).set(KEY_HEADER, randomUUID());
  }

  /** Calls an operation whatever it answers. @param key the same one for what is sent twice */
  async send<O extends Operation>(
    operation: O,
    input: Input<O> = {},
    key: string = randomUUID(),
  ): Promise<Answer> {
    const url = urlOf(operation, input.params as Record<string, string> | undefined, input.query);
    const keyed = { [CSRF_HEADER]: this.#csrfToken, [KEY_HEADER]: key };
    const call = this.raw(operation.method, url).set(keyed);
    const { status, body, text, headers } = await (input.body === undefined
      ? call
      : call.send(input.body as object));
    return { status, body, text, headers };
  }

  /** Calls an operation that is to succeed. */
  async call<O extends Operation>(operation: O, input: Input<O> = {}): Promise<ResponseOf<O>> {
    const answer = await this.send(operation, input);
    if (answer.status !== operation.status) {
      throw new Error(`${operation.id} answered ${answer.status}: ${answer.text.slice(0, 500)}`);
    }
    return (operation.responseType === 'text/csv' ? answer.text : answer.body) as ResponseOf<O>;
  }

  /** Calls an operation that is to fail. */
  async fail<O extends Operation>(
    operation: O,
    input: Input<O> = {},
  ): Promise<ErrorBody['error'] & { status: number }> {
    const { status, body } = await this.send(operation, input);
    if (status < 400) throw new Error(`${operation.id} answered ${status}`);
    return { ...(body as ErrorBody).error, status };
  }
}
