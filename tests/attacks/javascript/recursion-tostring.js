// expect: raised InternalError
export function rule(w, dw, config) {
  let nested = [];
  for (let i = 0; i < 1e5; i++) nested = [nested];
  return [String(nested), config];
}
