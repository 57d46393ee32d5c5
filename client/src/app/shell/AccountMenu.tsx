import { Menu, Text, UnstyledButton, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from 'react-router';
import { initialsOf } from '../../components/initials.ts';
import { Message } from '../../components/Message.tsx';
import { ROLE_NAMES } from '../../components/roles.ts';
import { signOutHere, useMembership, useSession, useUser } from '../session.tsx';
import { COLOR_SCHEMES } from './colorSchemes.tsx';
import classes from './TopBar.module.css';

/** Who is signed in, how the pages look to them, and the way out. */
export function AccountMenu() {
  const { name } = useUser();
  const role = useMembership()?.role;
  const { user } = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const leaving = useMutation({ mutationFn: signOutHere });
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <UnstyledButton
          className={classes.account}
          aria-label={`Account of ${name}`}
          data-initials={initialsOf(name)}
        />
      </Menu.Target>
      <Menu.Dropdown>
        <Text size="sm" px="sm" pt={4} fw={600} dir="auto">
          {name}
        </Text>
        {role !== undefined && (
          <Text size="xs" px="sm" pb={6} c="dimmed">
            {ROLE_NAMES[role]}
          </Text>
        )}
        <Menu.Divider />
        <Menu.Label>Theme</Menu.Label>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(value) => setColorScheme(value as MantineColorScheme)}
        >
          {COLOR_SCHEMES.map(({ value, label, icon }) => (
            <Menu.RadioItem key={value} value={value} rightSection={icon}>
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        {user?.isAdministrator && (
          <Menu.Item component={Link} to="/courses">
            Your courses
          </Menu.Item>
        )}
        <Menu.Item component={Link} to="/account">
          Your account
        </Menu.Item>
        <Menu.Item closeMenuOnClick={false} onClick={() => leaving.mutate()}>
          Sign out
        </Menu.Item>
        {leaving.error !== null && (
          <Text size="xs" px="sm" py={4} role="alert">
            <Message>{leaving.error.message}</Message>
          </Text>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
