/** TypeScript to JavaScript by blanking its types, so that every line and column stays where the student wrote it. */
import { stripTypeScriptTypes } from 'node:module';
import type { Failure } from '../sandbox.ts';

export type Stripped =
  | { javascript: string }
  | { failure: Failure }
  /** The parser itself broke, on nesting thousands deep; it is of no more use in this thread. */
  | { failure: Failure; broken: true };

export function stripTypes(source: string, fileName: string): Stripped {
  try {
    return { javascript: stripTypeScriptTypes(source, { mode: 'strip' }) };
  } catch (error) {
    const { code, message, stack = '' } = error as NodeJS.ErrnoException;
    if (code !== 'ERR_INVALID_TYPESCRIPT_SYNTAX' && code !== 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX') {
      return {
        failure: syntaxError('the program is nested too deeply to be read', null, fileName),
        broken: true,
      };
    }
    // Node puts `<file>:<line>` and the line itself before the stack, and gives the position nowhere else.
    const line = /^:(\d+)\n/.exec(stack)?.[1];
    const advice =
      code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX'
        ? message.replace(' is not supported in strip-only mode', '') +
          ' is not supported: types are only stripped, so use plain JavaScript for it'
        : message;
    return { failure: syntaxError(advice, line === undefined ? null : Number(line), fileName) };
  }
}

function syntaxError(message: string, line: number | null, fileName: string): Failure {
  return { type: 'SyntaxError', message, line, trace: line === null ? '' : `    at ${fileName}:${line}` };
}
