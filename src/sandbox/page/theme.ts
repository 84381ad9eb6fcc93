import { createTheme, type MantineColorsTuple } from '@mantine/core';

const teal: MantineColorsTuple = [
  '#e6f7f6',
  '#d3ebea',
  '#a5d6d4',
  '#74c1bd',
  '#4eafab',
  '#36a49f',
  '#26a09a',
  '#158b86',
  '#027c77',
  '#006b67',
];

/** Plain and near to the dashboard's; the deliberate difference is the striped bar that says "practice". */
export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: { light: 8, dark: 8 },
  colors: { teal },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, monospace',
  defaultRadius: 'md',
  focusRing: 'auto',
  cursorType: 'pointer',
});
