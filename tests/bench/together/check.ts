/** What must hold at the end of the play: the laws of writing, handing in and groups. */
import * as Y from 'yjs';
import { operations } from '../../../contract/index.ts';
import { Client } from '../../support/client.ts';
import { TEXTS, type Actor } from './actor.ts';
import { consent, type Log } from './play.ts';
import { GROUP_MAX, PASSWORD, PLACE, type Stage } from './stage.ts';

export interface Findings {
  /** Acknowledged edits or submissions that are not there. */
  lost: string[];
  /** Whatever else breaks a law. */
  wrong: string[];
}

/** The words in each row of a group's log, by who is its author. */
async function wordsOfLog({ db }: Stage): Promise<Set<string>> {
  const rows = await db.documentUpdate.findMany({ select: { groupId: true, userId: true, data: true } });
  const found = new Set<string>();
  for (const { groupId, userId, data } of rows) {
    const texts = Y.decodeUpdate(data).structs.flatMap((struct) =>
      struct instanceof Y.Item && struct.content instanceof Y.ContentString ? [struct.content.str] : [],
    );
    for (const text of texts)
      for (const word of text.match(/<student\d+\.\d+>/g) ?? []) found.add(`${groupId} ${userId} ${word}`);
  }
  return found;
}

export async function check(stage: Stage, log: Log, actors: readonly Actor[]): Promise<Findings> {
  const findings: Findings = { lost: [], wrong: [] };
  await checkWords(stage, log, findings);
  await checkPages(actors, findings);
  await checkSubmissions(stage, log, findings);
  await checkGroups(stage, log, findings);
  return findings;
}

/** Law 1 and 4: what was called saved is in the log with its author, for ever. */
async function checkWords(stage: Stage, log: Log, { lost }: Findings): Promise<void> {
  const found = await wordsOfLog(stage);
  for (const { token, author, group } of log.words)
    if (!found.has(`${group} ${author} ${token}`)) lost.push(`${token} in group ${group}`);
}

/** Law 2: one log, one text, on every page and the server. */
async function checkPages(actors: readonly Actor[], { wrong }: Findings): Promise<void> {
  for (const actor of actors) {
    const answer = await actor.client.call(operations.getDocument, { params: PLACE });
    if (answer.group !== actor.group) wrong.push(`${actor.person.name} sees another group than the server`);
    for (const key of TEXTS) {
      const text = answer.texts.find((each) => each.key === key)?.text;
      if (text !== actor.text(key)) wrong.push(`${actor.person.name} sees another text of ${key}`);
    }
  }
}

/** Laws 5, 6 and 9. */
async function checkSubmissions(stage: Stage, log: Log, { lost, wrong }: Findings): Promise<void> {
  const clients = new Map<string, Client>();
  for (const person of stage.students)
    clients.set(person.id, await new Client(stage.urls[0]!).signIn(person.email, PASSWORD));
  const numbers = new Map<string, Set<number>>();
  const seen = new Set<string>();
  for (const { submission, saved, onPage } of log.receipts) {
    const text = Object.values(submission.answers).join('\n');
    for (const word of saved) if (!text.includes(word)) lost.push(`${word} in submission ${submission.id}`);
    for (const word of onPage)
      if (!text.includes(word)) lost.push(`${word} of the submitter's page in submission ${submission.id}`);
    if (seen.has(submission.id)) wrong.push(`submission ${submission.id} was given twice`);
    seen.add(submission.id);
    for (const member of submission.members) {
      const mine = numbers.get(member.id) ?? new Set();
      if (mine.has(submission.number))
        wrong.push(`number ${submission.number} twice for ${member.name}`);
      numbers.set(member.id, mine.add(submission.number));
      const answer = await clients
        .get(member.id)!
        .send(operations.getSubmission, { params: { submissionId: submission.id } });
      if (answer.status !== 200) lost.push(`submission ${submission.id} for ${member.name}`);
      else if (JSON.stringify((answer.body as typeof submission).answers) !== JSON.stringify(submission.answers))
        wrong.push(`submission ${submission.id} has changed`);
    }
  }
  const stored = await stage.db.submission.count();
  if (stored !== seen.size) wrong.push(`${stored} submissions are stored, ${seen.size} were acknowledged`);
}

/** Laws 10 and 11. */
async function checkGroups({ db }: Stage, log: Log, { wrong }: Findings): Promise<void> {
  const groups = await db.group.findMany({
    select: {
      id: true,
      members: { select: { userId: true, joinedAt: true } },
      formerMembers: { select: { userId: true, joinedAt: true } },
    },
  });
  for (const { id, members, formerMembers } of groups) {
    if (members.length > GROUP_MAX) wrong.push(`group ${id} has ${members.length} members`);
    const ever = [...members, ...formerMembers].sort((a, b) => Number(a.joinedAt) - Number(b.joinedAt));
    // The first made it.
    const founder = ever[0]?.userId;
    for (const { userId } of ever)
      if (userId !== founder && !log.consents.has(consent(id, userId)))
        wrong.push(`${userId} is in group ${id} without a yes`);
  }
  const twice = await db.$queryRaw<{ user_id: string }[]>`
    SELECT user_id FROM group_members GROUP BY assignment_id, user_id HAVING count(*) > 1`;
  for (const { user_id } of twice) wrong.push(`${user_id} is in two groups`);
}
