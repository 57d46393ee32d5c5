import { expect, test } from '@jest/globals';
import { ProtocolViolation, RunStream } from '../../../../grader/sandbox/python/frames.ts';
import { Parts } from '../../../../grader/sandbox/python/parts.ts';
import { COMPLETED, episode, frame, LOADED, plain, request, trailer } from './support.ts';

/** What the host makes of three parts of one step each. */
function play(...frames: Buffer[]) {
  const part = request('', [episode({ steps: 1 })]);
  const parts = new Parts([part, part, part]);
  const stream = new RunStream();
  stream.push(Buffer.concat(frames));
  for (let next = stream.nextFrame(); next !== null; next = stream.nextFrame()) parts.accept(next);
  const ending = stream.ending();
  return ending !== null && parts.isEnd(ending) ? parts.end(ending) : null;
}
const whole = (printed: number, ...row: number[]) => [
  frame(LOADED),
  frame(COMPLETED, ...row),
  frame({ printed }),
];

test('each part has its rows and what was printed in it', () => {
  const results = play(
    ...whole(2, 1, 2),
    ...whole(2, 3, 4),
    ...whole(5, 5, 6),
    trailer({ outputBytes: 5 }, Buffer.from('abcde')),
  );
  expect(results?.map((result) => result?.output)).toEqual(['ab', '', 'cde']);
  expect(results?.map((result) => plain(result?.episodes[0]))).toEqual([[[1, 2]], [[3, 4]], [[5, 6]]]);
});

test('the part in which a run ended has no result, nor has one after it; but the first has', () => {
  const results = play(...whole(0, 1, 2), frame(LOADED), trailer({ limit: 'time', signal: 9, episode: 1 }));
  expect(results?.map((result) => result?.episodes[0]?.status)).toEqual(['completed', undefined, undefined]);
  const first = play(frame(LOADED), trailer({ limit: 'time', signal: 9 }));
  expect(first?.map((result) => result?.episodes[0]?.status)).toEqual(['limit', undefined, undefined]);
});

test('what was raised after another part is no result, since that may be the reason', () => {
  const failure = { type: 'ValueError', message: '', line: 1, trace: '' };
  const raised = [frame(LOADED), frame({ status: 'raised', step: 0, failure }), frame({ printed: 0 })];
  const results = play(...raised, ...raised, ...whole(0, 1, 2), trailer({}));
  expect(results?.map((result) => result?.episodes[0]?.status)).toEqual(['raised', undefined, 'completed']);
  const load = [frame({ status: 'raised', failure }), frame({ printed: 0 })];
  expect(play(...load, ...load, ...load, trailer({}))?.map((result) => result?.load.status)).toEqual([
    'raised',
    undefined,
    undefined,
  ]);
});

test.each([
  ['a part too many', [...whole(0, 1, 2), ...whole(0, 1, 2), ...whole(0, 1, 2), frame(LOADED)]],
  ['rows instead of an end', [frame(LOADED), frame(COMPLETED, 1, 2), frame({ printed: 0 }, 1)]],
  ['output that is taken back', [...whole(3, 1, 2), ...whole(2, 1, 2)]],
  ['no end of a part', [frame(LOADED), frame(COMPLETED, 1, 2), frame(LOADED)]],
])('%s is what the runner never sends', (_, frames) => {
  expect(() => play(...frames)).toThrow(ProtocolViolation);
});
