// expect: completed
// Functions of the harness may be found on the stack; calling them gains nothing but numbers of one's own.
export function rule(w, dw, config) {
  const found = [];
  Error.prepareStackTrace = (_, frames) => frames.forEach((frame) => found.push(frame.getFunction?.()));
  new Error().stack;
  for (const callable of found) {
    try {
      if (callable !== rule) callable?.(rule, '{}', new ArrayBuffer(8), new ArrayBuffer(8));
    } catch {
      continue;
    }
  }
  Error.prepareStackTrace = undefined;
  return [w, config];
}
