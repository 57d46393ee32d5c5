// expect: raised TypeError
export function rule(w, dw, config) {
  const { proxy, revoke } = Proxy.revocable([1, 2], {});
  revoke();
  return [proxy, config];
}
