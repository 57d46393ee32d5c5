import { ActionIcon, Button, Menu } from '@mantine/core';
import { Link } from 'react-router';
import { MoreIcon } from './icons.tsx';
import { KeyHint } from './KeyHint.tsx';
import type { KeyId } from './keyMap.ts';
import classes from './Page.module.css';

/** Something that a page's header offers: a page to go to, a file to fetch, or a thing to do. */
export interface HeaderAction {
  label: string;
  /** A page of ours. */
  to?: string;
  /** A file of the server's. */
  href?: string;
  onClick?: () => void;
  /** The one filled button of the view. It stays outside of the menu on every screen. */
  primary?: boolean;
  /** Key that does the same, as a hint. */
  keyHint?: KeyId;
  loading?: boolean;
  disabled?: boolean;
}

function HeaderButton({ action }: { action: HeaderAction }) {
  const { label, to, href, onClick, primary = false, keyHint, loading, disabled } = action;
  const look = {
    size: 'xs' as const,
    variant: primary ? 'filled' : 'default',
    className: primary ? undefined : classes.folding,
    rightSection: keyHint && <KeyHint of={keyHint} />,
  };
  if (to !== undefined)
    return (
      <Button component={Link} to={to} {...look}>
        {label}
      </Button>
    );
  if (href !== undefined)
    return (
      <Button component="a" href={href} download {...look}>
        {label}
      </Button>
    );
  return (
    <Button onClick={onClick} loading={loading} disabled={disabled} {...look}>
      {label}
    </Button>
  );
}

function HeaderItem({ action, folded }: { action: HeaderAction; folded: boolean }) {
  const { label, to, href, onClick, keyHint, disabled } = action;
  const look = {
    className: folded ? classes.folded : undefined,
    rightSection: keyHint && <KeyHint of={keyHint} />,
  };
  if (to !== undefined)
    return (
      <Menu.Item component={Link} to={to} {...look}>
        {label}
      </Menu.Item>
    );
  if (href !== undefined)
    return (
      <Menu.Item component="a" href={href} download {...look}>
        {label}
      </Menu.Item>
    );
  return (
    <Menu.Item onClick={onClick} disabled={disabled} {...look}>
      {label}
    </Menu.Item>
  );
}

interface HeaderMenuProps {
  /** At most two. On a phone they fold into the menu, but for the primary one. */
  buttons: HeaderAction[];
  /** Always in the menu: exports, copies, templates. */
  more: HeaderAction[];
}

export function HeaderMenu({ buttons, more }: HeaderMenuProps) {
  const foldable = buttons.filter(({ primary = false }) => !primary);
  return (
    <>
      {buttons.map((action) => (
        <HeaderButton key={action.label} action={action} />
      ))}
      {foldable.length + more.length > 0 && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={32}
              aria-label="More"
              className={more.length === 0 ? classes.folded : classes.more}
            >
              <MoreIcon />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {foldable.map((action) => (
              <HeaderItem key={action.label} action={action} folded />
            ))}
            {more.map((action) => (
              <HeaderItem key={action.label} action={action} folded={false} />
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  );
}
