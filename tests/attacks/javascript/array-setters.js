// expect: completed
// Setters on prototypes catch some of the harness's own arrays; what is in them is this run's alone.
const caught = [];
for (const key of ['0', '1', 'status', 'config', 'row']) {
  Object.defineProperty(Array.prototype, key, {
    set(value) {
      caught.push === undefined ||
        Object.defineProperty(this, key, { value, writable: true, configurable: true });
    },
    configurable: true,
  });
}
export function rule(w, dw, config) {
  return [w, config];
}
