// expect: load limit time
const again = () => {
  Promise.resolve().then(again);
};
again();
export function rule(w, dw, config) {
  return [w, config];
}
