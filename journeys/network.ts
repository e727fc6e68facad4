import type { Page } from 'playwright-core'

/** Puts the page on a slow line. Answers how to take it off again. */
export async function slowly(page: Page, { bytesPerSecond }: { bytesPerSecond: number }): Promise<() => Promise<void>> {
  const session = await page.context().newCDPSession(page)
  const line = (throughput: number) =>
    session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: throughput,
      uploadThroughput: throughput,
    })
  await session.send('Network.enable')
  await line(bytesPerSecond)
  return async () => {
    await line(-1)
    await session.detach()
  }
}
