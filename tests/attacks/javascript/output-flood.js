// expect: limit output
export function rule(w, dw, config) {
  for (;;) console.log('flood '.repeat(100));
}
