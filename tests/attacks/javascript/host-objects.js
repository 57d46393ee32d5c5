// expect: completed
// Nothing of the host is to be found, by name or through a constructor.
const names = [
  'process',
  'Buffer',
  'fetch',
  'WebAssembly',
  'Worker',
  'Deno',
  'std',
  'os',
  'performance',
  'navigator',
];
const global = console.log.constructor.constructor('return globalThis')();
for (const name of names) if (name in global) throw new Error(name);
export function rule(w, dw, config) {
  return [w, config];
}
