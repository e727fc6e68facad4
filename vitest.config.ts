import { defineConfig } from 'vitest/config'

/** What knows no database, or brings its own: run once, whichever PostgreSQL the rest is run on. */
const APART = [
  '{cockpits,docs,indicators,web}/**/*.test.{ts,tsx}',
  'kernel/*.test.ts',
  'kernel/fields/**/*.test.ts',
  'server/{files/inspect,import/workbook}/**/*.test.ts',
  'server/crash-embedded.test.ts',
]

const ELSEWHERE = ['node_modules/**', 'journeys/**', 'web/dist/**']

/** Everything but the browser journeys: beside its source, on a real PostgreSQL. Each file has a database of its own, and shares its process with others. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    passWithNoTests: false,
    projects: [
      { extends: true, test: { name: 'apart', include: APART, exclude: ELSEWHERE } },
      {
        extends: true,
        test: {
          name: 'database',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...ELSEWHERE, ...APART],
          globalSetup: 'server/testing/postgres.ts',
        },
      },
    ],
    setupFiles: 'server/testing/seed.ts',
    pool: 'forks',
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
