import type { ComponentType, LazyExoticComponent } from 'react'
import type { Role } from '#kernel/org.ts'

/** A page of the administration: its address is `/administration/<path>`, its entry in the navigation is shown to these roles. */
export type AdministrationPage = { path: string; label: string; roles: readonly Role[]; Page: LazyExoticComponent<ComponentType> }

export const administrationPages: readonly AdministrationPage[] = []
