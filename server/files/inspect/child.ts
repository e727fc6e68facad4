/**
 * The child process of `inspect`: one line of JSON with the name on standard input, then the file; the verdict on standard output.
 * Whatever is not a verdict (a crash, no memory, a fault of ours) leaves nothing there, and the parent refuses the file.
 */
import { buffer } from 'node:stream/consumers'

import { examine } from './examine.ts'

const input = await buffer(process.stdin)
const end = input.indexOf('\n')
const { name } = JSON.parse(input.toString('utf8', 0, end)) as { name: string }
process.stdout.write(JSON.stringify(await examine(input.subarray(end + 1), name)))
