import { defineConfig } from 'vitest/config'

/** What people do in the browser, one file a flow of the manuals, in a real Chromium (CHROMIUM names another than /usr/bin/chromium); two at a
 * time, each on a city of its own. */
export default defineConfig({
  test: {
    include: ['journeys/**/*.test.ts'],
    globalSetup: 'journeys/product.ts',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 15_000 } },
    passWithNoTests: false,
  },
})
