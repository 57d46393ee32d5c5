// expect: load raised Error
import { readFileSync } from 'node:fs';
export function rule(w, dw, config) {
  return [readFileSync('/etc/passwd'), config];
}
