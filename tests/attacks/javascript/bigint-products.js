// expect: limit time
// Few operations that last long each: the interpreter looks at its clock too seldom.
export function rule(w, dw, config) {
  const x = 3n ** 300_000n;
  for (;;) x * x;
}
