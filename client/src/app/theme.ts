import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const blue: MantineColorsTuple = [
  '#eef4fd',
  '#dbe7fa',
  '#b7cff4',
  '#82b4ff',
  '#5f98ee',
  '#4383df',
  '#3173d2',
  '#2768c8',
  '#1d5fbf',
  '#174e9f',
];

/** From text (0) to the deepest shadow (9); 7 is the page. */
const dark: MantineColorsTuple = [
  '#e8ecf1',
  '#c9d1da',
  '#a6b0bd',
  '#7c8896',
  '#3a4450',
  '#2a323c',
  '#1b2129',
  '#12161c',
  '#0d1015',
  '#090b0f',
];

const SANS = "'IBM Plex Sans', 'IBM Plex Sans Fallback', ui-sans-serif, system-ui, sans-serif";

const MONOSPACE = "'IBM Plex Mono', ui-monospace, Menlo, Consolas, 'Liberation Mono', monospace";

/** The head of a dialog is a `<header>`, which would count as a second banner of the page. */
const DIALOG = {
  closeButtonProps: { 'aria-label': 'Close' },
  attributes: { header: { role: 'presentation' } },
};

export const theme = createTheme({
  colors: { blue, dark },
  primaryColor: 'blue',
  primaryShade: 8,
  black: '#1b2129',
  fontFamily: SANS,
  fontFamilyMonospace: MONOSPACE,
  respectReducedMotion: true,
  cursorType: 'pointer',
  defaultRadius: 'sm',
  radius: { xs: '2px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  fontSizes: { xs: '12px', sm: '14px', md: '16px', lg: '18px', xl: '20px' },
  lineHeights: { xs: '1.34', sm: '1.43', md: '1.5', lg: '1.45', xl: '1.4' },
  // `sm` is the width under which the tabs become a menu, `lg` that under which a header drops what is least needed.
  breakpoints: { xs: '30em', sm: '40em', md: '64em', lg: '68.75em', xl: '90em' },
  headings: {
    fontFamily: SANS,
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '16px', lineHeight: '24px' },
      h2: { fontSize: '18px', lineHeight: '26px' },
      h3: { fontSize: '16px', lineHeight: '24px' },
      h4: { fontSize: '14px', lineHeight: '20px' },
      h5: { fontSize: '14px', lineHeight: '20px' },
      h6: { fontSize: '12px', lineHeight: '16px' },
    },
  },
  components: {
    Button: { defaultProps: { size: 'sm' } },
    Modal: {
      // From the top: what comes in it or goes from it moves nothing above.
      defaultProps: { ...DIALOG, yOffset: '8dvh', transitionProps: { duration: 120, transition: 'fade' } },
    },
    Drawer: { defaultProps: { ...DIALOG, transitionProps: { duration: 150 } } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true } },
  },
});

/** Mantine's own variables, set to the tokens of `tokens.css`. */
export const cssVariables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-dimmed': 'var(--muted)',
    '--mantine-color-placeholder': 'var(--muted)',
    '--mantine-color-anchor': 'var(--link)',
    '--mantine-color-error': 'var(--danger)',
    '--mantine-color-body': 'var(--page)',
    '--mantine-color-default': 'var(--surface)',
    '--mantine-color-default-hover': 'var(--hover)',
    '--mantine-color-default-border': 'var(--control-border)',
  };
  return { variables: {}, light: shared, dark: shared };
};
