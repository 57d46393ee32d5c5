// expect: bad-return wrong-shape
export function rule(w, dw, config) {
  const list = [];
  list.length = 2 ** 32 - 1;
  return [list, config];
}
