import type { Experiment } from '../../../../contract/report.ts';
import { experimentSvg } from '../../../../grader/report/experimentSvg.ts';

/** A figure as a file that can be uploaded as any image of an answer. */
export const figureFile = (experiment: Experiment, name: string): File =>
  new File([experimentSvg(experiment)], `${name}.svg`, { type: 'image/svg+xml' });
