// expect: raised InternalError
export function rule(w, dw, config) {
  let text = 'x';
  for (;;) text += text;
}
