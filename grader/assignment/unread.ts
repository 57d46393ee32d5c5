/** Files of a set that nothing reads, since they stand elsewhere or are called otherwise than they were meant. */
import type { Problem } from '../../contract/assignment.ts';
import { distance } from '../core/keys.ts';
import { isSample } from './sampleFiles.ts';

/** What is read wherever it stands in its folder; the files beside data say where those come from. */
const READ =
  /^(?:(?:assignment\.yaml|introduction\.md)$|(?:starter|data|images)\/|questions\/[^/]+\/(?:question\.yaml|statement\.md|solution\.md|reference\.json)$)/;
/** Of images that stand elsewhere images.ts says so. */
const IMAGE = /\.(?:png|jpe?g)$/i;
/** What people leave in folders for each other. */
const FOR_PEOPLE = /(?:^|\/)(?:README|LICENSE|NOTICE|CHANGELOG)(?:\.\w+)?$|(?:^|\/)\./i;

const IN_SET = ['assignment.yaml', 'introduction.md', 'questions', 'samples', 'solution', 'starter', 'objectives', 'data', 'images']; // prettier-ignore
const IN_QUESTION = ['question.yaml', 'statement.md', 'solution.md', 'samples'];

/**
 * @param named by the files that are read: directions, programs of objectives
 * @returns a warning for each, with the name that was probably meant
 */
export function warnOfUnread(files: ReadonlyMap<string, string>, named: ReadonlySet<string>): Problem[] {
  return [...files.keys()]
    .filter(
      (file) =>
        !READ.test(file) &&
        !isSample(file) &&
        !named.has(file) &&
        !IMAGE.test(file) &&
        !FOR_PEOPLE.test(file),
    )
    .map((file) => ({ severity: 'warning', file, line: null, message: whyUnread(file) }));
}

function whyUnread(file: string): string {
  const parts = file.split('/');
  const inQuestion = parts[0] === 'questions' && parts.length > 2;
  const [name = '', known] = inQuestion ? [parts[2], IN_QUESTION] : [parts[0], IN_SET];
  const meant = known.find((each) => each !== name && distance(each, name.toLowerCase()) <= 2);
  const place = inQuestion ? 2 : 0;
  if (meant) return `nothing reads this file: did you mean ${parts.with(place, meant).join('/')}?`;
  if (name === 'samples' || name === 'solution')
    return 'nothing reads this file: samples are programs that end in .py, .js or .ts, in a folder named after their verdict, such as samples/wrong_answer/';
  return file.endsWith('.md') && !inQuestion
    ? 'nothing shows this text: name it as directions of a block in assignment.yaml'
    : 'nothing reads this file';
}
