/** The objectives that an author gives as files: named in `assignment.yaml`, written in `objectives/`. */
import { placeOf } from './words.ts';
import type { AssignmentFile, Problem, PublishedObjective } from '../../contract/assignment.ts';
import { findObjective } from '../objectives/index.ts';
import type { YamlFile } from './yaml.ts';

/** Without those that cannot be used. What their programs say is found out by `check`, which runs them. */
export function publishedObjectives(
  files: ReadonlyMap<string, string>,
  file: string,
  { value, lineOf }: YamlFile<AssignmentFile>,
): { value: PublishedObjective[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const found: PublishedObjective[] = [];
  for (const [index, objective] of (value?.objectives ?? []).entries()) {
    const report = (field: string, message: string) =>
      problems.push({
        severity: 'error',
        file,
        line: lineOf(['objectives', index, field]),
        message: `${placeOf(['objectives', index, field])}: ${message}`,
      });
    const source = files.get(objective.file);
    if (findObjective(objective.name)) report('name', `${objective.name} is one of Stepwise's own`);
    if (found.some(({ name }) => name === objective.name)) report('name', `${objective.name} is used twice`);
    if (source === undefined) report('file', `the file ${objective.file} is not there`);
    if (objective.minimum && objective.minimum.length !== objective.start.length)
      report(
        'minimum',
        `has ${objective.minimum.length} coordinates, but the start has ${objective.start.length}`,
      );
    found.push({ ...objective, source: source ?? '' });
  }
  return { value: found, problems };
}
