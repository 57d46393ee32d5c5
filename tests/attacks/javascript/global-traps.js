// expect: completed
Object.defineProperty(Object.prototype, 'then', { get: () => undefined });
Object.setPrototypeOf(globalThis, new Proxy({}, { has: () => true, get: () => 42 }));
export function rule(w, dw, config) {
  return [w, config];
}
