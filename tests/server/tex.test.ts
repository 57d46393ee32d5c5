/** The way to Overleaf and back: template → filled in → upload → confirmed → handed in → export → the same answers. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { unzipSync } from 'fflate';
import type { ErrorBody } from '../../contract/error.ts';
import { operations } from '../../contract/index.ts';
import { renderMarkup } from '../../contract/markup/render.ts';
import { urlOf } from '../../contract/operation.ts';
import { CSRF_HEADER } from '../../contract/session.ts';
import type { TexImport } from '../../contract/tex.ts';
import { readAssignmentFolder } from '../../grader/assignment/folder.ts';
import { bytes, inDocument, zip } from '../grader/tex/support.ts';
import type { ZipEntry } from '../grader/tex/support.ts';
import type { Client } from '../support/client.ts';
import { textsOf } from '../support/groups.ts';
import { png as greyPng } from '../support/images.ts';
import { COURSE, SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const DAY = { course: COURSE, assignment: 'day-08' };
/** One red pixel. */
const PNG = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC'),
  (char) => char.charCodeAt(0),
);

let server: TestServer;
let ada: Client, mary: Client, tess: Client;

beforeAll(async () => {
  server = await startTestServer();
  const grace = await server.as('grace');
  [ada, mary, tess] = (await Promise.all(['ada', 'mary', 'tess'].map((name) => server.as(name)))) as [
    Client,
    Client,
    Client,
  ];
  const files = Object.fromEntries(await readAssignmentFolder('assignments/day-08'));
  await grace.call(operations.publishAssignment, {
    params: { course: COURSE },
    body: { files, slug: 'day-08' },
  });
});
afterAll(() => server.close());

async function upload(client: Client, file: string, body: Uint8Array, params = DAY) {
  const { csrfToken } = await client.refresh();
  const answer = await client
    .raw('post', urlOf(operations.importTex, params, { file }))
    .set(CSRF_HEADER, csrfToken)
    .set('Content-Type', 'application/octet-stream')
    .send(Buffer.from(body));
  return { status: answer.status, body: answer.body as TexImport & ErrorBody };
}

const read = async (client: Client, file: string, body: Uint8Array, params = DAY): Promise<TexImport> => {
  const answer = await upload(client, file, body, params);
  expect(answer.status).toBe(200);
  return answer.body;
};

async function download(client: Client, submissionId: string) {
  const answer = await client.raw('get', urlOf(operations.exportTex, { submissionId })).responseType('blob');
  return {
    status: answer.status,
    name: /filename="?([^"]*)"?/.exec(answer.headers['content-disposition'] ?? '')?.[1],
    type: answer.headers['content-type'],
    bytes: new Uint8Array(answer.body as Buffer),
  };
}

const answersOf = ({ answers }: TexImport): Record<string, string> =>
  Object.fromEntries(answers.map(({ question, markdown }) => [question, markdown]));

const ANSWERS: Record<string, string> = {
  momentum: String.raw`The velocity keeps \emph{past} gradients:
\begin{align}
  \vel &\leftarrow \alpha \vel - \epsilon g \\
  \theta &\leftarrow \theta + \vel
\end{align}
% not for the reader
as a ball does. It costs \$0.`,
  adagrad: '\\input{parts/adagrad}',
  rmsprop: String.raw`Decay instead of a sum, see figure:
\begin{figure}[h]\centering
\includegraphics[width=0.5\textwidth]{loss}
\caption{Loss by epoch}
\end{figure}`,
  'adam-benefits': String.raw`\begin{enumerate}
\item Invariant to rescaling: $\frac{\hat m_t}{\sqrt{\hat v_t}}$.
\item Bounded by $\alpha$, 100\% of the time.
\end{enumerate}`,
  'figure-3': String.raw`\textbf{Context.} Section 6.1. \textbf{What is plotted.} Training cost.`,
};

/** The template as a group fills it in on Overleaf, with macros, a file for one answer and an image. */
async function overleafProject(template: string): Promise<ZipEntry[]> {
  const ids = Object.keys(ANSWERS);
  let filled = template.replace('\\begin{document}', '\\newcommand{\\vel}{\\mathbf{v}}\n\\begin{document}');
  filled = filled.replace('\\names{}', '\\names{Ada, Emmy}');
  let next = 0;
  filled = filled.replace(/% Write your answer.*\n/g, () => `${ANSWERS[ids[next++] ?? '']}\n`);
  expect(next).toBe(5);
  return [
    { name: 'main.tex', data: bytes(filled) },
    { name: 'parts/adagrad.tex', data: bytes('$$r \\leftarrow r + g \\odot g$$ grows for ever.') },
    { name: 'figures/loss.png', data: PNG },
  ];
}

