// expect: raised SyntaxError
export function rule(w, dw, config) {
  JSON.parse('['.repeat(1e6));
  return [w, config];
}
