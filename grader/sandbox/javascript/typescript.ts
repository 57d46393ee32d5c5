/**
 * TypeScript to JavaScript by blanking its types, so that every line and column stays where the student wrote it. What is
 * more than types (enums, parameter properties, namespaces) is translated, with a source map for the way back.
 */
import { SourceMap, stripTypeScriptTypes, type SourceMapPayload } from 'node:module';
import type { Failure } from '../../episode.ts';
import type { Stripped } from './player.ts';

export function stripTypes(source: string, fileName: string): Stripped {
  try {
    return { javascript: stripTypeScriptTypes(source, { mode: 'strip' }), map: null };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX') {
      return refusal(error as NodeJS.ErrnoException, fileName);
    }
  }
  try {
    return translate(source);
  } catch (error) {
    return refusal(error as NodeJS.ErrnoException, fileName);
  }
}

const MAP_COMMENT = '//# sourceMappingURL=data:application/json;base64,';

function translate(source: string): Stripped {
  const translated = stripTypeScriptTypes(source, { mode: 'transform', sourceMap: true });
  const at = translated.lastIndexOf(MAP_COMMENT);
  const payload = Buffer.from(translated.slice(at + MAP_COMMENT.length), 'base64').toString('utf8');
  return {
    javascript: translated.slice(0, at),
    map: new SourceMap(JSON.parse(payload) as SourceMapPayload),
  };
}

function refusal({ code, message, stack = '' }: NodeJS.ErrnoException, fileName: string): Stripped {
  if (code !== 'ERR_INVALID_TYPESCRIPT_SYNTAX' && code !== 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX') {
    return {
      failure: syntaxError('the program is nested too deeply to be read', null, fileName),
      broken: true,
    };
  }
  // Node puts `<file>:<line>` and the line itself before the stack, and gives the position nowhere else.
  const line = /^:(\d+)\n/.exec(stack)?.[1];
  return { failure: syntaxError(message, line === undefined ? null : Number(line), fileName) };
}

function syntaxError(message: string, line: number | null, fileName: string): Failure {
  return { type: 'SyntaxError', message, line, trace: line === null ? '' : `    at ${fileName}:${line}` };
}
