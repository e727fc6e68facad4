/** What the folders of modules/ are called in the navigation. */
export const areaNames: Record<string, string> = { reform: '改革报表', digital: '数字重庆建设' }

export const areaOf = (path: string) => path.split('/')[0]!
