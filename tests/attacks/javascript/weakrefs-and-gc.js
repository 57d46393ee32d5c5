// expect: completed
const registry = new FinalizationRegistry(() => {
  for (;;);
});
export function rule(w, dw, config) {
  for (let i = 0; i < 1000; i++) registry.register({}, i);
  return [w, config];
}
