// expect: raised throw
export function rule(w, dw, config) {
  throw null;
}
