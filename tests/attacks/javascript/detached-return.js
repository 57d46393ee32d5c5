// expect: bad-return wrong-shape
export function rule(w, dw, config) {
  w.buffer.transfer(0);
  return [w, config];
}
