import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useRef, type CSSProperties, type ReactNode } from 'react';
import { Link } from 'react-router';
import { mayTakeFocus } from './arrival.ts';
import { HeaderMenu, type HeaderAction } from './HeaderMenu.tsx';
import { LeftIcon } from './icons.tsx';
import { Titled, usePageTitle } from './pageTitle.ts';
import classes from './Page.module.css';

export interface Crumb {
  label: string;
  to: string;
}

/** Where one line has room for the title alone; see Page.module.css. */
const PHONE = '(max-width: 639px)';

export interface PageHeaderProps {
  title: string;
  /** The pages above this one, outermost first. */
  crumbs?: Crumb[];
  /** The one fact beside the title: due time, count, score. Below the header on a phone; null or false while it is being read, which keeps its place. */
  about?: ReactNode;
  /** Who else is here or whose work it is. */
  people?: ReactNode;
  /** At most two; only one is primary. */
  buttons?: HeaderAction[];
  /** Behind the dots: exports, copies, templates. */
  more?: HeaderAction[];
  /** What is no button, such as the way from answer to answer. */
  actions?: ReactNode;
  /** What the browser's tab names first: the place within the page, such as `3 RMSProp`, or which page of several this is. */
  place?: string;
  /** What the tab calls the page where its title is longer or says less. */
  tab?: string;
}

/**
 * One line that stays: where this is, what it is, one fact, who is here, what can be done. It never wraps; what is
 * needed least goes first. A new page takes the focus to its title, as a loaded document would, unless somebody has gone elsewhere
 * while it came.
 */
export function PageHeader({
  title,
  crumbs = [],
  about,
  people,
  buttons = [],
  more = [],
  actions,
  place,
  tab = title,
}: PageHeaderProps) {
  // The set that a page belongs to tells apart two tabs that are both called "Feedback".
  const inner = crumbs.slice(1).map(({ label }) => label);
  usePageTitle(place, tab, ...inner.toReversed());
  // Rendered once, here or below: what is in it may announce things.
  const below = useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false });
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (heading.current !== null && mayTakeFocus(heading.current))
      heading.current.focus({ preventScroll: true });
  }, []);
  return (
    <>
      <div className={classes.header}>
        {crumbs.length > 0 && (
          <nav className={classes.crumbs} aria-label="Breadcrumb" data-print="hidden">
            {crumbs.map((crumb) => (
              <span
                key={crumb.to}
                className={classes.crumb}
                style={{ '--letters': `${crumb.label.length}ch` } as CSSProperties}
              >
                <Link to={crumb.to}>
                  <LeftIcon />
                  <span className={classes.crumbLabel}>{crumb.label}</span>
                </Link>
                <span aria-hidden="true"> /</span>
              </span>
            ))}
          </nav>
        )}
        <h1 ref={heading} tabIndex={-1} className={classes.title} title={title}>
          {title}
        </h1>
        {!below && about !== undefined && <div className={classes.about}>{about}</div>}
        {!below && people !== undefined && <div className={classes.people}>{people}</div>}
        <div className={classes.end}>
          {actions}
          <HeaderMenu buttons={buttons} more={more} />
        </div>
      </div>
      {below && (about !== undefined || people !== undefined) && (
        <div className={classes.below}>
          {about}
          {people}
        </div>
      )}
    </>
  );
}

interface PageProps extends PageHeaderProps {
  /** A list is at most 1120 px wide and prose 76 characters; what has its own columns takes the full width. */
  width?: 'list' | 'prose' | 'full';
  children: ReactNode;
}

/** Header and what a page holds. */
export function Page({ width = 'list', children, ...header }: PageProps) {
  return (
    <>
      <PageHeader {...header} />
      <div className={classes.body} data-width={width}>
        <Titled value>{children}</Titled>
      </div>
    </>
  );
}
