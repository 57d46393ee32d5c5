// expect: raised ReferenceError
export function rule(w, dw, config) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(8)), 0, 0);
  return [w, config];
}
