/** The sandboxes of this host behind one door. A language that cannot be isolated here is refused with the reason. */
import { GraderFault, type Language } from '../terms.ts';
import { createJavaScriptSandbox } from './javascript/index.ts';
import { createPythonSandbox } from './python/index.ts';
import type { RunRequest, Sandbox } from './sandbox.ts';
import type { RunResult } from '../episode.ts';

export { LanguageRefused } from './refusal.ts';

export interface Sandboxes {
  /**
   * Rejects with `LanguageRefused` while this host cannot isolate the program's language. It is probed anew at every run,
   * so that the first one after a repair is played.
   */
  run(request: RunRequest): Promise<RunResult>;
  /**
   * Others, for programs whose answers a run waits for: with places in one pool, runs that wait could hold all of them.
   */
  readonly beside?: Sandboxes;
  close(): Promise<void>;
}

/** Sandboxes start when their language is first needed, so that grading JavaScript does not wait for Python. */
export function openSandboxes(): Sandboxes {
  const open = new Map<'python' | 'javascript', Promise<Sandbox>>();
  let beside: Sandboxes | null = null;
  const sandboxOf = (language: Language): Promise<Sandbox> => {
    const kind = language === 'python' ? 'python' : 'javascript';
    const existing = open.get(kind);
    if (existing) return existing;
    const opening = kind === 'python' ? createPythonSandbox() : createJavaScriptSandbox();
    open.set(kind, opening);
    // A start that failed may succeed later, once Python is installed for example.
    opening.catch(() => open.delete(kind));
    return opening;
  };
  return {
    async run(request) {
      const { language } = request.program;
      const sandbox = await sandboxOf(language).catch((cause: unknown) => {
        throw cause instanceof GraderFault
          ? cause
          : new GraderFault(`${language} cannot be isolated`, { cause });
      });
      return sandbox.run(request);
    },
    get beside() {
      return (beside ??= openSandboxes());
    },
    async close() {
      await beside?.close();
      const sandboxes = await Promise.allSettled(open.values());
      await Promise.all(sandboxes.map((result) => result.status === 'fulfilled' && result.value.close()));
    },
  };
}
