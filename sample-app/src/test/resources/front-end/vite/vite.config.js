import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const target = process.env.SERVICE_URL ?? 'http://localhost:8080';

export default defineConfig({
  plugins: [react()],
  server: { proxy: { '/api': { target, changeOrigin: false } } },
});
