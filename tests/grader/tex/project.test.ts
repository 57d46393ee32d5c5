import { describe, expect, test } from '@jest/globals';
import { PROJECT_LIMITS, readProject, splitTex } from '../../../grader/tex/index.ts';
import { day08 } from './day08.ts';
import { answering, answersOf, bytes, zip } from './support.ts';

const names = (files: Map<string, unknown>): string[] => [...files.keys()].sort();

describe('readProject', () => {
  test('a .tex file', async () => {
    const project = await readProject('C:\\sheets\\day.tex', bytes('words'));
    expect(names(project.files)).toEqual(['day.tex']);
    expect(project.problems).toEqual([]);
  });

  test('a project as Overleaf packs it', async () => {
    const archive = zip([
      { name: 'main.tex', data: bytes(answering('\\input{parts/a} \\includegraphics{fig/ü.png}')) },
      { name: 'parts/', data: bytes('') },
      { name: 'parts/a.tex', data: bytes('from a part') },
      { name: 'fig/ü.png', data: new Uint8Array([1, 2, 3]) },
      { name: '__MACOSX/main.tex', data: bytes('clutter') },
      { name: 'output.log', data: bytes('clutter') },
    ]);
    const project = await readProject('project.zip', archive);
    expect(names(project.files)).toEqual(['fig/ü.png', 'main.tex', 'parts/a.tex']);
    const result = splitTex(day08, project);
    expect(answersOf(result).momentum).toBe('from a part ![](fig/ü.png)');
    expect(result.images).toEqual([{ name: 'fig/ü.png', data: new Uint8Array([1, 2, 3]) }]);
  });

  test('an image in another folder is named, not guessed', () => {
    const files = new Map([
      ['main.tex', bytes(answering('\\includegraphics{loss}'))],
      ['figures/loss.png', new Uint8Array([1])],
    ]);
    const { images, problems } = splitTex(day08, { files });
    expect(images).toEqual([]);
    expect(problems.map(({ message }) => message).join()).toContain('but figures/loss.png is in the upload');
  });

  test.each([
    ['../evil.tex', 'leads out'],
    ['a/../../evil.tex', 'leads out'],
    ['/etc/evil.tex', 'leads out'],
    ['C:/evil.tex', 'leads out'],
    ['..\\evil.tex', 'leads out'],
  ])('the name %s is refused, the rest is read', async (name, message) => {
    const { files, problems } = await readProject(
      'p.zip',
      zip([
        { name, data: bytes('x') },
        { name: 'main.tex', data: bytes('y') },
      ]),
    );
    expect(names(files)).toEqual(['main.tex']);
    expect(problems).toEqual([
      { severity: 'error', file: 'p.zip', line: null, message: expect.stringContaining(message) },
    ]);
  });

  test('a symbolic link is refused', async () => {
    const archive = zip([{ name: 'main.tex', data: bytes('/etc/passwd'), mode: 0o120777 }]);
    const { files, problems } = await readProject('p.zip', archive);
    expect(files.size).toBe(0);
    expect(problems).toMatchObject([{ message: expect.stringContaining('symbolic link') }]);
  });

  test('a file that unpacks to too much is refused', async () => {
    const archive = zip([{ name: 'bomb.tex', data: new Uint8Array(PROJECT_LIMITS.file + 1) }]);
    const { files, problems } = await readProject('p.zip', archive);
    expect(files.size).toBe(0);
    expect(problems).toMatchObject([{ message: expect.stringContaining('20 MB') }]);
  });

  test('a file that lies about its size is not unpacked to the end', async () => {
    const archive = zip([{ name: 'bomb.tex', data: new Uint8Array(2 ** 22), claimedSize: 10 }]);
    const { files, problems } = await readProject('p.zip', archive);
    expect(files.size).toBe(0);
    expect(problems).toHaveLength(1);
  });

  test('many files that together are too much', async () => {
    const data = new Uint8Array(PROJECT_LIMITS.file);
    const entries = Array.from({ length: 6 }, (_, index) => ({ name: `${index}.png`, data }));
    const { problems } = await readProject('p.zip', zip(entries));
    expect(problems).toMatchObject([{ message: expect.stringContaining('100 MB') }]);
  });

  test('too many entries', async () => {
    const entries = Array.from({ length: PROJECT_LIMITS.entries + 1 }, (_, index) => ({
      name: `${index}`,
      data: bytes(''),
    }));
    const { problems } = await readProject('p.zip', zip(entries));
    expect(problems).toMatchObject([{ message: expect.stringContaining('entries') }]);
  });

  test.each([
    ['no archive', bytes('words')],
    ['a cut archive', zip([{ name: 'main.tex', data: bytes('words') }]).slice(0, 40)],
    ['a damaged archive', zip([{ name: 'main.tex', data: bytes('words') }]).fill(255, 34, 40)],
    ['an empty archive', zip([])],
    ['nothing', new Uint8Array()],
  ])('%s is a message or no file', async (_, content) => {
    const { files, problems } = await readProject('p.zip', content);
    expect(files.size).toBe(0);
    expect(problems.length).toBeLessThanOrEqual(1);
  });
});

describe('names', () => {
  const sheet = (body: string) => ({ name: 'main.tex', data: bytes(answering(body)) });
  const image = (name: string) => ({ name, data: new Uint8Array([1]) });
  const read = async (...entries: Parameters<typeof zip>[0]) =>
    splitTex(day08, await readProject('p.zip', zip(entries)));

  test('accents that macOS takes apart are found', async () => {
    const result = await read(sheet('\\includegraphics{ü}'), image('u\u0308.png'));
    expect(answersOf(result).momentum).toBe('![](ü.png)');
    expect(result.images.map(({ name }) => name)).toEqual(['ü.png']);
  });

  test('control characters and those that turn the text around are left out', async () => {
    const { files } = await readProject('p.zip', zip([image('a\u202egnp.tex\u0007')]));
    expect(names(files)).toEqual(['agnp.tex']);
  });

  test('what answers cannot use is replaced, and two images stay two', async () => {
    const result = await read(
      sheet('\\includegraphics{a(1)} \\includegraphics{a[1]} \\includegraphics{a(1)}'),
      image('a(1).png'),
      image('a[1].png'),
    );
    expect(answersOf(result).momentum).toBe('![](a-1-.png) ![](a-1--2.png) ![](a-1-.png)');
    expect(result.images.map(({ name }) => name)).toEqual(['a-1-.png', 'a-1--2.png']);
  });

  test('are those beside the main file, and never lead above the project', async () => {
    const result = await read(
      { name: 'day-8/main.tex', data: bytes(answering('\\includegraphics{../fig/a} \\includegraphics{b}')) },
      image('fig/a.png'),
      image('day-8/b.png'),
    );
    expect(result.images.map(({ name }) => name)).toEqual(['fig/a.png', 'b.png']);
    const outside = await read(sheet('\\includegraphics{../../etc/a.png}'), image('etc/a.png'));
    expect(outside.images).toEqual([]);
  });

  test('a single file needs no ending, but a PDF is none', async () => {
    const only = async (name: string, data: Uint8Array) => splitTex(day08, await readProject(name, data));
    expect(answersOf(await only('sheet.txt', bytes(answering('words')))).momentum).toBe('words');
    expect((await only('sheet.pdf', bytes('%PDF-1.7'))).problems).toMatchObject([
      { file: 'sheet.pdf', message: expect.stringContaining('not the PDF') },
    ]);
  });
});
