// expect: limit memory
export function rule(w, dw, config) {
  const kept = [];
  for (;;) kept.push(new Float64Array(1e5));
}
