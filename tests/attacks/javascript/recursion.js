// expect: raised InternalError
export function rule(w, dw, config) {
  return rule(w, dw, config);
}
