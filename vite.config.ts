import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The dashboard: built beside the server, which serves it. */
export default defineConfig({
  root: 'src/dashboard',
  plugins: [react()],
  build: { outDir: '../../dist/dashboard', emptyOutDir: true, chunkSizeWarningLimit: 900 },
});
