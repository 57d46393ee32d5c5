/**
 * An act of the command line on a server, such as `stepwise person add`: its words, what it takes, the operations that it
 * asks for, and one function. What it takes is a zod object, from which flags and their help are made. What changes
 * something is first a plan, which `cli/acts/command.ts` shows and has confirmed.
 */
import type { z } from 'zod';
import type { BodyInputOf, Operation, ParamsOf, QueryInputOf, ResponseOf } from '../../contract/operation.ts';
import type { TokenScope } from '../../contract/tokens.ts';

interface Input<O extends Operation> {
  params?: ParamsOf<O>;
  query?: QueryInputOf<O>;
  body?: BodyInputOf<O>;
}

/** A server, asked for the operations that an act names and for no other. */
export interface Asked<O extends Operation> {
  readonly origin: string;
  call<Each extends O>(operation: Each, input?: Input<Each>): Promise<ResponseOf<Each>>;
  /** Of an answer that is a file. */
  send<Each extends O>(operation: Each, input?: Input<Each>): Promise<Response>;
}

/** What is printed: a value with `--json`, else the lines. */
export interface Said {
  value: unknown;
  lines: readonly string[];
}

/** What would be done, and how; null where there is nothing to do. */
export interface Plan extends Said {
  apply: (() => Promise<Said>) | null;
}

/** An answer that is written to a file. */
export interface FileAnswer {
  response: Response;
  /** Where `--out` says nothing. */
  name: string;
}

export type Outcome = Said | Plan | FileAnswer;

export interface Act {
  /** Such as `person add`. */
  words: string;
  about: string;
  /** What a token for it is for, beside what is asked for with any token. */
  scope: TokenScope;
  operations: readonly Operation[];
  /** Of `input`, what stands without a flag, in this order. */
  args: readonly string[];
  input: z.ZodObject;
  /** Below the help. */
  more?: string;
  run: (server: Asked<Operation>, input: never) => Promise<Outcome>;
}

export function defineAct<const Operations extends readonly Operation[], Taken extends z.ZodObject>(act: {
  words: string;
  about: string;
  scope: TokenScope;
  operations: Operations;
  args: readonly (keyof z.output<Taken> & string)[];
  input: Taken;
  more?: string;
  run: (server: Asked<Operations[number]>, input: z.output<Taken>) => Promise<Outcome>;
}): Act {
  return act as unknown as Act;
}

/** Whether it changes something, so that it is shown first and confirmed. */
export const isChange = ({ operations }: Act): boolean => operations.some(({ method }) => method !== 'get');

/** Whether it answers with a file. */
export const isFile = ({ operations }: Act): boolean =>
  operations.some(({ responseType }) => responseType === 'application/octet-stream');
