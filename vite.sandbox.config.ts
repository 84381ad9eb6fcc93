/** Builds the sandbox's two pages into dist/sandbox-page, from where the sandbox serves them. */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: fileURLToPath(new URL('src/sandbox/page', import.meta.url)),
  plugins: [react()],
  build: { outDir: fileURLToPath(new URL('dist/sandbox-page', import.meta.url)), emptyOutDir: true, chunkSizeWarningLimit: 1000 },
});
