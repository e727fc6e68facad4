import type { Fixed } from '#kernel/module.ts'

/** Organisations that the manuals name in every record's flow. */
export const reformOffice: Fixed = { fixed: 'office', name: '市委改革办' }

/** The city's leaders see what the reform office sees. */
export const city: Fixed = { fixed: 'city', name: '重庆市' }
