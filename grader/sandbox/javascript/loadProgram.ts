/** Loads a student's file as an ES module and finds its functions. */
import type { QuickJSHandle } from 'quickjs-emscripten-core';
import type { LoadOutcome } from '../../episode.ts';
import { failureOf, type SourceFile } from './failure.ts';
import type { Thrown } from './guest/failure.ts';
import { importMessage, type Called, type Interpreter } from './interpreter.ts';

/**
 * Added below the student's last line. A direct eval sees every top-level declaration, so that a plain `function adam`
 * without `export` is found too.
 */
const SCOPE = 'stepwiseScope';
const EPILOGUE = `\nexport const ${SCOPE} = function () { return eval(arguments[0]); };\n`;

export interface LoadedProgram {
  /** The value under `name`; `undefined` of QuickJS when there is none. */
  find(name: string): QuickJSHandle;
  /** Names of the functions and classes it has. */
  callables(): string[];
  /** Of these the classes whose objects take steps. */
  steppers(): string[];
}

export type Loaded = { program: LoadedProgram } | { outcome: Exclude<LoadOutcome, { status: 'loaded' }> };

/** @param javascript what QuickJS runs for `file` */
export function loadProgram(interpreter: Interpreter, file: SourceFile, javascript: string): Loaded {
  const { context } = interpreter;
  interpreter.callGuest('installGlobals', context.global);
  interpreter.callGuest('installCommonJs', context.global);
  const evaluated = settle(interpreter, evaluate(interpreter, javascript, file.name));
  if (interpreter.guard?.exceeded) return { outcome: { status: 'limit', limit: interpreter.guard.exceeded } };
  if ('thrown' in evaluated) return { outcome: refuse(interpreter, evaluated.thrown, file) };
  const namespace = evaluated.value;
  const scope = context.getProp(namespace, SCOPE);
  const declared = context.newString(declaredNames(javascript).join(','));
  const listed = (by: string): string[] => {
    const list = interpreter.callGuest(by, namespace, scope, declared);
    const names = 'value' in list ? context.getString(list.value).split(',') : [];
    return [...new Set(names)].filter((name) => name !== '' && name !== SCOPE);
  };
  return {
    program: {
      find(name) {
        const found = interpreter.callGuest('findEntry', namespace, scope, context.newString(name), declared);
        return 'value' in found ? found.value : context.undefined;
      },
      callables: () => listed('listCallables'),
      steppers: () => listed('listSteppers'),
    },
  };
}

/** A program that does not parse is read again as the student wrote it, so that the message is about their own text. */
function evaluate(interpreter: Interpreter, javascript: string, fileName: string): Called {
  const evaluated = interpreter.evaluate(javascript + EPILOGUE, fileName);
  if (!('thrown' in evaluated) || !isParseError(evaluated.thrown)) return evaluated;
  const bare = interpreter.evaluate(javascript, fileName);
  return 'thrown' in bare ? bare : evaluated;
}

/** QuickJS gives the place of a parse error, but no function that it happened in. */
function isParseError({ type, stack }: Thrown): boolean {
  return type === 'SyntaxError' && !stack.includes('(');
}

/** Waits for a module that awaits at its top level. */
function settle(interpreter: Interpreter, evaluated: Called): Called {
  if ('thrown' in evaluated) return evaluated;
  const stopped = interpreter.runJobs();
  if (stopped !== null) return { thrown: stopped };
  const state = interpreter.context.getPromiseState(evaluated.value);
  if (state.type === 'fulfilled') return { value: state.value };
  if (state.type === 'rejected') return { thrown: interpreter.describeThrown(state.error) };
  return { thrown: { type: 'Error', message: 'an await at the top level never ends', stack: '' } };
}

function refuse(
  interpreter: Interpreter,
  thrown: Thrown,
  file: SourceFile,
): Exclude<LoadOutcome, { status: 'loaded' }> {
  if (interpreter.guard?.exceeded) return { status: 'limit', limit: interpreter.guard.exceeded };
  if (interpreter.ranOutOfMemory(thrown)) {
    return { status: 'limit', limit: 'memory' };
  }
  if (interpreter.missingImport !== null && !isParseError(thrown)) {
    const name = interpreter.missingImport;
    const lines = file.source.split('\n');
    const index = lines.findIndex((line) => /\b(import|from)\b/.test(line) && line.includes(name));
    const line = index === -1 ? null : index + 1;
    const trace = line === null ? '' : `    at ${file.name}:${line}`;
    return { status: 'raised', failure: { type: 'Error', message: importMessage(name), line, trace } };
  }
  const status = isParseError(thrown) ? 'syntax-error' : 'raised';
  return { status, failure: failureOf(thrown, file) };
}

/** Names that look declared at the top level; whether they are is asked of the program itself. */
function declaredNames(javascript: string): string[] {
  const declaration =
    /^(?:export\s+(?:default\s+)?)?(?:async\s+)?(?:function\s*\*?|class|const|let|var)\s*([A-Za-z_$][\w$]*)/gm;
  return [...javascript.matchAll(declaration)].slice(0, 100).map((match) => match[1] as string);
}
