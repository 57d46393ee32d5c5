// expect: load raised Error
await new Promise(() => {});
export function rule(w, dw, config) {
  return [w, config];
}
