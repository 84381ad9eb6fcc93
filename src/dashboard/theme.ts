import { createTheme, type MantineColorsTuple } from '@mantine/core';

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

export const theme = createTheme({
  primaryColor: 'brand',
  primaryShade: { light: 7, dark: 7 },
  colors: { brand: teal },
  defaultRadius: 'md',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  respectReducedMotion: true,
  cursorType: 'pointer',
});
