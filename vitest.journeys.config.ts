import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The one that looks at every page takes as long as ten others: begun last it would be played alone. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    const sorted = await super.sort(files)
    return sorted.toSorted(
      (a, b) => Number(b.moduleId.endsWith('accessibility.test.ts')) - Number(a.moduleId.endsWith('accessibility.test.ts')),
    )
  }
}

/**
 * What people do in the browser, one file a flow of the manuals, in a real Chromium (CHROMIUM names another than /usr/bin/chromium); two at a time, each on a city
 * of its own.
 */
export default defineConfig({
  test: {
    include: ['journeys/**/*.test.ts'],
    globalSetup: 'journeys/product.ts',
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 15_000 } },
    passWithNoTests: false,
  },
})
