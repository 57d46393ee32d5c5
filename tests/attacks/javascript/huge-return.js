// expect: bad-return wrong-shape
export function rule(w, dw, config) {
  return [new Float64Array(1e6), config];
}
