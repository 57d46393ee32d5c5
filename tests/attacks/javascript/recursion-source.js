// expect: raised SyntaxError
export function rule(w, dw, config) {
  (0, eval)('('.repeat(1e6));
  return [w, config];
}
