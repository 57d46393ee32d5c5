import { use, useMemo } from 'react';
import { loadChemistry, needsChemistry } from '../../../../contract/markup/chemistry.ts';
import { renderMarkup } from '../../../../contract/markup/render.ts';
import RenderedMarkup from '../../components/RenderedMarkup.tsx';
import classes from './history.module.css';
import { markChanges } from './markChanges.ts';
import type { Version } from './versions.ts';

interface RenderedDifferenceProps {
  /** What the answer is called. */
  label: string;
  /** Of the text in both versions. */
  of: string;
  before: Version;
  after: Version;
  macros: Record<string, string>;
}

/** An answer as its readers saw it and see it, side by side, with marks of what changed. A chunk of its own. */
export default function RenderedDifference({ label, of, before, after, macros }: RenderedDifferenceProps) {
  const [was, is] = [before.texts.get(of) ?? '', after.texts.get(of) ?? ''];
  if (needsChemistry([was, is, ...Object.values(macros)])) use(loadChemistry());
  const marked = useMemo(
    () =>
      markChanges({
        before: renderMarkup(was, { macros, imageUrl: before.imageUrl }).html,
        after: renderMarkup(is, { macros, imageUrl: after.imageUrl }).html,
      }),
    [was, is, macros, before.imageUrl, after.imageUrl],
  );
  const sides = [
    { version: before, source: was, ...marked.before, kind: 'removed' },
    { version: after, source: is, ...marked.after, kind: 'added' },
  ];
  return (
    <>
      <div className={classes.rendered}>
        {sides.map(({ version, source, html, count, kind }) => (
          <section
            key={kind}
            aria-label={`${label}, ${version.name}: ${placesWords(count)} ${kind}`}
            tabIndex={0}
          >
            {source.trim() === '' ? (
              <p className={classes.muted}>Nothing is written here.</p>
            ) : (
              <RenderedMarkup
                source={source}
                marked={html}
                macros={macros}
                imageUrl={version.imageUrl}
                size="small"
              />
            )}
          </section>
        ))}
      </div>
      {marked.before.count + marked.after.count === 0 && (
        <p className={classes.muted}>Both read the same: only the source differs, see Text.</p>
      )}
    </>
  );
}

const placesWords = (count: number): string => `${count} ${count === 1 ? 'place' : 'places'}`;
