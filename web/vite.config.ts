import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { pdfAssetFiles } from './files/pdf-asset-files.ts'
import { precompressed } from './precompressed.ts'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), pdfAssetFiles(), precompressed()],
  server: {
    host: '127.0.0.1',
    proxy: { '^/api/(?!.*[.]tsx?($|[?]))': { target: process.env.LUOSHI ?? 'http://127.0.0.1:8090', changeOrigin: false } },
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Chromium 109 is the last one for the Windows 7 machines that offices still have.
    target: ['chrome109', 'firefox115', 'safari16'],
    // Pictures inlined as data: addresses would need a hole in the content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      output: {
        // A few files that stay the same from one release to the next, instead of fifty that queue for six connections.
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](?:react|react-dom|scheduler|@tanstack)[\\/]/, priority: 3 },
            { name: 'antd', test: /node_modules[\\/](?:antd|@ant-design|@rc-component|dayjs)[\\/]/, priority: 2 },
            {
              name: 'shared',
              test: /[\\/](?:web|kernel|modules|indicators|cockpits|zod)[\\/].*\.(?:tsx?|js|css)$/,
              minShareCount: 2,
              priority: 1,
            },
          ],
        },
      },
    },
  },
})
