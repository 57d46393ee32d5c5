// expect: completed
// Deep, wide and circular values are shown in part.
export function rule(w, dw, config) {
  const knot = { list: [] };
  for (let i = 0; i < 50; i++) knot.list.push(knot);
  console.log(knot);
  return [w, config];
}
