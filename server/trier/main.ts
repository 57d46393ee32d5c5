/**
 * The trier: plays texts that are being written, and the samples of sets that are; nothing of it counts. It is a process of its own below the
 * grading worker, with a sandbox of its own, and has neither a database nor a secret: trials come from the process that
 * started it, and what was played goes back there. `npm start` starts it.
 */
import { readConfig } from '../config.ts';
import { OperatorError, reportFatal } from '../errors.ts';
import { createLog } from '../log.ts';
import { giveWay, sessionGivesWay } from '../priority.ts';
import { receiveSettings } from '../settings.ts';
import { endWithParent, isPing } from '../supervised.ts';
import { ToTrier } from '../trials/messages.ts';
import { grade } from '../../grader/grade.ts';
import { gradientMistake } from '../../grader/own-objectives/check.ts';
import { tryOut } from '../../grader/tryOut.ts';
import { openSandboxes } from '../../grader/sandbox/index.ts';
import { createAnswer } from './answer.ts';

async function main(): Promise<void> {
  const atTheEnd = endWithParent();
  // Nothing that it makes is for other users of this machine.
  process.umask(0o077);
  // Below the worker: whoever hands in goes before whoever tries. What it starts inherits this.
  giveWay('trier');
  const { logLevel } = readConfig(await receiveSettings());
  const log = createLog('trier', logLevel);
  const send = process.send?.bind(process);
  if (!send) throw new OperatorError('The trier has nobody to answer: `npm start` starts it.');
  const sandboxes = openSandboxes();
  const answer = createAnswer({
    tryOut: (question, file, limits) => tryOut(question, file, sandboxes, limits),
    grade: async (questions, file) => (await grade({ slug: 'sample', questions }, file, sandboxes)).whole,
    compare: (objective) => gradientMistake(objective, sandboxes),
    log,
  });
  process.on('message', (message) => {
    if (isPing(message)) return;
    const { toTrier } = ToTrier.parse(message);
    void answer(toTrier).then((fromTrier) => send({ fromTrier }));
  });

  // Where whoever started it is gone, so is everybody who asks.
  atTheEnd(() => sandboxes.close());
  send({ fromTrier: { kind: 'there' } });
  void sessionGivesWay('trier');
}

main().catch(reportFatal);
