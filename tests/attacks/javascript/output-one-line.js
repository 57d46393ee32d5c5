// expect: limit output
export function rule(w, dw, config) {
  console.log('x'.repeat(1e7));
  return [w, config];
}
