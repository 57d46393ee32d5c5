// expect: limit memory
export function rule(w, dw, config) {
  let chain = null;
  for (;;) {
    const before = chain;
    chain = () => before;
  }
}
