/** Where the pages of a business are. Each answer fits `<Link {...}>` and `navigate()` of the router. */

export const ledgerPlace = (module: string) => ({ to: '/m/$area/$business', params: parts(module) }) as const

export const newPlace = (module: string) => ({ to: '/m/$area/$business/new', params: parts(module) }) as const

export const importPlace = (module: string) => ({ to: '/m/$area/$business/import', params: parts(module) }) as const

export const recordPlace = (module: string, id: string) => ({ to: '/m/$area/$business/$id', params: { ...parts(module), id } }) as const

/** The same as plain text, for lists too long for router links. */
export const recordAddress = (module: string, id: string) => `/m/${module}/${id}`

export const editPlace = (module: string, id: string) => ({ to: '/m/$area/$business/$id/edit', params: { ...parts(module), id } }) as const

export const helpPlace = (module: string) => ({ to: '/help/$area/$business', params: parts(module) }) as const

export const directoryPlace = (module: string) => ({ to: '/directory/$area/$business', params: parts(module) }) as const

export const roundPlace = (module: string) => ({ to: '/round/$area/$business', params: parts(module) }) as const

/** A module's path is its folder and its file: 'reform/pilot'. */
function parts(module: string) {
  const [area = '', business = ''] = module.split('/')
  return { area, business }
}
