/**
 * One QuickJS in WebAssembly. The WebAssembly memory is the wall; its maximum bounds everything that a program can
 * allocate, and all that a program can change is in it: written back byte for byte, it is that of an interpreter which
 * no program has seen.
 */
import releaseSync from '@jitl/quickjs-wasmfile-release-sync';
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSRuntime,
  type QuickJSSyncVariant,
} from 'quickjs-emscripten-core';
import type { Guard } from './guard.ts';
import type { Thrown } from './guest/failure.ts';
import { GUEST_MAIN, type InterpreterParts } from './parts.ts';

// Its types describe the CommonJS form of the package.
const RELEASE_SYNC = releaseSync as unknown as QuickJSSyncVariant;

const PAGE = 65_536;
/** What the build of QuickJS declares as its least. */
const FIRST_PAGES = 256;
/** Well inside the native stack of a thread, so that deep recursion ends as an exception of QuickJS. */
const STACK_BYTES = 256 * 1024;

type CallResult = ReturnType<QuickJSContext['callFunction']>;

/**
 * After so many runs an interpreter is made anew: what belongs to a run outside of its memory, such as the host functions
 * that it was given, is only let go of with the whole.
 */
const MAX_RUNS = 100;

const UNREADABLE = 'the exception cannot be read';

export type Called = { value: QuickJSHandle } | { thrown: Thrown };

export class Interpreter {
  readonly memoryBytes: number;
  readonly context: QuickJSContext;
  /** Set before a student's code runs. */
  guard: Guard | null = null;
  /** The first module that the program tried to import. */
  missingImport: string | null = null;
  readonly #memory: WebAssembly.Memory;
  readonly #runtime: QuickJSRuntime;
  readonly #guest: QuickJSHandle;
  /** The pages of the memory before the first run; null for those that are all zeros. */
  readonly #image: readonly (Uint8Array | null)[];
  readonly #isEmpty: InterpreterParts['isEmpty'];
  #runs = 0;

