import { inject } from 'vitest'
import type { Product } from './product.ts'

/** The product that the journeys of this process are played on: each process has a city of its own, so that they need not wait for each other. */
export const served = (): Product => inject('products')[Number(process.env.VITEST_POOL_ID) - 1]!
