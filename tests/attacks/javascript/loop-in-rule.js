// expect: limit time
export function rule(w, dw, config) {
  while (true);
}
