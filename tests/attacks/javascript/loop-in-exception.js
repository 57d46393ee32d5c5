// expect: limit time
class Endless extends Error {
  get message() {
    for (;;);
  }
  toString() {
    for (;;);
  }
}
export function rule(w, dw, config) {
  throw new Endless();
}
