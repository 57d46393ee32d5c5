/** What every interpreter is made of, read from the disk and compiled once a thread. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire, stripTypeScriptTypes } from 'node:module';
import type { InterpreterParts } from './parts.ts';

const folder = new URL('./guest/', import.meta.url);

/** The modules under guest/, see `InterpreterParts`. */
const readGuest = (): Map<string, string> =>
  new Map(
    readdirSync(folder).map((name) => [
      `guest/${name}`,
      stripTypeScriptTypes(readFileSync(new URL(name, folder), 'utf8'), { mode: 'strip' }),
    ]),
  );

const EMPTY_PAGE = new Uint8Array(65_536);

export async function readInterpreterParts(): Promise<InterpreterParts> {
  const wasm = createRequire(import.meta.url).resolve('@jitl/quickjs-wasmfile-release-sync/wasm');
  return {
    wasm: await WebAssembly.compile(readFileSync(wasm)),
    guest: readGuest(),
    isEmpty: (page) => Buffer.compare(page, EMPTY_PAGE) === 0,
  };
}
