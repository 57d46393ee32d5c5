import type { MantineColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import { MoonIcon, SunIcon, SystemIcon } from '../../components/icons.tsx';

export const COLOR_SCHEMES: { value: MantineColorScheme; label: string; icon: ReactNode }[] = [
  { value: 'auto', label: 'Same as system', icon: <SystemIcon /> },
  { value: 'light', label: 'Light', icon: <SunIcon /> },
  { value: 'dark', label: 'Dark', icon: <MoonIcon /> },
];
