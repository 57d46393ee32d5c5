/** What every interpreter is made of, read and compiled once a thread. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire, stripTypeScriptTypes } from 'node:module';

export const GUEST_MAIN = 'guest/main.ts';

export interface InterpreterParts {
  /** QuickJS. */
  wasm: WebAssembly.Module;
  /** The modules under guest/ as JavaScript, by the name under which they import one another inside QuickJS. */
  guest: Map<string, string>;
}

export async function readInterpreterParts(): Promise<InterpreterParts> {
  const folder = new URL('./guest/', import.meta.url);
  const guest = readdirSync(folder).map((name): [string, string] => [
    `guest/${name}`,
    stripTypeScriptTypes(readFileSync(new URL(name, folder), 'utf8'), { mode: 'strip' }),
  ]);
  const library = createRequire(import.meta.url).resolve('quickjs-emscripten');
  const wasm = createRequire(library).resolve('@jitl/quickjs-wasmfile-release-sync/wasm');
  return { wasm: await WebAssembly.compile(readFileSync(wasm)), guest: new Map(guest) };
}
