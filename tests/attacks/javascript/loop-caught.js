// expect: limit time
// The interrupt cannot be caught, and finally does not run after it.
export function rule(w, dw, config) {
  for (;;) {
    try {
      for (;;);
    } catch {
      continue;
    } finally {
      continue;
    }
  }
}
