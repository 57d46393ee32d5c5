/** The images of a set's own texts: of a page's set where the server has them, or where an author's page says. */
import { createContext, use, useMemo } from 'react';
import { useParams } from 'react-router';
import { getAssignment } from '../../../contract/assignments.ts';
import { addressOf } from '../api/address.ts';

type ImageUrl = (name: string) => string | null;

/** Where texts are read that are not published. */
export const AuthorImages = createContext<ImageUrl | null>(null);

/** The address of the image that a text of the set calls by a name such as `images/loss.png`; null when it is none of a set's. */
export function useSetImages(): ImageUrl {
  const authors = use(AuthorImages);
  const { course, set } = useParams();
  return useMemo(() => {
    if (authors !== null) return authors;
    return (name) => {
      const image = /^images\/([^/]+)$/.exec(name)?.[1];
      // As `getSetImage` has it, whose contract the pages would carry for nothing else.
      return course && set && image
        ? addressOf({ path: `${getAssignment.path}/set-images/{image}` }, { course, assignment: set, image })
        : null;
    };
  }, [authors, course, set]);
}
