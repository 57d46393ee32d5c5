// expect: raised RangeError
export function rule(w, dw, config) {
  new ArrayBuffer(2 ** 40);
  return [w, config];
}
