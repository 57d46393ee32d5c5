import { Fragment, useEffect, useRef, type ReactNode } from 'react';
import { Link } from 'react-router';
import classes from './Page.module.css';

export interface Crumb {
  label: string;
  to: string;
}

interface PageProps {
  title: string;
  /** The pages above this one, outermost first. */
  crumbs?: Crumb[];
  /** Under the title: due time, members and the like. */
  about?: ReactNode;
  /** Beside the title. */
  actions?: ReactNode;
  children: ReactNode;
}

export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Stepwise`;
  }, [title]);
}

/** Breadcrumb, title and what a page holds. A new page takes the focus to its title, as a loaded document would. */
export function Page({ title, crumbs = [], about, actions, children }: PageProps) {
  usePageTitle(title);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <>
      {crumbs.length > 0 && (
        <nav className={classes.crumbs} aria-label="Breadcrumb" data-print="hidden">
          {crumbs.map((crumb, index) => (
            <Fragment key={crumb.to}>
              {index > 0 && <span aria-hidden="true"> / </span>}
              <Link to={crumb.to}>{crumb.label}</Link>
            </Fragment>
          ))}
        </nav>
      )}
      <div className={classes.head}>
        <div className={classes.what}>
          <h1 ref={heading} tabIndex={-1} className={classes.title}>
            {title}
          </h1>
          {about !== undefined && <div className={classes.about}>{about}</div>}
        </div>
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </div>
      {children}
    </>
  );
}
