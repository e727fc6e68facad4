import type { Fixed } from '#kernel/module.ts'
import { EVERYONE } from '#kernel/org.ts'

/** Organisations that the manuals name in every record's flow. */
export const reformOffice: Fixed = { fixed: 'office', name: '市委改革办' }

/** The city's leaders see what the reform office sees. */
export const city: Fixed = { fixed: 'city', name: '市领导' }

export const everyone: Fixed = { fixed: EVERYONE, name: '全体单位' }

/** Bodies that own data (2023年3月31日版四（五）、（六）). */
export const internetOffice: Fixed = { fixed: 'dept-wangxinban', name: '市委网信办' }
export const petitionsOffice: Fixed = { fixed: 'dept-xinfangban', name: '市信访办' }
export const surveyCentre: Fixed = { fixed: 'dept-sheqingminyi', name: '市社情民意调查中心' }
