// expect: completed
// Every read gives another number: the row is what was read once.
export function rule(w, dw, config) {
  let n = 0;
  return [new Proxy([0, 0], { get: (list, key) => (key === 'length' ? 2 : n++) }), config];
}
