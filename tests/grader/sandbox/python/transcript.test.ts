import { describe, expect, test } from '@jest/globals';
import { GraderFault } from '../../../../grader/terms.ts';
import { encodeFrame, ProtocolViolation, RunStream } from '../../../../grader/sandbox/python/frames.ts';
import { Transcript } from '../../../../grader/sandbox/python/transcript.ts';
import { COMPLETED, episode, frame, LOADED, plain, request, trailer } from './support.ts';

/** What the host makes of these bytes, in pieces of the given size. */
function play(steps: number, bytes: Buffer, pieceSize = 1 << 20) {
  const stream = new RunStream();
  const transcript = new Transcript(request('', [episode({ steps }), episode({ steps })]));
  for (let at = 0; at < bytes.length; at += pieceSize) {
    stream.push(bytes.subarray(at, at + pieceSize));
    for (let next = stream.nextFrame(); next !== null; next = stream.nextFrame()) transcript.accept(next);
  }
  const ending = stream.ending();
  return ending !== null && transcript.isEnd(ending) ? transcript.end(ending) : null;
}

describe('a transcript', () => {
  test.each([1, 7, 16, 1000])('is the same however the bytes come, here %i at a time', (pieceSize) => {
    const bytes = Buffer.concat([
      frame(LOADED),
      frame(COMPLETED, 1, 2, 3, 4),
      frame(COMPLETED, 5, 6, 7, 8),
      trailer({}),
    ]);
    const result = play(2, bytes, pieceSize);
    expect(result?.load).toEqual(LOADED);
    expect(result?.episodes.map(plain)).toEqual([
      [
        [1, 2],
        [3, 4],
      ],
      [
        [5, 6],
        [7, 8],
      ],
    ]);
  });

  test('puts together rows sent before, unsent rows and the step of a run that was ended', () => {
    const rest = Buffer.concat([Buffer.from('hello'), Buffer.from(Float64Array.of(3, 4).buffer)]);
    const ending = { limit: 'time', signal: 9, episode: 0, step: 2, outputBytes: 5, rowBytes: 16 };
    const bytes = Buffer.concat([frame(LOADED), frame({ status: 'partly' }, 1, 2), trailer(ending, rest)]);
    const result = play(20, bytes);
    expect(result).toMatchObject({
      output: 'hello',
      episodes: [{ status: 'limit', limit: 'time', step: 2 }, { status: 'not-run' }],
    });
    expect(plain(result?.episodes[0])).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  test.each([
    [{ exit: 3 }, 'it ended with exit status 3'],
    [{ exit: 0 }, 'it ended without a result'],
    [{ signal: 11 }, 'it was ended by SIGSEGV'],
    [{ signal: 31 }, 'it made a forbidden system call'],
  ])('says of what a run died: %j', (fields, reason) => {
    expect(play(2, trailer(fields))?.load).toEqual({ status: 'died', reason });
  });

  test('calls an incomplete jail a fault', () => {
    const bytes = trailer({ prepared: false, outputBytes: 4 }, Buffer.from('oops'));
    expect(() => play(2, bytes)).toThrow(GraderFault);
    expect(() => play(2, bytes)).toThrow(/oops/);
  });

  test('has nothing of a frame that was not finished', () => {
    const bytes = Buffer.concat([frame(LOADED), trailer({ signal: 9 })]);
    expect(play(2, bytes, 5)?.episodes[0]).toMatchObject({ status: 'died', rows: [] });
  });

  test('is ours to answer for where the host left a run no time', () => {
    const bytes = Buffer.concat([frame(LOADED), trailer({ limit: 'lag', signal: 9 })]);
    expect(() => play(2, bytes)).toThrow(GraderFault);
  });

  test('believes no progress that cannot be', () => {
    const bytes = Buffer.concat([frame(LOADED), trailer({ limit: 'time', episode: 1, step: 99 })]);
    expect(play(2, bytes)?.episodes[0]).toEqual({ status: 'limit', limit: 'time', step: null, rows: [] });
  });

  test('cleans text of what cannot be stored', () => {
    const failure = { type: 'E', message: 'a\0b\ud800', line: 1, trace: '' };
    const bytes = Buffer.concat([frame({ status: 'raised', failure }), trailer({})]);
    expect(play(2, bytes)?.load).toMatchObject({ failure: { message: 'a\ufffdb\ufffd' } });
  });
});

describe('a run that interferes', () => {
  test.each<[string, Buffer[]]>([
    ['rows without an episode', [frame(LOADED, 1)]],
    ['an unknown status', [frame({ status: 'accepted' })]],
    ['no JSON', [encodeFrame('{', [])]],
    ['too few rows', [frame(LOADED), frame(COMPLETED, 1, 2)]],
    ['too many rows', [frame(LOADED), frame(COMPLETED, 1, 2, 3, 4, 5, 6)]],
    [
      'too many rows in parts',
      [frame(LOADED), frame({ status: 'partly' }, 1, 2, 3), frame({ status: 'partly' }, 1, 2)],
    ],
    ['a step that is none', [frame(LOADED), frame({ status: 'died', reason: '', step: -1 })]],
    ['a question in replay', [frame(LOADED), frame('', 1, 2)]],
    [
      'an outcome too many',
      [frame(LOADED), ...Array.from({ length: 3 }, () => frame(COMPLETED, 1, 2, 3, 4))],
    ],
    ['words after the end', [frame({ status: 'entry-unusable', entry: 'a', found: 'b' }), frame(LOADED)]],
    ['a question that is no row', [frame(LOADED), frame({ status: 'partly' }, 1), frame('', 1, 2)]],
  ])('by %s is found out', (_, frames) => {
    expect(() => play(2, Buffer.concat(frames))).toThrow(ProtocolViolation);
  });

  test('keeps the episodes before', () => {
    const transcript = new Transcript(request('', [episode({ steps: 1 }), episode({ steps: 1 })]));
    transcript.accept({ json: JSON.stringify(LOADED), numbers: new Float64Array() });
    transcript.accept({ json: JSON.stringify(COMPLETED), numbers: Float64Array.of(1, 2) });
    expect(transcript.interfered().episodes.map(({ status }) => status)).toEqual(['completed', 'died']);
  });
});

describe('a closed loop', () => {
  const closed = () => request('', [episode({ steps: 3, gradients: null }), episode({ steps: 3 })]);
  const accept = (transcript: Transcript, message: unknown, ...numbers: number[]) =>
    transcript.accept({
      json: message === '' ? '' : JSON.stringify(message),
      numbers: Float64Array.from(numbers),
    });

  test('has the rows that were asked about, and no others', () => {
    const transcript = new Transcript(closed());
    accept(transcript, LOADED);
    expect(accept(transcript, '', 1, 2)).toMatchObject({ episode: 0, step: 1 });
    expect(accept(transcript, '', 3, 4)).toMatchObject({ episode: 0, step: 2 });
    accept(transcript, COMPLETED, 5, 6);
    expect(plain(transcript.interfered().episodes[0])).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
  });

  test.each([
    ['all rows without a question', [], [1, 2, 3, 4, 5, 6]],
    ['rows beside those asked about', [[1, 2]], [3, 4, 5, 6]],
  ])('may as well be told at once: %s', (_, questions, rest) => {
    const transcript = new Transcript(closed());
    accept(transcript, LOADED);
    for (const row of questions) accept(transcript, '', ...row);
    accept(transcript, COMPLETED, ...rest);
    const found = plain(transcript.interfered().episodes[0]);
    expect(found).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
  });

  test.each<[string, number[][], number[]]>([
    [
      'another row in place of one that was asked about',
      [
        [1, 2],
        [3, 4],
      ],
      [9, 9, 5, 6],
    ],
    [
      'a question after the last step',
      [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
      [],
    ],
    ['half a row', [[1]], [2, 3, 4, 5, 6]],
    ['fewer rows than steps', [[1, 2]], [3, 4]],
  ])('takes no %s', (_, questions, rest) => {
    const transcript = new Transcript(closed());
    accept(transcript, LOADED);
    expect(() => {
      for (const row of questions) accept(transcript, '', ...row);
      accept(transcript, COMPLETED, ...rest);
    }).toThrow(ProtocolViolation);
  });
});

test('a hundred thousand frames cost as much as ten thousand do, ten times over', () => {
  const cost = (count: number): number => {
    const transcript = new Transcript(request('', [episode()]));
    transcript.accept({ json: JSON.stringify(LOADED), numbers: new Float64Array() });
    const part = { json: JSON.stringify({ status: 'partly' }), numbers: new Float64Array() };
    const before = process.cpuUsage();
    for (let i = 0; i < count; i++) transcript.accept(part);
    return process.cpuUsage(before).user;
  };
  cost(10_000);
  // The clock of a process may stand still for that long.
  const [tick, ten] = [10_000, cost(10_000)];
  expect(cost(100_000)).toBeLessThan(40 * Math.max(ten, tick));
});
