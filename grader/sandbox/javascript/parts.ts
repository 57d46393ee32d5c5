/** What every interpreter is made of. */
export const GUEST_MAIN = 'guest/main.ts';

export interface InterpreterParts {
  /** QuickJS. */
  wasm: WebAssembly.Module;
  /** The modules under guest/ as JavaScript, by the name under which they import one another inside QuickJS. */
  guest: Map<string, string>;
  /** Whether a page of a memory is all zeros, as fast as the host can tell. */
  isEmpty: (page: Uint8Array) => boolean;
}
