// expect: completed
Object.freeze(Object.prototype);
Object.freeze(Array.prototype);
Object.freeze(Object.getPrototypeOf(Float64Array.prototype));
Object.freeze(globalThis.console);
export function rule(w, dw, config) {
  return [w, Object.freeze({ ...config })];
}
