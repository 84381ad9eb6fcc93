import { createTheme, DEFAULT_THEME, type MantineColorsTuple } from '@mantine/core';

const teal: MantineColorsTuple = [
  '#ecfbf9',
  '#d5f4ef',
  '#a9e8df',
  '#76dacd',
  '#45c6b7',
  '#1fa698',
  '#128578',
  '#0f766e',
  '#0c5f59',
  '#084a46',
];

/** Mantine's red, deep enough to be read as text and under white. */
const red = DEFAULT_THEME.colors.red.map((shade, i) => (i === 7 ? '#c92a2a' : shade)) as unknown as MantineColorsTuple;

/** The head of a dialog is no banner of the page: there is one of those. */
const noLandmark = { defaultProps: { role: 'presentation' } };

export const theme = createTheme({
  primaryColor: 'brand',
  primaryShade: { light: 7, dark: 7 },
  colors: { brand: teal, red },
  components: { ModalHeader: noLandmark, DrawerHeader: noLandmark },
  defaultRadius: 'md',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  respectReducedMotion: true,
  cursorType: 'pointer',
});
