import { own } from '../../../../../contract/own.ts';
import { Changes } from '../../../components/diff/Changes.tsx';
import { Details } from '../../../components/Details.tsx';
import { isBytes, type Files } from '../files/readFiles.ts';

/** What differs between two states of a set's folder, file by file. */
export function FileChanges({ before, after, since }: { before: Files; after: Files; since: string }) {
  const paths = [...new Set([...Object.keys(after), ...Object.keys(before)])].sort();
  const different = paths.filter((path) => own(after, path) !== own(before, path));
  return different.map((path) => (
    <Details key={path} summary={path}>
      {isBytes(path) ? (
        'Other data.'
      ) : (
        <Changes before={own(before, path) ?? ''} after={own(after, path) ?? ''} since={since} code />
      )}
    </Details>
  ));
}
