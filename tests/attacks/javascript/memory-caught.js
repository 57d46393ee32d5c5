// expect: completed
// Running out of memory, catching it and going on is allowed: it bothers nobody.
export function rule(w, dw, config) {
  try {
    for (const kept = []; ;) kept.push(new Float64Array(1e5));
  } catch {
    return [w, config];
  }
}
