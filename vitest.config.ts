import { defineConfig } from 'vitest/config'

/** Everything but the browser journeys: beside its source, on a real PostgreSQL. */
export default defineConfig({
  test: {
    include: ['**/*.test.{ts,tsx}'],
    exclude: ['node_modules/**', 'journeys/**', 'web/dist/**'],
    globalSetup: 'server/testing/postgres.ts',
    setupFiles: 'server/testing/seed.ts',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    passWithNoTests: false,
  },
})
