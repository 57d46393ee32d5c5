// expect: raised Error
export function rule(w, dw, config) {
  const error = new Error('x'.repeat(1e6));
  error.stack = '    at play (guest/episode.ts:1:1)\n'.repeat(1e4);
  throw error;
}
