// expect: bad-return not-a-pair
export async function rule(w, dw, config) {
  return [w, config];
}
