// expect: limit time
const hang = () => {
  for (;;);
};
export function rule(w, dw, config) {
  const target = [w, config];
  return [new Proxy([1, 2], { get: hang }), config];
}
