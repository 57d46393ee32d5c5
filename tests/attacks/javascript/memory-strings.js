// expect: limit memory
export function rule(w, dw, config) {
  const kept = [];
  for (;;) kept.push('x'.repeat(1e6));
}