describe('the round trip of day 8', () => {
  let imported: TexImport;
  let submissionId: string;

  test('template → filled in → upload: five answers in which every formula renders', async () => {
    const template = await ada.send(operations.getTexTemplate, { params: DAY });
    expect(template.headers['content-disposition']).toContain('day-08.tex');
    const text = template.text || String(template.body);
    const entries = await overleafProject(text.replace('\\title', '\\graphicspath{{figures/}}\n\\title'));
    imported = await read(ada, 'Day 8.zip', zip(entries));
    expect(imported.problems).toEqual([]);
    expect(imported.unassigned).toBe('Names: Ada, Emmy');
    expect(imported.images).toMatchObject([{ name: 'figures/loss.png', mediaType: 'image/png' }]);
    const answers = answersOf(imported);
    expect(Object.keys(answers)).toEqual(Object.keys(ANSWERS));
    expect(answers.momentum).toContain('past* gradients');
    expect(answers.momentum).not.toContain('not for the reader');
    expect(answers.adagrad).toBe('$$r \\leftarrow r + g \\odot g$$ grows for ever.');
    expect(answers.rmsprop).toContain('![Loss by epoch](figures/loss.png)');
    for (const markdown of Object.values(answers))
      expect(renderMarkup(markdown, { macros: {}, imageUrl: () => '/image' }).problems).toEqual([]);
  });

  test('no draft is changed by it, and the image can be looked at', async () => {
    expect(await textsOf(DAY, ada)).toEqual({});
    expect((await ada.call(operations.listImages, { params: DAY })).images).toEqual([]);
    const imageId = imported.images[0]?.id ?? '';
    const image = urlOf(operations.getImage, { ...DAY, imageId });
    expect((await ada.raw('get', image)).status).toBe(200);
    expect((await mary.raw('get', image)).status).toBe(404);
  });

  test('confirmed, handed in and exported, it imports to the same answers', async () => {
    const names = imported.images.map(({ name, id }) => ({ name, id }));
    await ada.call(operations.nameImages, { params: DAY, body: { names } });
    for (const [key, text] of Object.entries(answersOf(imported)))
      await ada.call(operations.writeText, { params: { ...DAY, key }, body: { text } });
    const submission = await ada.call(operations.createSubmission, {
      params: DAY,
      body: { idempotencyKey: randomUUID(), answers: answersOf(imported) },
    });
    submissionId = submission.id;
    const exported = await download(ada, submissionId);
    expect(exported.name).toBe('day-08-submission-1.zip');
    const files = unzipSync(exported.bytes);
    expect(Object.keys(files).sort()).toEqual(['day-08.tex', 'figures/loss.png']);
    expect(files['figures/loss.png']).toEqual(PNG);

    const again = await read(ada, exported.name ?? '', exported.bytes);
    expect(answersOf(again)).toEqual(answersOf(imported));
    expect(again.problems).toEqual([]);
    expect(again.images).toEqual(imported.images);
  });

  test('an image whose name another has by now gets a number, the same at every import', async () => {
    const entry = (data: Uint8Array, name = 'figures/loss.png') => ({ name, data });
    const main = bytes(
      '\\documentclass{article}\\begin{document}\\section*{3 RMSProp}\n\\includegraphics{figures/loss} \\includegraphics{figures/loss-2}\n\\end{document}',
    );
    const project = zip([
      { name: 'main.tex', data: main },
      entry(new Uint8Array(greyPng({ grey: 91 }))),
      entry(new Uint8Array(greyPng({ grey: 92 })), 'figures/loss-2.png'),
    ]);
    const found = await read(ada, 'other.zip', project);
    expect(found.images.map(({ name }) => name)).toEqual(['figures/loss-3.png', 'figures/loss-2.png']);
    expect(answersOf(found).rmsprop).toMatch(/\]\(figures\/loss-3\.png\)[^]*\]\(figures\/loss-2\.png\)/);
    const names = found.images.map(({ name, id }) => ({ name, id }));
    await ada.call(operations.nameImages, { params: DAY, body: { names } });
    expect(await read(ada, 'other.zip', project)).toEqual(found);
  });

  test('staff may export it, another group may not', async () => {
    expect((await download(tess, submissionId)).status).toBe(200);
    expect((await download(mary, submissionId)).status).toBe(403);
  });

  test('without images it is a .tex', async () => {
    const submission = await mary.call(operations.createSubmission, {
      params: SHEET,
      body: { idempotencyKey: randomUUID(), answers: { one: '$x$ & 5%' } },
    });
    const { name, bytes: tex, type } = await download(mary, submission.id);
    expect([name, type]).toEqual(['sheet-submission-1.tex', expect.stringContaining('application/x-tex')]);
    const back = await read(mary, name ?? '', tex, SHEET);
    expect(answersOf(back)).toEqual({ one: '$x$ & 5%', two: '' });
    expect(back.unassigned).toBe('Names: mary');
  });
});

