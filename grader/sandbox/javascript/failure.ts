/** A student's exception as a Failure: their frames only, the line in their own file. */
import type { SourceMap } from 'node:module';
import type { Failure } from '../../episode.ts';
import type { Thrown } from './guest/failure.ts';

const MAX_FRAMES = 20;

/** A student's file; `map` leads from what QuickJS runs back to it where the two differ. */
export interface SourceFile {
  name: string;
  source: string;
  map: SourceMap | null;
}

export function failureOf({ type, message, stack }: Thrown, { name, source, map }: SourceFile): Failure {
  const frames = stack
    .split('\n')
    .filter((frame) => isIn(frame, name))
    .map((frame) => (map === null ? frame : original(frame, map)));
  const place = frames.map((frame) => PLACE.exec(frame)?.[1]).find((line) => line !== undefined);
  return {
    type,
    message,
    // What QuickJS reports beyond the student's last line belongs to it. An assignment to a constant it reports
    // somewhere after the right line.
    line:
      place === undefined || READ_ONLY.test(message)
        ? null
        : Math.min(Number(place), source.split('\n').length),
    trace: frames.slice(0, MAX_FRAMES).join('\n'),
  };
}

const READ_ONLY = /^'[^']+' is read-only$/;

/** Line and, mostly, column at the end of a frame, from 1. */
const PLACE = /:(\d+)(?::(\d+))?(?=\)?$)/;

function original(frame: string, map: SourceMap): string {
  return frame.replace(PLACE, (_, line: string, column = '1') => {
    const entry = map.findEntry(Number(line) - 1, Number(column) - 1);
    return 'originalLine' in entry ? `:${entry.originalLine + 1}:${entry.originalColumn + 1}` : ':1';
  });
}

function isIn(frame: string, fileName: string): boolean {
  return frame.includes(`(${fileName}:`) || frame.startsWith(`    at ${fileName}:`);
}
