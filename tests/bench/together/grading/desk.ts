import { operations } from '../../../../contract/index.ts';
import { setTimeout as pause } from 'node:timers/promises';
import type { BodyInputOf, Operation, ParamsOf, ResponseOf } from '../../../../contract/operation.ts';
import type { SubmissionView } from '../../../../contract/submissions.ts';
import { Client } from '../../../support/client.ts';
import { PASSWORD, PLACE, type Person } from '../stage.ts';

/** Whatever a server was killed over is done by then, or never. */
const AFTERMATH_MS = 300;

/** `unanswered`: the server died over it, so it may have been done or not. */
export type Answered<O extends Operation> =
  | { kind: 'done'; body: ResponseOf<O> }
  | { kind: 'refused'; status: number; body: { error: { code: string; message: string; details?: unknown } } }
  | { kind: 'unanswered' };

interface Input<O extends Operation> {
  params: ParamsOf<O>;
  body?: BodyInputOf<O>;
  query?: Record<string, string | number>;
}

/** A person in a browser of their own, on either server. */
export class Desk {
  readonly person: Person;
  readonly #clients: Client[];
  readonly #random: () => number;
  count = 0;

  private constructor(person: Person, clients: Client[], random: () => number) {
    this.person = person;
    this.#clients = clients;
    this.#random = random;
  }

  static async of(person: Person, urls: readonly string[], random: () => number): Promise<Desk> {
    const clients: Client[] = [];
    for (const url of urls) clients.push(await new Client(url).signIn(person.email, PASSWORD));
    return new Desk(person, clients, random);
  }

  async ask<O extends Operation>(operation: O, input: Input<O>): Promise<Answered<O>> {
    const client = this.#clients[this.#random() < 0.5 ? 0 : 1]!;
    try {
      const { status, body, text } = await client.send(operation, input);
      if (status === operation.status) {
        const said = operation.responseType === 'text/csv' ? text : body;
        return { kind: 'done', body: said as ResponseOf<O> };
      }
      // A server that is about to end says so and has done nothing, or what it did is not known.
      if (status >= 500) return { kind: 'unanswered' };
      return { kind: 'refused', status, body: body as { error: { code: string; message: string } } };
    } catch {
      // What the server had asked of the database when it died may be about to be done.
      await pause(AFTERMATH_MS);
      return { kind: 'unanswered' };
    }
  }

  /** Asks until there is an answer; for what may be done twice. */
  async insist<O extends Operation>(
    operation: O,
    input: Input<O>,
  ): Promise<Exclude<Answered<O>, { kind: 'unanswered' }>> {
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const answer = await this.ask(operation, input);
      if (answer.kind !== 'unanswered' && !(answer.kind === 'refused' && answer.status === 429))
        return answer;
      await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error(`${this.person.name} got no answer from ${operation.id}`);
  }

  /** As `insist`, of what cannot be refused. */
  async read<O extends Operation>(operation: O, input: Input<O>): Promise<ResponseOf<O>> {
    const answer = await this.insist(operation, input);
    if (answer.kind === 'done') return answer.body;
    throw new Error(`${operation.id} was refused: ${JSON.stringify(answer.body)}`);
  }

  /** Hands in texts for the person's group, one submission however often it is asked. @returns null when refused */
  async handIn(
    answers: Record<string, string>,
    file: SubmissionView['file'] = null,
  ): Promise<SubmissionView | null> {
    const body = { idempotencyKey: crypto.randomUUID(), answers, ...(file && { file }) };
    const answer = await this.insist(operations.createSubmission, { params: PLACE, body });
    return answer.kind === 'done' ? answer.body : null;
  }
}

/** Everybody's. */
export interface People {
  graders: Desk[];
  instructor: Desk;
  students: Desk[];
}
