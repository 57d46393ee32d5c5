/** Bodies that come slowly, several at once, packed, or with bytes that a database refuses. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import type { ClientRequest, IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { operations } from '../../contract/index.ts';
import { urlOf } from '../../contract/operation.ts';
import { CSRF_HEADER } from '../../contract/session.ts';
import { Turns } from '../../server/middleware/turns.ts';
import type { Client } from '../support/client.ts';
import { textsOf } from '../support/groups.ts';
import { png } from '../support/images.ts';
import { AFTER_DUE, BEFORE_DUE, SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

let server: TestServer;
let http: Server;
let ada: Client, emmy: Client, grace: Client;

beforeAll(async () => {
  server = await startTestServer();
  http = createServer(server.app).listen(0, '127.0.0.1');
  await once(http, 'listening');
  [ada, emmy, grace] = (await Promise.all(['ada', 'emmy', 'grace'].map((name) => server.as(name)))) as [
    Client,
    Client,
    Client,
  ];
});
afterAll(async () => {
  http.closeAllConnections();
  http.close();
  await server.close();
});
beforeEach(async () => {
  server.clock.now = BEFORE_DUE;

  await server.db.$executeRaw`TRUNCATE submissions, documents, groups CASCADE`;
});

/** What a browser in which the person is signed in sends along. */
async function sessionOf(name: string): Promise<Record<string, string>> {
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const first = await fetch(`${url}/api/session`);
  const cookies = new Map<string, string>();
  /** All that a browser would keep of the answers so far. */
  const cookie = (answer: Response) => {
    for (const each of answer.headers.getSetCookie()) {
      const [pair = ''] = each.split(';');
      cookies.set(pair.slice(0, pair.indexOf('=')), pair);
    }
    return [...cookies.values()].join('; ');
  };
  const token = async (answer: Response) => ((await answer.json()) as { csrfToken: string }).csrfToken;
  const signedIn = await fetch(`${url}${operations.signIn.path}`, {
    method: 'POST',
    headers: {
      Cookie: cookie(first),
      [CSRF_HEADER]: await token(first),
      'Content-Type': 'application/json',
    },
    body: JSON.stringify({ email: `${name}@example.org`, password: 'correct horse' }),
  });
  return { Cookie: cookie(signedIn), [CSRF_HEADER]: await token(signedIn) };
}

function open(path: string, headers: Record<string, string>, method = 'POST'): ClientRequest {
  const { port } = http.address() as AddressInfo;
  const request = httpRequest({ host: '127.0.0.1', port, path, method, headers });
  request.on('error', () => undefined);
  return request;
}

/** Sends the rest. */
async function finish(request: ClientRequest, rest: Uint8Array | string) {
  request.end(rest);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return { status: response.statusCode, body: JSON.parse(await text(response)) as unknown };
}

/** Until the server has decided whether it reads the body. */
const decided = () => new Promise((done) => setTimeout(done, 400));

describe('a body that comes slowly', () => {
  const submission = () => JSON.stringify({ idempotencyKey: randomUUID(), answers: { one: 'One.' } });
  const begin = async (body: string) => {
    const json = { ...(await sessionOf('ada')), 'Content-Type': 'application/json' };
    const request = open(urlOf(operations.createSubmission, SHEET), json);
    request.write(body.slice(0, 10));
    await decided();
    return request;
  };

  test('is late when it ends after the due time', async () => {
    const body = submission();
    const request = await begin(body);
    server.clock.now = AFTER_DUE;
    expect(await finish(request, body.slice(10))).toMatchObject({ status: 201, body: { late: true } });
  });

  test('is refused when grades were released before it ended', async () => {
    const body = submission();
    const request = await begin(body);
    await grace.call(operations.releaseGrades, { params: SHEET, body: { released: true } });
    const answer = await finish(request, body.slice(10));
    await grace.call(operations.releaseGrades, { params: SHEET, body: { released: false } });
    expect(answer).toMatchObject({ status: 409, body: { error: { code: 'locked' } } });
  });
});

describe('files', () => {
  const path = (name: string) => urlOf(operations.uploadImage, SHEET, { name });
  const upload = async (client: Client, name: string, data: Buffer, headers: Record<string, string> = {}) => {
    const { csrfToken } = await client.refresh();
    return client
      .raw('post', path(name))
      .set({ 'Content-Type': 'image/png', [CSRF_HEADER]: csrfToken, ...headers })
      .send(data);
  };

  test('of one person are held one at a time, and of others meanwhile', async () => {
    const session = await sessionOf('ada');
    const slow = open(path('slow.png'), session);
    slow.write(png().subarray(0, 10));
    await decided();
    let isOver = false;
    const waiting = upload(ada, 'waiting.png', png({ grey: 1 })).then((answer) => {
      isOver = true;
      return answer.status;
    });
    expect((await upload(emmy, 'a.png', png())).status).toBe(201);
    expect((await upload(emmy, 'b.png', png({ grey: 2 }))).status).toBe(201);
    expect(isOver).toBe(false);
    expect((await finish(slow, png().subarray(10))).status).toBe(201);
    expect(await waiting).toBe(201);
  });

  test('of who has gone hold up nothing', async () => {
    const session = await sessionOf('ada');
    const slow = open(path('slow.png'), session);
    slow.write(png().subarray(0, 10));
    await decided();
    const queued = open(path('queued.png'), session);
    queued.write(png().subarray(0, 10));
    await decided();
    const waiting = upload(ada, 'waiting.png', png({ grey: 1 }));
    await decided();
    queued.destroy();
    slow.destroy();
    expect((await waiting).status).toBe(201);
  });

  test('that nobody goes on sending hold up nothing', async () => {
    const stalled = open(path('stalled.png'), await sessionOf('ada'));
    stalled.write(png().subarray(0, 10));
    await decided();
    expect((await upload(ada, 'waiting.png', png({ grey: 1 }))).status).toBe(201);
  });

  test('are not unpacked', async () => {
    const answer = await upload(ada, 'a.png', gzipSync(png()), { 'Content-Encoding': 'gzip' });
    expect(answer.status).toBe(400);
  });

  test('turns come in order, and a person whose turns are over is forgotten', async () => {
    const turns = new Turns();
    const order: number[] = [];
    const take = async (number: number) => {
      const end = await turns.take('ada');
      order.push(number);
      return end;
    };
    const first = await take(1);
    const [second, third] = [take(2), take(3)];
    (await turns.take('mary'))();
    expect(order).toEqual([1]);
    first();
    (await second)();
    (await third)();
    expect(order).toEqual([1, 2, 3]);
    (await turns.take('ada'))();
  });
});

test('an export that its reader gave up holds up no other', async () => {
  const { id: submissionId } = await ada.call(operations.createSubmission, {
    params: SHEET,
    body: { idempotencyKey: randomUUID(), answers: { one: 'One.' } },
  });
  const url = urlOf(operations.exportTex, { submissionId });
  const session = await sessionOf('ada');
  for (let wait = 0; wait < 30; wait += 3) {
    const given = open(url, session, 'GET');
    given.end();
    await new Promise((done) => setTimeout(done, wait));
    given.destroy();
  }
  const both = await Promise.all([ada.raw('get', url), ada.raw('get', url)]);
  expect(both.map(({ status }) => status)).toEqual([200, 200]);
});

test('a text with the one character that the database refuses is saved without it', async () => {
  await ada.call(operations.writeText, {
    params: { ...SHEET, key: 'one' },
    body: { text: 'pasted\0 from a PDF' },
  });
  expect(await textsOf(SHEET, ada)).toEqual({ one: 'pasted\uFFFD from a PDF' });
});
