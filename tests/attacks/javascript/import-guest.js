// expect: load raised Error
import { play } from 'guest/episode.ts';
export function rule(w, dw, config) {
  return [w, config];
}
