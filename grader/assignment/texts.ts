/** What the pages of a set would show as mistakes in its own texts. */
import type { Problem } from '../../contract/assignment.ts';
import { deadLinksIn } from '../../contract/markup/links.ts';
import { renderMarkup } from '../../contract/markup/render.ts';
import { checkImages } from './images.ts';
import { loadWithTexts, type AssignmentFiles, type LoadedAssignment } from './load.ts';

/** Introduction, directions, statements and solutions: what students and TAs are shown. */
const TEXT = /^(?:[^/]+|questions\/[^/]+\/(?:statement|solution))\.md$/;

/**
 * As `loadAssignment`, with the formulas, links and images of all texts. Formulas and links warn: a set goes out without them, if it
 * has to.
 */
export const checkAssignment = (files: AssignmentFiles, slug: string): LoadedAssignment =>
  loadWithTexts(files, slug, checkTexts);

function checkTexts(files: AssignmentFiles, macros: Record<string, string>): Problem[] {
  const texts = [...files].filter(([file]) => TEXT.test(file));
  return [
    ...checkImages(files, texts),
    ...texts.flatMap(([file, text]) => {
      const warning = (line: number, message: string): Problem => ({
        severity: 'warning',
        file,
        line,
        message,
      });
      // Whether an image is there is said above.
      const { problems } = renderMarkup(text, { macros, imageUrl: () => '' });
      return [
        ...problems.map(({ line, message, source }) => warning(line, `${source}: ${message}`)),
        ...deadLinksIn(text).map(({ line, href }) =>
          warning(
            line,
            `the link to ${href} leads nowhere: addresses begin with https://, http:// or mailto:`,
          ),
        ),
      ];
    }),
  ];
}
