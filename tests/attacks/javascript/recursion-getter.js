// expect: raised InternalError
const object = {
  get self() {
    return this.self;
  },
};
export function rule(w, dw, config) {
  return [object.self, config];
}
