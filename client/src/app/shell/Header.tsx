import { ActionIcon, Menu, Text, UnstyledButton } from '@mantine/core';
import { Link } from 'react-router';
import { signOut } from '../../../../contract/session.ts';
import { call } from '../../api/call.ts';
import { MenuIcon, SearchIcon } from '../../components/icons.tsx';
import { useSignal } from '../../api/signal.ts';
import { announce, announcement } from '../announcer.ts';
import { acceptSession, useCourse, useSession, useUser } from '../session.tsx';
import { ColorSchemeSwitch } from './ColorSchemeSwitch.tsx';
import classes from './Header.module.css';

interface HeaderProps {
  onMenu: () => void;
  onPalette: () => void;
}

const MOD = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl';

export function Header({ onMenu, onPalette }: HeaderProps) {
  const { course } = useCourse();
  return (
    <header className={classes.header} data-print="hidden">
      <ActionIcon className={classes.menu} variant="subtle" size={36} aria-label="Menu" onClick={onMenu}>
        <MenuIcon />
      </ActionIcon>
      <Link className={classes.brand} to={`/c/${course.slug}`} aria-label="Stepwise">
        <img src="/favicon.svg" alt="" width="24" height="24" />
        <span>Stepwise</span>
      </Link>
      <span className={classes.course}>
        {course.code} {course.title}
      </span>
      <span className={classes.status} role="status">
        {useSignal(announcement)}
      </span>
      <UnstyledButton className={classes.palette} onClick={onPalette} aria-label="Go to or do">
        <SearchIcon />
        <span className={classes.paletteWord}>Go to or do</span>
        {/* Drawn by the style sheet: a hint for eyes, and no part of the button's name. */}
        <kbd aria-hidden="true" data-keys={`${MOD} K`} />
      </UnstyledButton>
      <ColorSchemeSwitch />
      <UserMenu />
    </header>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => word?.[0]?.toUpperCase() ?? '')
    .join('');
}

function UserMenu() {
  const { name } = useUser();
  const { role } = useCourse();
  const { user, memberships } = useSession();
  const leave = async () => {
    try {
      acceptSession(await call(signOut, {}));
    } catch (error) {
      announce(error instanceof Error ? error.message : 'Could not sign out.');
    }
  };
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <UnstyledButton
          className={classes.avatar}
          aria-label={`Account of ${name}`}
          data-initials={initials(name)}
        />
      </Menu.Target>
      <Menu.Dropdown>
        <Text size="sm" px="sm" pt={4} fw={600}>
          {name}
        </Text>
        <Text size="xs" px="sm" pb={6} c="dimmed">
          {{ student: 'Student', ta: 'Teaching assistant', instructor: 'Instructor' }[role]}
        </Text>
        <Menu.Divider />
        {memberships.length > 1 && (
          <Menu.Item component={Link} to="/">
            Your courses
          </Menu.Item>
        )}
        {user?.isAdministrator && (
          <Menu.Item component={Link} to="/courses/new">
            New course
          </Menu.Item>
        )}
        <Menu.Item component={Link} to="/account">
          Your account
        </Menu.Item>
        <Menu.Item onClick={leave}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
