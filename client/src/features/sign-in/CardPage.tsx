import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Titled } from '../../components/pageTitle.ts';
import classes from './SignInPage.module.css';

interface CardPageProps {
  /** Absent where what stands below has one of its own. */
  title?: string;
  /** Whether it says whose page this is: for those who are not signed in. */
  brand?: boolean;
  children: ReactNode;
}

/** A page of one small card: signing in, an account, a link that leads here. */
export function CardPage({ title, brand = false, children }: CardPageProps) {
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        {brand && (
          <div className={classes.brand}>
            <img src="/favicon.svg" alt="" width="32" height="32" />
            <span>Stepwise</span>
          </div>
        )}
        {title !== undefined && (
          <Title order={1} size="h2" mb={4}>
            {title}
          </Title>
        )}
        <Titled value={title !== undefined}>{children}</Titled>
      </div>
    </main>
  );
}
