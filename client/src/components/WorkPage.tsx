import type { ReactNode } from 'react';
import { useCurrentAnchor } from './anchors.ts';
import { PageHeader, type PageHeaderProps } from './Page.tsx';
import { Titled } from './pageTitle.ts';
import { Rail, type RailEntry } from './Rail.tsx';
import classes from './WorkPage.module.css';

interface WorkPageProps extends Omit<PageHeaderProps, 'place'> {
  /** The questions; each has an element with `anchorOf(id)` on the page. */
  rail: RailEntry[];
  railLabel: string;
  /** A `BottomBar`, where one hands in. */
  bar?: ReactNode;
  children: ReactNode;
}

/** A page on which one works: the full width, the questions in a rail, and a bar where one hands in. */
export function WorkPage({ rail, railLabel, bar, children, ...header }: WorkPageProps) {
  const current = useCurrentAnchor(rail.map(({ id }) => id));
  const entry = rail.find(({ id }) => id === current);
  const place = entry === undefined ? undefined : [entry.label, entry.title].filter(Boolean).join(' ');
  return (
    <>
      <PageHeader {...header} place={place} />
      <div className={classes.work}>
        <Rail entries={rail} label={railLabel} current={current} />
        <div className={classes.column}>
          <div className={classes.content}>
            <Titled value>{children}</Titled>
          </div>
          {bar}
        </div>
      </div>
    </>
  );
}
