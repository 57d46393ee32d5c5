// expect: bad-return wrong-type
// A length that lies and elements that are not numbers.
export function rule(w, dw, config) {
  const forged = new Proxy([1, 2], { get: (list, key) => (key === 'length' ? 2 : { valueOf: () => 1 }) });
  return [forged, config];
}
