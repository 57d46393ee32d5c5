// expect: raised InternalError
export function rule(w, dw, config) {
  let proxy = {};
  for (let i = 0; i < 1e5; i++) proxy = new Proxy(proxy, {});
  return [proxy.next, config];
}
