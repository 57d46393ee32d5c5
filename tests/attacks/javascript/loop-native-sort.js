// expect: limit time
// Long work inside single native calls, between which the interpreter looks at its clock too seldom.
export function rule(w, dw, config) {
  const list = Array.from({ length: 1e5 }, (_, i) => (i * 7919) % 100003);
  for (;;) list.toSorted().join().split(',').reverse();
}