const sheetOf = (body: string): string =>
  inDocument(`\\section*{Question 1}\n${body}\n\\section*{Question 2}`);
const png = (name: string): ZipEntry => ({ name, data: PNG });

describe('what is wrong with an upload is said with file and line', () => {
  const latin1 = Buffer.from(sheetOf('caf\u00e9'), 'latin1');
  const bomb = zip([{ name: 'bomb.tex', data: new Uint8Array(21 * 2 ** 20) }]);
  const problems: [string, string, Uint8Array, { file: string; line: number | null; message: string }][] = [
    [
      'a zip bomb',
      'p.zip',
      bomb,
      { file: 'p.zip', line: null, message: 'bomb.tex was left out: a file may' },
    ],
    [
      'a name that climbs',
      'p.zip',
      zip([
        { name: '../../etc/x.tex', data: PNG },
        { name: 'main.tex', data: bytes(sheetOf('a')) },
      ]),
      { file: 'p.zip', line: null, message: 'leads out of the archive' },
    ],
    ['Latin-1', 'a.tex', latin1, { file: 'a.tex', line: null, message: 'read as Latin-1' }],
    [
      'a tikz drawing',
      'a.tex',
      bytes(sheetOf('\\begin{tikzpicture}\n\\draw (0,0);\n\\end{tikzpicture}')),
      { file: 'a.tex', line: 5, message: 'is a drawing' },
    ],
    [
      'a missing \\input',
      'a.tex',
      bytes(sheetOf('one\n\\input{gone}')),
      { file: 'a.tex', line: 6, message: 'gone is not in the upload' },
    ],
    [
      'a missing image',
      'a.tex',
      bytes(sheetOf('\\includegraphics{gone}')),
      { file: 'a.tex', line: 5, message: 'gone is not in the upload' },
    ],
    [
      'an image that is none',
      'p.zip',
      zip([
        { name: 'main.tex', data: bytes(sheetOf('\\includegraphics{a.png}')) },
        { name: 'a.png', data: bytes('words') },
      ]),
      { file: 'a.png', line: null, message: 'This image is no PNG' },
    ],
    [
      'an image under a false name',
      'p.zip',
      zip([{ name: 'main.tex', data: bytes(sheetOf('\\includegraphics{a.pdf}')) }, png('a.pdf')]),
      { file: 'a.pdf', line: null, message: 'another ending' },
    ],
    ['no TeX', 'p.zip', zip([png('a.png')]), { file: 'a.png', line: null, message: 'no .tex file' }],
    ['a name of no archive', 'p.zip', bytes('x'), { file: 'p.zip', line: null, message: 'no zip archive' }],
    [
      'a hostile file name',
      '..\\..\\\u202e<img onerror=x>.zip',
      bytes('x'),
      { file: '<img onerror=x>.zip', line: null, message: 'no zip archive' },
    ],
  ];

  test.each(problems)('%s', async (_, file, body, { message, ...place }) => {
    const found = await read(ada, file, body, SHEET);
    expect(found.problems).toContainEqual({
      severity: expect.any(String),
      ...place,
      message: expect.stringContaining(message),
    });
    expect(found.images).toEqual([]);
  });

  test('a name that no answer can use is changed, in the answer too', async () => {
    const written = sheetOf('\\includegraphics{fig (1)}');
    const found = await read(
      ada,
      'p.zip',
      zip([{ name: 'main.tex', data: bytes(written) }, png('fig (1).png')]),
      SHEET,
    );
    expect(found.images.map(({ name }) => name)).toEqual(['fig -1-.png']);
    expect(answersOf(found).one).toBe('![](<fig -1-.png>)');
  });
});

describe('limits', () => {
  test('a larger upload is refused with the limit', async () => {
    const { status, body } = await upload(ada, 'p.zip', new Uint8Array(50 * 2 ** 20 + 1));
    expect([status, body.error.code]).toEqual([413, 'too_large']);
    expect(body.error.message).toContain('50 MB');
  });

  test('nothing can be imported once grades are released', async () => {
    await server.db.assignment.updateMany({
      where: { slug: 'code' },
      data: { gradesReleasedAt: server.clock.now },
    });
    const { body } = await upload(ada, 'a.tex', bytes('x'), { course: COURSE, assignment: 'code' });
    expect(body.error.code).toBe('locked');
  });
});