  private constructor(
    memoryBytes: number,
    memory: WebAssembly.Memory,
    runtime: QuickJSRuntime,
    { guest, isEmpty }: InterpreterParts,
  ) {
    this.memoryBytes = memoryBytes;
    this.#isEmpty = isEmpty;
    this.#memory = memory;
    this.#runtime = runtime;
    this.context = runtime.newContext();
    runtime.setMaxStackSize(STACK_BYTES);
    runtime.setInterruptHandler(() => this.guard?.interrupts() ?? false);
    runtime.setModuleLoader((name) => guest.get(name) ?? '');
    this.#guest = this.context.unwrapResult(
      this.context.evalCode(guest.get(GUEST_MAIN) ?? '', GUEST_MAIN, { type: 'module' }),
    );
    // Renamed before it is looked up, so that a program cannot import the guest modules, loaded already, either.
    runtime.setModuleLoader(
      () => ({ error: new Error(importMessage(this.missingImport ?? '')) }),
      (_, name) => {
        this.missingImport ??= name;
        return `unavailable:${name}`;
      },
    );
    // Made when it is first asked for and kept outside, so it has to be in the image.
    void this.context.global;
    this.#image = pagesOf(memory).map((page) => (isEmpty(page) ? null : page.slice()));
  }

  /**
   * Takes back everything that a run has done, if it ended by itself. False where that cannot be: the memory has grown,
   * which it cannot undo, or the interpreter has served long enough.
   */
  restore(): boolean {
    this.#runs += 1;
    const pages = pagesOf(this.#memory);
    if (this.#runs >= MAX_RUNS || pages.length !== this.#image.length) return false;
    for (const [index, page] of pages.entries()) {
      const before = this.#image[index];
      if (before) page.set(before);
      // Pages that were never used are only looked at: writing zeros would make them take memory.
      else if (!this.#isEmpty(page)) page.fill(0);
    }
    this.guard = null;
    this.missingImport = null;
    return true;
  }

  static async create(memoryBytes: number, parts: InterpreterParts): Promise<Interpreter> {
    const maximum = Math.max(FIRST_PAGES, Math.floor(memoryBytes / PAGE));
    const memory = new WebAssembly.Memory({ initial: FIRST_PAGES, maximum });
    const quickjs = await newQuickJSWASMModuleFromVariant(
      newVariant(RELEASE_SYNC, { wasmModule: parts.wasm, wasmMemory: memory }),
    );
    return new Interpreter(memoryBytes, memory, quickjs.newRuntime(), parts);
  }

  /** Evaluates an ES module to its namespace; one that awaits at its top level to a promise of it. */
  evaluate(source: string, fileName: string): Called {
    return this.#called(this.context.evalCode(source, fileName, { type: 'module' }));
  }

  /** Calls an export of guest/main.ts. */
  callGuest(name: string, ...args: QuickJSHandle[]): Called {
    return this.#called(this.#callGuest(name, ...args));
  }

  /** Runs what promises have queued, until nothing is left or a job is ended by the guard or by want of memory. */
  runJobs(): Thrown | null {
    const result = this.#runtime.executePendingJobs();
    return result.error ? this.describeThrown(result.error) : null;
  }

  describeThrown(error: QuickJSHandle): Thrown {
    const result = this.#callGuest('describeThrown', error);
    if (result.error) return { type: 'InternalError', message: UNREADABLE, stack: '' };
    return {
      type: this.text(result.value, 'type') ?? '',
      message: this.text(result.value, 'message') ?? '',
      stack: this.text(result.value, 'stack') ?? '',
    };
  }

  /** A string property, undefined when it is none. */
  text(object: QuickJSHandle, key: string): string | undefined {
    const value = this.context.getProp(object, key);
    return this.context.typeof(value) === 'string' ? this.context.getString(value) : undefined;
  }

  /** An ArrayBuffer inside QuickJS that holds a copy of `numbers`. */
  newNumbers(numbers: Float64Array): QuickJSHandle {
    return this.context.newArrayBuffer(numbers.slice().buffer);
  }

  /** A copy of the float64 numbers of an ArrayBuffer inside QuickJS; null when its memory has no room to make it. */
  readNumbers(handle: QuickJSHandle): Float64Array | null {
    let copy;
    try {
      copy = this.context.getArrayBuffer(handle);
    } catch {
      return null;
    }
    const numbers = new Float64Array(copy.value.slice().buffer);
    copy.dispose();
    return numbers;
  }

  hasGrown(): boolean {
    return pagesOf(this.#memory).length !== this.#image.length;
  }

  /** Whether the memory has grown (nearly) as far as it may, as it has when an allocation failed. */
  isFull(): boolean {
    return this.#memory.buffer.byteLength > 0.9 * this.memoryBytes;
  }

  /** Without memory for the exception itself, QuickJS throws null, or one that cannot be read. */
  ranOutOfMemory({ type, message }: Thrown): boolean {
    if (type === 'InternalError' && message === 'out of memory') return true;
    return this.isFull() && (type === 'throw' || message === UNREADABLE);
  }

  #callGuest(name: string, ...args: QuickJSHandle[]): CallResult {
    const callable = this.context.getProp(this.#guest, name);
    return this.context.callFunction(callable, this.context.undefined, ...args);
  }

  #called(result: CallResult): Called {
    return result.error ? { thrown: this.describeThrown(result.error) } : { value: result.value };
  }
}

/** The pages of a memory, as views. */
const pagesOf = (memory: WebAssembly.Memory): Uint8Array[] =>
  Array.from(
    { length: memory.buffer.byteLength / PAGE },
    (_, index) => new Uint8Array(memory.buffer, index * PAGE, PAGE),
  );

export function importMessage(name: string): string {
  return `import of '${name}': no modules are available here, the file must stand on its own`;
}
