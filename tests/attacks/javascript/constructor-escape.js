// expect: raised ReferenceError
// Function constructors of host callbacks and errors lead to globals of QuickJS, never to those of the host.
export function rule(w, dw, config) {
  const globals = [console.log, require, Object.getPrototypeOf(async () => {})].map((value) =>
    value.constructor.constructor('return globalThis')(),
  );
  for (const global of globals) if (global !== globalThis) return [[1, 1], config];
  return [[process.pid, 0], config];
}
