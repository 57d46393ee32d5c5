/** Paper, written rule and code as a picture and in words. */
import type { RuleSource, RuleSources } from '../../../../contract/rules.ts';
import { findObjective } from '../../../../grader/objectives/index.ts';
import { REFERENCE, WRITTEN, YOURS, type Look } from '../../components/plot/drawing.ts';
import type { Picture } from '../../components/plot/picture.ts';

export const LOOKS: Record<RuleSource['source'], Look> = {
  paper: { ...REFERENCE, name: 'paper' },
  written: WRITTEN,
  code: { ...YOURS, name: 'code' },
};

const SUBJECT: Record<RuleSource['source'], string> = {
  paper: 'the paper',
  written: 'the written rule',
  code: 'the code',
};

export function partingWords({ partsAt, because }: RuleSource): string {
  if (partsAt !== null) return `parts from the paper at step ${partsAt} (${because})`;
  const agrees = 'agrees with the paper';
  return because === '' ? agrees : `${agrees} as far as it is drawn (${because.replace(/\.$/, '')})`;
}

/** The one sentence that says what the picture shows. */
export function summaryOf({ sources }: RuleSources): string {
  const [paper, ...others] = sources;
  const steps = (paper?.points.length ?? 1) - 1;
  if (others.length === 0) return `Over ${steps} steps, the paper’s algorithm alone.`;
  const said = others.map((source) => `${SUBJECT[source.source]} ${partingWords(source)}`);
  return `Over ${steps} steps, ${said.join('; ')}.`;
}

export function pictureOfSources(comparison: RuleSources): Picture {
  const objective = findObjective(comparison.objective)?.title ?? comparison.objective;
  return {
    title: `${comparison.sources[0]?.name ?? ''} on the objective “${objective}”`,
    summary: summaryOf(comparison),
    objective: comparison.objective,
    paths: comparison.sources.toReversed().map(({ source, points, losses, partsAt, right }) => ({
      look: LOOKS[source],
      rows: points,
      losses,
      partsAt,
      accepted: right,
    })),
  };
}
