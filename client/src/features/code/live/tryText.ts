/** What a text does: found out by this browser where it can, else by the server. */
import { getOwnTrial, tryCode, type OwnTrial, type TryOutcome } from '../../../../../contract/tries.ts';
import type { Asked } from '../../../../../grader/report/trial.ts';
import { languageOf } from '../../../../../grader/terms.ts';
import { call } from '../../../api/call.ts';
import { queryClient, queryOf } from '../../../api/query.ts';

interface Params {
  course: string;
  assignment: string;
  question: string;
}

/** An instructor may publish other tests while somebody types. */
const FRESH_MS = 60_000;

export async function tryText(params: Params, asked: Asked, signal?: AbortSignal): Promise<TryOutcome> {
  return (
    (await inBrowser(params, asked, signal)) ?? (await call(tryCode, { params, body: asked }, signal)).outcome
  );
}

/** Null where the server is to be asked. */
async function inBrowser(params: Params, asked: Asked, signal?: AbortSignal): Promise<TryOutcome | null> {
  if (languageOf(asked.file.name) === 'python') return null;
  const trial = await ownTrialOf(params);
  if (trial === null) return null;
  const { tryInBrowser } = await import('../../../trials/ownTrier.ts');
  return tryInBrowser(trial, asked, signal);
}

/** The last that was told, where the server cannot be reached. */
async function ownTrialOf(params: Params): Promise<OwnTrial | null> {
  const query = queryOf(getOwnTrial, { params });
  const told = await queryClient
    .fetchQuery({ ...query, staleTime: FRESH_MS, retry: false })
    .catch(() => queryClient.getQueryData(query.queryKey));
  return told?.trial ?? null;
}
