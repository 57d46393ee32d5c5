/**
 * A student's browser, as far as a server notices: one connection that stays open, its cookies and the token of its session. It
 * costs the machine that is measured as little as it can; what a class's browsers do with an answer, they do elsewhere.
 */
import { Agent, request, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { operations } from '../../contract/index.ts';
import { urlOf } from '../../contract/operation.ts';
import type { BodyInputOf, Operation, ParamsOf, ResponseOf } from '../../contract/operation.ts';
import { CSRF_HEADER } from '../../contract/session.ts';

interface Input<O extends Operation> {
  params?: ParamsOf<O>;
  body?: BodyInputOf<O>;
}

const CLOSED = Symbol('closed');

export class Browser {
  readonly #url: URL;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #cookies = new Map<string, string>();
  #csrfToken = '';

  constructor(url: string) {
    this.#url = new URL(url);
  }

  async signIn(email: string, password: string): Promise<this> {
    await this.#takeToken(await this.#send(operations.getSession, {}, 'identity'));
    await this.#takeToken(await this.#send(operations.signIn, { body: { email, password } }, 'identity'));
    return this;
  }

  /** Calls an operation that is to succeed. */
  async call<O extends Operation>(operation: O, input: Input<O>): Promise<void> {
    const answer = await this.#send(operation, input, 'gzip, deflate, br');
    answer.resume();
    await once(answer, 'end');
    if (answer.statusCode !== operation.status)
      throw new Error(`${operation.id} answered ${answer.statusCode}`);
  }

  /** The same, with its answer: it is unpacked here. */
  async ask<O extends Operation>(operation: O, input: Input<O>): Promise<ResponseOf<O>> {
    const answer = await this.#send(operation, input, 'br');
    const bytes = Buffer.concat((await answer.toArray()) as Buffer[]);
    const text =
      answer.headers['content-encoding'] === 'br' ? await promisify(brotliDecompress)(bytes) : bytes;
    if (answer.statusCode !== operation.status)
      throw new Error(`${operation.id} answered ${answer.statusCode}: ${text.toString().slice(0, 500)}`);
    return JSON.parse(text.toString()) as ResponseOf<O>;
  }

  async #takeToken(answer: IncomingMessage): Promise<void> {
    const text = (await answer.setEncoding('utf8').toArray()).join('');
    if (answer.statusCode !== 200) throw new Error(`signing in answered ${answer.statusCode}: ${text}`);
    this.#csrfToken = (JSON.parse(text) as { csrfToken: string }).csrfToken;
  }

  #send<O extends Operation>(operation: O, input: Input<O>, encoding: string): Promise<IncomingMessage> {
    return this.#sendOnce(operation, input, encoding).catch((error: unknown) => {
      // The server closed a connection that nobody had used for a while, just as this was on its way. Browsers send it again, too.
      if (error !== CLOSED) throw error;
      return this.#sendOnce(operation, input, encoding);
    });
  }

  #sendOnce<O extends Operation>(
    operation: O,
    { params, body }: Input<O>,
    encoding: string,
  ): Promise<IncomingMessage> {
    const content = body === undefined ? null : JSON.stringify(body);
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const { hostname, port } = this.#url;
    const sent = request({
      hostname,
      port,
      method: operation.method,
      path: urlOf(operation, params as Record<string, string> | undefined),
      agent: this.#agent,
      headers: {
        'Accept-Encoding': encoding,
        Cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        [CSRF_HEADER]: this.#csrfToken,
        ...(content !== null && {
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(content),
        }),
      },
    });
    sent.once('error', (error: NodeJS.ErrnoException) =>
      reject(sent.reusedSocket && error.code === 'ECONNRESET' ? CLOSED : error),
    );
    sent.once('response', (answer) => {
      for (const cookie of answer.headers['set-cookie'] ?? []) {
        const [name = '', ...value] = cookie.split(';', 1)[0]!.split('=');
        this.#cookies.set(name, value.join('='));
      }
      resolve(answer);
    });
    sent.end(content ?? undefined);
    return promise;
  }
}
