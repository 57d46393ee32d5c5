// expect: limit memory
// Nothing is left for the harness either, which must not be taken for its own fault.
const kept = [];
export function rule(w, dw, config) {
  for (let size = 1e6; size >= 1;) {
    try {
      kept.push(new Float64Array(size));
    } catch {
      size /= 2;
    }
  }
  return [w, config];
}
