// expect: raised SyntaxError
export function rule(w, dw, config) {
  new RegExp('(?:'.repeat(1e6) + ')'.repeat(1e6));
  return [w, config];
}
