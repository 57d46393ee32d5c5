/** A student's exception as a Failure: their frames only, the line in their own file. */
import type { Failure } from '../sandbox.ts';
import type { Thrown } from './guest/failure.ts';

const MAX_FRAMES = 20;

/** @param lastLine number of lines of the student's file; what QuickJS reports beyond it is moved to it */
export function failureOf({ type, message, stack }: Thrown, fileName: string, lastLine: number): Failure {
  const frames = stack.split('\n').filter((frame) => isIn(frame, fileName));
  const place = frames
    .map((frame) => /:(\d+)(?::\d+)?\)?$/.exec(frame)?.[1])
    .find((line) => line !== undefined);
  return {
    type,
    message,
    line: place === undefined ? null : Math.min(Number(place), lastLine),
    trace: frames.slice(0, MAX_FRAMES).join('\n'),
  };
}

function isIn(frame: string, fileName: string): boolean {
  return frame.includes(`(${fileName}:`) || frame.startsWith(`    at ${fileName}:`);
}
