/**
 * What a plain object has under a name that people chose, such as that of a question, a file or a field; undefined where it has nothing of
 * its own there. Every object of JavaScript answers to `constructor`, `toString` and `__proto__`, too, and a question may be called so.
 */
export const own = <T>(of: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(of, name) ? of[name] : undefined;
