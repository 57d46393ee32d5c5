// expect: limit time
export function rule(w, dw, config) {
  /^(a+)+$/.test('a'.repeat(200) + 'b');
  return [w, config];
}
