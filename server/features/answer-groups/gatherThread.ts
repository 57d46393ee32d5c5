/** Body of the thread that gathers the answers of one question; see `gather.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import { groupAnswers } from '../../../grader/answers/groups.ts';
import type { Gathering } from './gather.ts';

const { answers, options } = workerData as Gathering;
parentPort?.postMessage(groupAnswers(answers, options));
