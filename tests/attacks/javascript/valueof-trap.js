// expect: bad-return wrong-type
export function rule(w, dw, config) {
  const number = { valueOf: () => 0.5, toString: () => '0.5', [Symbol.toPrimitive]: () => 0.5 };
  return [[number, number], config];
}
