// expect: limit time
export function rule(w, dw, config) {
  return {
    get next_w() {
      for (;;);
    },
    config,
  };
}
